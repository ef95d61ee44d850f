from datetime import timedelta

import pytest

from vakdesk.kit import clock
from vakdesk.people.tests.cast import INSTALLER
from vakdesk.tasks import actions
from vakdesk.tasks.kinds import Occasion, Outcome, State, TaskKind
from vakdesk.tasks.models import Task
from vakdesk.tasks.tests import play
from vakdesk.tasks.tests.play import MONDAY, fresh, last, lines, refused

TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture
def call(record, by_ada) -> Task:
    aftercare = actions.add_set(
        by=INSTALLER, names={"en": "Aftercare"}, occasion=Occasion.BY_HAND, lines=lines("Does it work?", kind=TaskKind.CALL_BACK)
    )
    return actions.apply(record, by=by_ada, task_set=aftercare)[0]


def test_all_is_well(record, call, by_ada):
    actions.call_back(call, by=by_ada, outcome=Outcome.FINE)
    assert (fresh(call).state, fresh(call).outcome) == (State.DONE, Outcome.FINE)
    assert last(record, "task.called_back").facts == {"task": call.pk, "outcome": "fine", "again": None}
    assert not play.reopened


def test_whom_nobody_reached_is_called_again_or_left_at_that(record, call, by_ada):
    with clock.travel(MONDAY):
        with refused("again_at"):
            actions.call_back(call, by=by_ada, outcome=Outcome.NOT_REACHED, again_at=MONDAY)
        actions.call_back(call, by=by_ada, outcome=Outcome.NOT_REACHED, again_at=TOMORROW)
    assert (fresh(call).is_open, fresh(call).due) == (True, TOMORROW)
    actions.call_back(call, by=by_ada, outcome=Outcome.NOT_REACHED)
    assert (fresh(call).state, fresh(call).outcome) == (State.DONE, Outcome.NOT_REACHED)


def test_what_is_not_well_is_opened_again_with_what_was_said(record, call, by_ada):
    with refused("text"):
        actions.call_back(call, by=by_ada, outcome=Outcome.REOPENED, text=" ")
    assert fresh(call).is_open
    actions.call_back(call, by=by_ada, outcome=Outcome.REOPENED, text="It smokes again")
    assert fresh(call).outcome == Outcome.REOPENED
    assert play.reopened == [(record.pk, "It smokes again")]


def test_a_call_is_not_ticked_off_and_other_tasks_are_no_calls(record, call, by_ada):
    with refused(saying="how the call went"):
        actions.finish(call, by=by_ada)
    with refused("outcome"):
        actions.call_back(call, by=by_ada, outcome="splendid")
    with refused(saying="no call"):
        actions.call_back(play.add(record, by_ada, "Order toner"), by=by_ada, outcome=Outcome.FINE)
    actions.call_back(call, by=by_ada, outcome=Outcome.FINE)
    with refused(saying="over already"):
        actions.call_back(call, by=by_ada, outcome=Outcome.FINE)


def test_the_number_is_at_hand(record, call, as_ada):
    page = as_ada.get(f"/tasks/{call.pk}/call-back/").content.decode()
    assert 'href="tel:31612345678"' in page and "Bo Jansen" in page
