"""An owner hears of a task, once per act; nobody hears of their own."""

from datetime import timedelta

from vakdesk.kit import clock
from vakdesk.logbook.followers import run_followers
from vakdesk.notices.models import Notice
from vakdesk.people.tests.cast import INSTALLER
from vakdesk.tasks import actions
from vakdesk.tasks.jobs import forget
from vakdesk.tasks.kinds import Occasion
from vakdesk.tasks.tests.play import MONDAY, add, lines


def told() -> list[tuple[str, str, str]]:
    before = set(Notice.objects.values_list("pk", flat=True))
    while run_followers():
        pass
    new = Notice.objects.exclude(pk__in=before).filter(channel="inbox").select_related("person").order_by("pk")
    return [(one.person.name, one.subject, one.text) for one in new]


def test_whoever_gets_a_task_hears_of_it_and_of_ones_own_nobody(record, ada, by_ada, by_dee):
    with clock.travel(MONDAY):
        add(record, by_dee, "Order toner", owner=ada, due_at=MONDAY + timedelta(hours=2))
    heard = told()
    assert [(name, subject) for name, subject, _text in heard] == [("Ada Kask", f"[{record.reference}] To do: The printer does nothing")]
    assert "Order toner" in heard[0][2] and "Due:" in heard[0][2]
    add(record, by_ada, "Put it in", owner=ada)
    assert told() == []


def test_a_team_hears_of_what_is_given_to_it(record, by_dee, systems, sven):
    task = add(record, by_dee, "Open the port")
    assert told() == []
    actions.assign(task, by=by_dee, team=systems)
    assert [name for name, _subject, _text in told()] == ["Sven Lind"]


def test_many_tasks_of_one_set_are_one_notice(record, by_dee, by_ada, systems, sven):
    chosen = actions.add_set(
        by=INSTALLER, names={"en": "Network"}, occasion=Occasion.BY_HAND, lines=lines("Open the port", "Test it", team=systems)
    )
    actions.apply(record, by=by_ada, task_set=chosen)
    heard = told()
    assert len(heard) == 1
    assert "Open the port" in heard[0][2] and "Test it" in heard[0][2]


def test_whose_timer_was_forgotten_hears_how_much_counts(record, by_ada):
    with clock.travel(MONDAY):
        actions.start(record, by=by_ada)
    with clock.travel(MONDAY + timedelta(hours=9)):
        forget()
        heard = told()
    assert [(name, "0 min count" in text) for name, _subject, text in heard] == [("Ada Kask", True)]
