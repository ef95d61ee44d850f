"""What the queue can be narrowed by: in its address, in a view somebody keeps, in an act on all that match."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy, ngettext

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.kit.text import fold
from vakdesk.levels.kinds import Verdict
from vakdesk.levels.models import Clock
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.records.kinds import Via
from vakdesk.records.models import Attachment, Tag
from vakdesk.search.find import ranked
from vakdesk.search.terms import parse
from vakdesk.services.models import Service
from vakdesk.tickets import permissions
from vakdesk.tickets.due import clocks_due_within, unagreed
from vakdesk.tickets.kinds import OPEN, Priority, State, TicketKind, WaitingFor
from vakdesk.tickets.models import Category
from vakdesk.tickets.pingpong import PING_PONG
from vakdesk.tickets.queries import ALONE
from vakdesk.ui.lists.conditions import NOTHING, Condition, is_key, one_of, row_of, since, toggle, until, words_of

#: Working hours one can ask for what is due within; any number up to MOST_HOURS can be typed.
WITHIN_HOURS = ("1", "4", "8")
MOST_HOURS = 400
_DUE: dict[str, Sentence] = {
    "late": gettext_lazy("late now"),
    "breached": gettext_lazy("breached, also when solved"),
    "none": gettext_lazy("without an agreement"),
}


def teams_of(actor: Actor) -> QuerySet[Team]:
    return Team.objects.filter(memberships__person=actor.person_id)


def _assignees(actor: Actor) -> QuerySet[Person]:
    return Person.objects.visible_to(actor).active().holding(permissions.TAKE)


def _me(field: str) -> tuple[Sentence, object]:
    return gettext_lazy("me"), lambda values, actor: Q(**{field: actor.person_id}) if actor.person_id else NOTHING


def _none(field: str, label: Sentence) -> tuple[Sentence, object]:
    return label, lambda values, actor: Q(**{field: None})


def _words(values: list[str], actor: Actor) -> Q:
    wanted = Q()
    for value in values:
        found = Q(pk__in=ranked(actor, query, types=["ticket"])) if (query := parse(value)) else NOTHING
        wanted |= found | Q(record__reference=value.upper())
    return wanted


def _children_of(values: list[str], actor: Actor) -> Q:
    return Q(parent__record__reference__in=[value.strip().upper() for value in values])


def _tagged(values: list[str], actor: Actor) -> Q:
    folded = [fold(value.lstrip("#")) for value in values]
    return Q(Exists(Tag.records.through.objects.filter(record=OuterRef("pk"), tag__folded__in=folded)))


def _due(values: list[str], actor: Actor) -> Q:
    wanted = Q()
    for value in values:
        if value == "none":
            wanted |= unagreed()
        elif value == "late":
            wanted |= Q(state__in=OPEN, hurts_at__lt=clock.now())
        elif value == "breached":
            wanted |= Q(Exists(Clock.objects.filter(record=OuterRef("pk"), verdict=Verdict.BREACHED)))
        else:
            wanted |= Q(state__in=OPEN, pk__in=clocks_due_within(int(value)).values("record"))
    return wanted


def _is_due(value: str) -> bool:
    return value in _DUE or (is_key(value) and 0 < int(value) <= MOST_HOURS)


def _due_in_words(values: list[str], actor: Actor) -> list[Sentence]:
    return [_DUE[value] if value in _DUE else within(int(value)) for value in values]


def within(hours: int) -> Sentence:
    return ngettext("within %(count)d working hour", "within %(count)d working hours", hours) % {"count": hours}


def _due_options(actor: Actor) -> Iterable[tuple[str, Sentence]]:
    return [("late", _DUE["late"]), *((hours, within(int(hours))) for hours in WITHIN_HOURS), *list(_DUE.items())[1:]]


#: Words that search finds, or a number; the list has a field of its own for them.
WORDS = words_of("words", gettext_lazy("Words"), _words, can_deny=False)
CONDITIONS: tuple[Condition, ...] = (
    one_of("state", gettext_lazy("State"), State, groups={"open": (gettext_lazy("any that is open"), OPEN)}),
    one_of("priority", gettext_lazy("Priority"), Priority),
    one_of("kind", gettext_lazy("Kind"), TicketKind),
    row_of(
        "assignee",
        gettext_lazy("Assignee"),
        Person.objects.visible_to,
        "assignee",
        also={"me": _me("assignee"), "none": _none("assignee", gettext_lazy("nobody"))},  # type: ignore[dict-item]
        offered=_assignees,
    ),
    row_of(
        "team",
        gettext_lazy("Team"),
        Team.objects.visible_to,
        "record__team",
        also={
            "mine": (gettext_lazy("mine"), lambda values, actor: Q(record__team__in=teams_of(actor).values("pk"))),
            "none": _none("record__team", gettext_lazy("no team")),  # type: ignore[dict-item]
        },
        offered=lambda actor: Team.objects.visible_to(actor).active(),
    ),
    row_of(
        "category",
        gettext_lazy("Category"),
        lambda actor: Category.objects.all(),
        "category",
        also={"none": _none("category", gettext_lazy("not classified"))},  # type: ignore[dict-item]
    ),
    row_of("service", gettext_lazy("Service"), Service.objects.visible_to, "category__service"),
    row_of(
        "organisation",
        gettext_lazy("Organisation"),
        Organisation.objects.visible_to,
        "record__organisation",
        also={"none": _none("record__organisation", gettext_lazy("none"))},  # type: ignore[dict-item]
    ),
    row_of("requester", gettext_lazy("Requester"), Person.objects.visible_to, "record__requester", kind="row"),
    one_of("waiting", gettext_lazy("Waits for"), WaitingFor, "waiting_for"),
    one_of("via", gettext_lazy("Came by"), Via),
    Condition("due", gettext_lazy("Due"), _due, _is_due, _due_in_words, _due_options),
    words_of("tag", gettext_lazy("Tag"), _tagged),
    since("opened_from", gettext_lazy("Opened since"), "opened_at"),
    until("opened_to", gettext_lazy("Opened until"), "opened_at"),
    since("changed_from", gettext_lazy("Changed since"), "record__changed_at"),
    until("changed_to", gettext_lazy("Not changed since"), "record__changed_at"),
    words_of("parent", gettext_lazy("Children of"), _children_of, can_deny=False),
    toggle("alone", gettext_lazy("Not solved with an open parent"), lambda: ALONE),
    toggle("escalated", gettext_lazy("Asked of the lead"), lambda: Q(escalated_at__isnull=False)),
    toggle("returned", gettext_lazy("Ping-pong between teams"), lambda: Q(times_returned__gte=PING_PONG)),
    toggle("answer", gettext_lazy("Needs an answer"), lambda: Q(needs_answer=True)),
    toggle("files", gettext_lazy("Has a file"), lambda: Q(Exists(Attachment.objects.filter(record=OuterRef("pk"))))),
)
#: Everything a view that somebody keeps can ask for.
ALL = (WORDS, *CONDITIONS)
