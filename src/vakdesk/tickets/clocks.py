"""What acts on tickets mean to clocks, and when what is agreed about a ticket may have changed. Who hears of a late clock."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.rows import update_rows
from vakdesk.levels.agreeing import agree
from vakdesk.levels.kinds import Measure
from vakdesk.levels.plans import ClockPlan, Happened, Happening, Meaning, Told
from vakdesk.levels.verbs import BREACHED, WARNED
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Why
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.records.verbs import REPLIED
from vakdesk.services.models import Service
from vakdesk.tickets import verbs
from vakdesk.tickets.kinds import OPEN, Priority, TicketKind, WaitingFor
from vakdesk.tickets.models import NEVER, Ticket
from vakdesk.ui.components import in_words

#: The part of the time, in percent, from which the whole team hears of it.
TEAM_FROM = 75


def _always(what: Happening) -> Meaning:
    return lambda entry, record: Happened(what)


def _held(entry: Entry, record: Record) -> Happened:
    return Happened(Happening.WAITS, whom=entry.facts["waiting_for"])


def _moved(entry: Entry, record: Record) -> Happened:
    return Happened(Happening.MOVED, team=entry.facts["team"])


def _parted(entry: Entry, record: Record) -> Happened | None:
    """What was resolved before it was merged is resolved again."""
    if entry.facts["state"] not in OPEN:
        return None
    return Happened(Happening.RETURNED, whom=entry.facts["waiting_for"], team=entry.facts["team"])


def _replied(entry: Entry, record: Record) -> Happened | None:
    """The desk lets hear something; what the requester writes, or a machine, answers nobody."""
    by_desk = entry.actor_id is not None and entry.actor_id != record.requester_id
    return Happened(Happening.ANSWERED) if by_desk else None


def _store(due: Mapping[int, datetime | None]) -> None:
    update_rows(Ticket, ["hurts_at"], {pk: [moment or NEVER] for pk, moment in due.items()})


def _described(record: Record) -> tuple[str, int, Service | None]:
    ticket = Ticket.objects.select_related("category__service").get(pk=record.pk)
    return ticket.kind, ticket.priority, ticket.service


def _told(record: Record) -> Told:
    ticket = Ticket.objects.with_people().get(pk=record.pk)
    if ticket.record.team is None:
        return Told(assignee=ticket.assignee)
    members = list(ticket.record.team.members.active().select_related("organisation"))
    leading = Person.objects.filter(grants__role=Role.LEAD, grants__starts_at__lte=clock.now(), pk__in=[one.pk for one in members])
    leads = set(leading.values_list("pk", flat=True))
    return Told(ticket.assignee, tuple(members), tuple(one for one in members if one.pk in leads))


PLAN = ClockPlan(
    "ticket",
    kinds=TicketKind,
    priorities=Priority,
    waits=WaitingFor,
    meanings={
        verbs.REGISTERED.name: _always(Happening.BEGUN),
        verbs.REPORTED.name: _always(Happening.BEGUN),
        verbs.INFORMED.name: _always(Happening.ANSWERED),
        REPLIED.name: _replied,
        verbs.HELD.name: _held,
        verbs.RESUMED.name: _always(Happening.GOES_ON),
        verbs.HANDED_OVER.name: _moved,
        verbs.HANDED_BACK.name: _moved,
        verbs.ROUTED.name: _moved,
        verbs.RESOLVED.name: _always(Happening.ENDED),
        verbs.CLOSED.name: _always(Happening.ENDED),
        verbs.MERGED.name: _always(Happening.ENDED),
        verbs.UNMERGED.name: _parted,
        verbs.REOPENED.name: _always(Happening.BACK),
        verbs.DISPUTED.name: _always(Happening.BACK),
    },
    subject_type="tickets.ticket",
    store=_store,
    told=_told,
    described=_described,
)


#: What changes client, service, kind, priority or team.
DECIDING = (
    verbs.REGISTERED,
    verbs.REPORTED,
    verbs.CLASSIFIED,
    verbs.EDITED,
    verbs.HANDED_OVER,
    verbs.HANDED_BACK,
    verbs.ROUTED,
    verbs.PUT_BACK,
)


@react(*DECIDING)
def agree_times(log: Act, entry: Entry) -> None:
    """What is agreed follows from client, service, kind, priority and team: whatever changes one of them asks anew."""
    ticket = entry.subject
    assert isinstance(ticket, Ticket)
    agree(log, ticket.record, kind=ticket.kind, priority=ticket.priority, service=ticket.service)


LATE = News(
    "work.late",
    _("Time runs out"),
    _("A warning before an agreed time is over, and the escalation when it is."),
    How.INBOX,
    icon="alarm-clock",
)
LATE_TEXT = MailText(
    "work.late",
    _("An agreed time runs out"),
    # xgettext:no-python-format
    format_lazy("[{}] {}", "{{ number }}", _("{{ percent }} % of the agreed time is used: {{ title }}")),
    _(
        "{{ percent }} % of the time agreed for this is used: {{ measure }}.\n\n"
        "{% if due %}\nDue: {{ due }}\n{% endif %}\n\n"
        "{% if late %}\nThis is told late: nobody kept time for a while. {{ late }}\n{% endif %}"
    ),
    {
        "number": Placeholder(_("the number of the ticket"), "TK-1042"),
        "title": Placeholder(_("its subject"), _("The printer in C2 does nothing")),
        "percent": Placeholder(_("how much of the time is used"), "75"),
        "measure": Placeholder(_("what was agreed"), _("Resolution")),
        "due": Placeholder(_("when it is due, empty while it is held"), "2 Nov 17:00"),
        "late": Placeholder(_("which warnings were passed over, empty for none"), "50, 75"),
    },
    _("Open the ticket"),
)


@about(WARNED, BREACHED)
def running_out(entry: Entry) -> Iterator[Telling]:
    """At first whoever has the work, or the team while nobody has; from 75 % the whole team; its lead once time is over."""
    record = Record.objects.get(pk=entry.subject_id)
    told, percent = _told(record), entry.facts["percent"]
    due = entry.facts["due"]
    values = {
        "number": record.reference,
        "title": record.title,
        "percent": str(percent),
        "measure": str(Measure(entry.facts["measure"]).label),
        "late": entry.facts["passed_over"],
    }

    def words() -> Words:
        moment = in_words(datetime.fromisoformat(due)) if due else ""
        return Words(LATE_TEXT, values | {"due": moment}, url=reverse("tickets:ticket", args=[record.reference]))

    if told.assignee is not None:
        yield Telling(told.assignee, LATE, words, Why.ASSIGNEE, record=record, weight=2)
    if told.assignee is None or percent >= TEAM_FROM:
        yield from (Telling(member, LATE, words, Why.TEAM, record=record) for member in told.team)
    if percent >= 100:
        yield from (Telling(lead, LATE, words, Why.TEAM, record=record, weight=1) for lead in told.leads)
