"""What clocks say of a ticket, in words for rows and pages: what is due, how much is left, what was promised."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.levels.calendars import engine_calendar
from vakdesk.levels.kinds import AgreementKind, Measure, State, Verdict
from vakdesk.levels.models import Calendar, Clock
from vakdesk.levels.reading import HURTS, moment
from vakdesk.tickets.kinds import OPEN
from vakdesk.tickets.models import NEVER, Ticket
from vakdesk.ui.components import in_words, span

#: From here on a clock is said to be due soon.
SOON = 0.75
TONES = {"late": "bad", "soon": "warn", "ok": "accent", "kept": "good", "none": "plain"}


@dataclass(frozen=True)
class Said:
    """One clock in words: `state` is late, soon, ok, kept or none; `used` the part of its target that is gone."""

    clock: Clock
    state: str
    words: Sentence
    used: float

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def about(self) -> str:
        """The bar for those who cannot see it."""
        return _("%(percent)d %% of the time is used") % {"percent": round(self.used * 100)}


def said(one: Clock, now: datetime) -> Said:
    used = one.used(now)
    if one.target_seconds is None:
        return Said(one, "none", _("none agreed"), 0.0)
    if one.state == State.STOPPED:
        kept = one.verdict == Verdict.KEPT
        return Said(one, "kept" if kept else "late", _("kept") if kept else _("breached"), used)
    if one.is_late(now):
        late = now - one.due_at if one.due_at is not None and one.due_at < now else None
        return Said(one, "late", _("%(span)s late") % {"span": span(late)} if late else _("breached"), 1.0)
    state = "soon" if used >= SOON else "ok"
    if one.state == State.HELD:
        return Said(one, state, _("held"), used)
    if one.state == State.IDLE:
        return Said(one, "ok", _("not started"), 0.0)
    assert one.due_at is not None
    near = (one.due_at - now).total_seconds() < 3600
    return Said(one, state, _("%(span)s left") % {"span": span(one.due_at - now)} if near else in_words(one.due_at), used)


def nearest_of(tickets: Iterable[Ticket]) -> dict[int, Said | None]:
    """The clock that hurts next of each open ticket; where none runs, one that is held. One query.

    None where nothing was ever agreed. What has no more to come of what was agreed is not in it.
    """
    now = clock.now()
    open_ones = [ticket.pk for ticket in tickets if ticket.is_open]
    rows = Clock.objects.filter(record__in=open_ones, target_seconds__isnull=False) if open_ones else ()
    found: dict[int, Clock] = {}
    measured = set()
    for row in rows:
        measured.add(row.record_id)
        runs_on = row.state in (State.RUNNING, State.HELD) and row.agreement_kind in HURTS
        if runs_on and (row.record_id not in found or _hurts(row) < _hurts(found[row.record_id])):
            found[row.record_id] = row
    return dict.fromkeys(set(open_ones) - measured) | {pk: said(row, now) for pk, row in found.items()}


def _hurts(row: Clock) -> tuple[bool, datetime]:
    return row.state != State.RUNNING, row.due_at or row.read_at


def clocks_due_within(hours: int) -> QuerySet[Clock]:
    """Clocks that run out within so many working hours of their own calendar, and those that have."""
    now = clock.now()
    soon = Q(pk__in=[])
    for calendar in Calendar.objects.prefetch_related("versions"):
        seconds = int(now.timestamp())
        until = moment(engine_calendar(calendar).as_known(seconds).after(seconds, hours * 3600))
        if until is not None:
            soon |= Q(version__calendar=calendar, due_at__lte=until)
    return Clock.objects.filter(soon, state=State.RUNNING)


def due_within(rows: QuerySet[Ticket], hours: int) -> QuerySet[Ticket]:
    """Tickets with a clock that runs out within so many working hours of its own calendar, and what is late already."""
    return rows.filter(pk__in=clocks_due_within(hours).values("record"))


def unagreed() -> Q:
    """Condition: open, and nothing was agreed about it in time."""
    agreed = Clock.objects.filter(record=OuterRef("pk"), target_seconds__isnull=False)
    return Q(~Exists(agreed), state__in=OPEN, hurts_at=NEVER)


def without_agreement(rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Open tickets about which nothing was agreed in time."""
    return rows.filter(unagreed())


def promise_of(ticket: Ticket, *, say: Callable[[datetime], str] = in_words) -> str:
    """What the requester was promised and may still expect, in plain words; "" where nothing is. One query.

    `say` puts a moment into words: on a page as it is seen now, in a mail so that it holds whenever it is read.
    """
    now = clock.now()
    rows = Clock.objects.filter(record=ticket.pk, slot=AgreementKind.SLA, state=State.RUNNING, due_at__gt=now)
    due = {row.measure: say(row.due_at) for row in rows if row.due_at is not None}
    if Measure.FIRST_RESPONSE in due and Measure.RESOLUTION in due:
        return _("You hear from us before %(first)s, and we expect a solution before %(solution)s.") % {
            "first": due[Measure.FIRST_RESPONSE],
            "solution": due[Measure.RESOLUTION],
        }
    if Measure.RESOLUTION in due:
        return _("We expect a solution before %(solution)s.") % {"solution": due[Measure.RESOLUTION]}
    if Measure.FIRST_RESPONSE in due:
        return _("You hear from us before %(first)s.") % {"first": due[Measure.FIRST_RESPONSE]}
    return ""
