"""The arithmetic behind a ticket's clocks, put into words: what began each segment, what counted in it, and why the rest did not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence
from vakdesk.levels import ledger
from vakdesk.levels.clockwork import Reading, Verdict
from vakdesk.levels.clockwork import State as Running
from vakdesk.levels.kinds import Measure
from vakdesk.levels.reading import Basis, basis_of, moment, readings
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines as sentences
from vakdesk.tickets.clocks import PLAN
from vakdesk.tickets.models import Ticket
from vakdesk.ui.components import exact, span

WHY_NOT: dict[str, Sentence] = {
    ledger.CLOSING_DAY: gettext_lazy("closed"),
    ledger.NO_HOURS: gettext_lazy("no working day"),
    ledger.OUTSIDE: gettext_lazy("outside working hours"),
}


@dataclass(frozen=True)
class Row:
    """One segment in words."""

    start: str
    end: str
    because: Sentence
    terms: Sentence
    state: Sentence
    days: tuple[str, ...]
    counted: str
    total: str


@dataclass(frozen=True)
class Account:
    """One clock in words."""

    measure: Sentence
    version: str
    calendar: str
    sentence: str
    rows: tuple[Row, ...]

    def as_text(self) -> str:
        told = [f"{self.measure} ({self.version}, {self.calendar}): {self.sentence}"]
        for row in self.rows:
            told.append(f"  {row.start} – {row.end}  {row.because}  {row.counted}, {_('in all')} {row.total}")
            told += [f"      {day}" for day in row.days]
        return "\n".join(told)


def accounts_of(ticket: Ticket) -> list[Account]:
    """Every clock of the ticket, explained. The number of queries does not grow with what happened to it."""
    now = clock.now()
    basis = basis_of(PLAN, {ticket.pk}, now)
    entries = Entry.objects.filter(pk__in=[one.pk for one in basis.entries[ticket.pk]]).order_by("happened_at", "pk")
    because = {line.entry.pk: f"{line.actor}: {line.sentence}" for line in sentences(list(entries))}
    found = readings(basis, ticket.record, now)
    return [_account(basis, measure, said, because) for (_slot, measure), (said, _agreed) in found.items()]


def _account(basis: Basis, measure: str, said: Reading, because: dict[int, str]) -> Account:
    assert said.terms is not None
    rows, before = [], None
    for line in ledger.lines(said):
        terms = (line.segment.terms.version, line.segment.terms.target)
        rows.append(_row(basis, line, because, tell_terms=terms != before))
        before = terms
    return Account(Measure(measure).label, str(basis.versions[said.terms.version]), said.terms.calendar.name, _sentence(said), tuple(rows))


def _row(basis: Basis, line: ledger.Line, because: dict[int, str], *, tell_terms: bool) -> Row:
    segment, start, end = line.segment, moment(line.segment.start), moment(line.segment.end)
    assert start is not None
    assert end is not None
    target = _length(segment.terms.target) if segment.terms.target is not None else _("none agreed")
    terms = _("%(version)s: target %(target)s") % {"version": basis.versions[segment.terms.version], "target": target}
    return Row(
        _at(start),
        _at(end),
        because.get(segment.entry, ""),
        terms if tell_terms else "",
        _("held, nothing counts") if segment.state is Running.HELD else "",
        tuple(_day(day) for day in line.days),
        _length(segment.counted),
        _length(line.total),
    )


def _day(day: ledger.Day) -> str:
    """ "Mon 2 Nov: 09:00–12:00, 13:00–17:00 = 7 h", in the calendar's own zone."""
    zone = ZoneInfo(day.zone)
    name = formats.date_format(day.day, "D j M")
    if day.why_not:
        return f"{name}: {WHY_NOT.get(day.why_not, day.why_not)}"
    spans = ", ".join(f"{datetime.fromtimestamp(start, zone):%H:%M}–{datetime.fromtimestamp(end, zone):%H:%M}" for start, end in day.spans)
    return f"{name}: {spans} = {_length(day.counted)}"


def _sentence(said: Reading) -> str:
    used = {"used": _length(said.consumed), "target": _length(said.target or 0), "due": _due(said)}
    if said.target is None:
        return _("No target is agreed; %(used)s of working time went by.") % used
    if said.state is Running.IDLE:
        return _("Has not started; the target is %(target)s.") % used
    if said.verdict is Verdict.BREACHED and said.due is not None:
        return _("Breached: the %(target)s were used up on %(due)s; %(used)s are used.") % used
    if said.verdict is Verdict.BREACHED:
        return _("Breached in an earlier round; %(used)s of %(target)s are used in this one.") % used
    if said.state is Running.STOPPED:
        return _("Kept: %(used)s of %(target)s were used.") % used
    if said.state is Running.HELD:
        return _("Held: %(used)s of %(target)s are used, and nothing counts until it goes on.") % used
    return _("Due on %(due)s: %(used)s of %(target)s are used.") % used


def _at(at: datetime) -> str:
    """ "Thu 1 Oct 13:45", in the reader's zone."""
    local = timezone.localtime(at)
    return f"{formats.date_format(local, 'D j M')} {local:%H:%M}"


def _due(said: Reading) -> str:
    found = moment(said.due)
    return exact(found) if found is not None else ""


def _length(seconds: int) -> str:
    """Working time to the second where it matters: "3 h 12 min", "45 s". Days are never said: they are not working days."""
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else "", f"{left} s" if left and not hours else ""]
    return " ".join(filter(None, parts)) or span(timedelta(0))
