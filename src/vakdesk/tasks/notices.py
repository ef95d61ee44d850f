"""Who hears of tasks: whoever one is given to, the team one is given to, and whose timer was forgotten."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.tasks import verbs
from vakdesk.tasks.bearers import bearers, page_of
from vakdesk.tasks.models import Spent, Task
from vakdesk.ui.components import exact, span

MINE = News("work.task", _("A task is given to me"), _("Somebody adds it for you or gives it to you."), How.INBOX, icon="list-checks")
TEAMS = News(
    "work.task.team", _("A task for my team"), _("It is given to a team you are in, and to nobody in it."), How.INBOX, icon="users"
)
TIMER = News(
    "work.timer", _("My timer was forgotten"), _("It was stopped; you can put your time right."), How.INBOX, icon="alarm-clock-off"
)

NUMBER = Placeholder(_("the number of the ticket"), "TK-1042")
TITLE = Placeholder(_("its subject"), _("The printer in C2 does nothing"))
PLACES = {
    "number": NUMBER,
    "title": TITLE,
    "tasks": Placeholder(_("what is to be done, one task on a line"), _("Order toner")),
    "due": Placeholder(_("when the first of them is due, empty for at any time"), ""),
}


def _sample(actor: Actor, reference: str) -> Mapping[str, str] | None:
    seen = Record.objects.visible_to_staff(actor).filter(type__in=[bearer.name for bearer in bearers])
    record = (seen.filter(reference__iexact=reference) if reference else seen.order_by("-pk")).first()
    if record is None:
        return None
    return _values(record, list(Task.objects.filter(record=record).open().in_order()[:3])) | {"counted": "25 min"}


def _text(name: str, label: str, subject: str, body: str, places: Mapping[str, Placeholder]) -> MailText:
    def sample(actor: Actor, reference: str) -> Mapping[str, str] | None:
        values = _sample(actor, reference)
        return values and {name: values[name] for name in places}

    return MailText(name, label, format_lazy("[{}] {}", "{{ number }}", subject), body, places, _("Open the ticket"), sample)


TASK_TEXT = _text(
    "work.task",
    _("Tasks are given to somebody"),  # type: ignore[arg-type]
    _("To do: {{ title }}"),  # type: ignore[arg-type]
    _("{{ tasks }}\n\n{% if due %}\nDue: {{ due }}\n{% endif %}"),  # type: ignore[arg-type]
    PLACES,
)
TIMER_TEXT = _text(
    "work.timer",
    _("A timer was forgotten"),  # type: ignore[arg-type]
    _("Your timer was stopped: {{ title }}"),  # type: ignore[arg-type]
    _("Your timer ran on without you, so it was stopped. {{ counted }} count. You can put that right under My time."),  # type: ignore[arg-type]
    {"number": NUMBER, "title": TITLE, "counted": Placeholder(_("how much of it counts"), "25 min")},
)


@about(verbs.ADDED, verbs.ASSIGNED)
def given(entry: Entry) -> Iterator[Telling]:
    yield from _to_owners([entry.facts["task"]])


@about(verbs.SET_APPLIED)
def given_together(entry: Entry) -> Iterator[Telling]:
    yield from _to_owners(entry.facts["tasks"])


@about(verbs.FORGOTTEN)
def forgotten(entry: Entry) -> Iterator[Telling]:
    spent = Spent.objects.select_related("record", "person__organisation").get(pk=entry.facts["spent"])
    record = spent.record

    def words() -> Words:
        values = {"number": record.reference, "title": record.title, "counted": span(spent.length)}
        return Words(TIMER_TEXT, values, url=page_of(record))

    yield Telling(spent.person, TIMER, words, Why.AUTHOR, record)


def _to_owners(keys: Iterable[int]) -> Iterator[Telling]:
    """One telling for each person, with everything of the act that is theirs; a team hears of what is nobody's in it."""
    tasks = list(Task.objects.open().filter(pk__in=keys).select_related("record", "owner__organisation", "team").in_order())
    for owner in {task.owner for task in tasks if task.owner is not None}:
        yield _telling(owner, MINE, [task for task in tasks if task.owner == owner], Why.OWNER)
    for team in {task.team for task in tasks if task.team is not None and task.owner is None}:
        theirs = [task for task in tasks if task.team == team and task.owner is None]
        for member in team.members.active().select_related("organisation"):
            if theirs[0].record.restricted and not _reads(member, theirs[0].record):
                continue
            yield _telling(member, TEAMS, theirs, Why.TEAM)


def _reads(person: Person, record: Record) -> bool:
    return Record.objects.visible_to_staff(actor_for(person)).filter(pk=record.pk).exists()


def _telling(person: Person, news: News, tasks: list[Task], why: Why) -> Telling:
    record = tasks[0].record
    return Telling(person, news, lambda: Words(TASK_TEXT, _values(record, tasks), url=f"{page_of(record)}#tasks"), why, record)


def _values(record: Record, tasks: list[Task]) -> dict[str, str]:
    due = min((task.due_at for task in tasks if task.due), default=None)
    named = {"number": record.reference, "title": record.title}
    return named | {"tasks": "\n\n".join(str(task) for task in tasks), "due": exact(due) if due else ""}
