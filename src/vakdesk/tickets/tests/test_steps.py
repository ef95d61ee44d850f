"""The bar of steps is told by the entries; the main button is what the process expects."""

import pytest

from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Step
from vakdesk.tickets.steps import bar, done, expected
from vakdesk.tickets.telling import entries_of
from vakdesk.tickets.tests.play import SOLUTION, fresh


def _now(ticket, person):
    """The present step and the act that is expected of the person."""
    ticket = fresh(ticket)
    held = done(ticket, entries_of(ticket))
    present = [str(step.label) for step in bar(ticket, held) if step.state == "now"]
    act = expected(ticket, held, actor(person), "Bo")
    return (present[0] if present else None, act.verb if act else None)


def test_the_bar_leads_from_report_to_closure(ada, bo, ticket, printing):
    assert _now(ticket, ada) == ("Inform", "take")
    actions.take(ticket, by=actor(ada))
    assert _now(ticket, ada) == ("Inform", "inform")
    actions.inform(ticket, by=actor(ada), text="You hear from us today.")
    assert _now(ticket, ada) == ("Analyse", "classify")
    actions.classify(ticket, by=actor(ada), category=printing, impact=3, urgency=2)
    assert _now(ticket, ada) == ("Solve or escalate", "resolve")
    actions.resolve(ticket, by=actor(ada), **{**SOLUTION, "verification": "asked"})
    assert _now(ticket, ada) == ("Verify", "verify")
    actions.verify(ticket, by=actor(ada), verification="seen")
    assert _now(ticket, ada) == ("Feed back", "feed_back")
    actions.feed_back(ticket, by=actor(ada), text="The cable was loose.")
    assert _now(ticket, ada) == ("Close", "close")
    actions.close(ticket, by=actor(ada), closure="verified")
    assert _now(ticket, ada) == (None, None)


def test_any_first_answer_informs(ada, taken):
    actions.reply(taken, by=actor(ada), text="Which key?")
    assert _now(taken, ada) == ("Analyse", "classify")


def test_what_waits_is_resumed_first(ada, taken):
    actions.hold(taken, by=actor(ada), waiting_for="supplier", reason="A part")
    assert _now(taken, ada)[1] == "resume"


def test_a_hand_over_is_no_solution_for_the_next_team(ada, systems, taken):
    actions.hand_over(taken, by=actor(ada), team=systems, found="Certificate expired.", tried="A restart", expected="Look")
    held = done(fresh(taken), entries_of(taken))
    assert Step.SOLVE not in held


def test_after_a_dispute_it_must_be_solved_verified_and_told_again(ada, bo, taken, printing):
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=2)
    actions.resolve(taken, by=actor(ada), text="Works again.", **SOLUTION)
    actions.dispute(taken, by=actor(bo))
    assert _now(taken, ada) == ("Solve or escalate", "resolve")
    actions.resolve(taken, by=actor(ada), **{**SOLUTION, "verification": "asked"})
    assert done(fresh(taken), entries_of(taken)) == {Step.REGISTER, Step.INFORM, Step.ANALYSE, Step.SOLVE}


@pytest.mark.parametrize("who", ["bo", "eli"])
def test_nothing_is_expected_of_who_may_not_do_it(request, who, ticket):
    assert _now(ticket, request.getfixturevalue(who))[1] is None
