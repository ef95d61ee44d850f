"""From entries to suggestions: whose work was it, does their passport reach back so far, and does the client allow it?

Called for one entry by the follower and for thousands when somebody's passport opens or a client allows it; doing it again
changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from vakdesk.competence.deriving import BY_VERB, RULES, UNDONE, Rule, applies
from vakdesk.competence.kinds import Origin
from vakdesk.competence.models import Passport, Purpose, Suggestion, Trace
from vakdesk.logbook.models import Book, Entry
from vakdesk.logbook.remembering import remembered
from vakdesk.records.models import Message
from vakdesk.tickets.models import Ticket

#: Imported history names nobody of ours, so it is nobody's work here.
BOOKS = (Book.MAIN, Book.PRACTICE)
ABOUT = ("tickets.ticket", "records.record")
BATCH = 500


@dataclass(frozen=True)
class Found:
    """That somebody's act shows something."""

    person: int
    rule: Rule
    entry: Entry


def suggest_from(entries: Sequence[Entry]) -> int:
    """What these entries show is suggested; what they undo is suggested no more. In the order of the book. Answers how many traces."""
    ours = [entry for entry in entries if entry.subject_type in ABOUT]
    begun = starts()
    if not ours or not begun:
        return 0
    undoing = {verb.name for verb in UNDONE}
    found, fallen = list(_found(ours, begun)), [entry for entry in ours if entry.verb in undoing]
    if not found and not fallen:
        return 0
    with transaction.atomic():
        made = 0
        for undone in fallen:  # what was solved again after it was undone must not meet what fell
            made += _keep([one for one in found if one.entry.pk < undone.pk])
            found = [one for one in found if one.entry.pk > undone.pk]
            _fall(undone)
        return made + _keep(found)


def catch_up(person: int | None = None, organisation: int | None = None) -> int:
    """Everything the logbook holds of one person, or about one client's records, is suggested. Answers how many traces."""
    entries = Entry.objects.filter(book__in=BOOKS, subject_type__in=ABOUT, verb__in=[*BY_VERB, *(verb.name for verb in UNDONE)])
    if person is not None:
        named = Q(pk__in=[])
        for fact in {rule.who for rule in RULES if rule.who}:
            named |= Q(**{f"facts__{fact}": person})
        entries = entries.filter(Q(actor=person) | named | Q(verb__in=[verb.name for verb in UNDONE]))
    if organisation is not None:
        entries = entries.filter(subject_id__in=Ticket.objects.filter(record__organisation=organisation).values("pk"))
    made, last = 0, 0
    while some := list(entries.filter(pk__gt=last).order_by("pk")[:BATCH]):  # in lists: SQLite lets nobody write below an open read
        made, last = made + suggest_from(some), some[-1].pk
    return made


@remembered("passport")
def starts() -> dict[int, datetime]:
    """From when on whose work is looked at."""
    return {pk: _midnight(day) for pk, day in Passport.objects.values_list("person", "starts_on")}


@remembered("purpose")
def allowed() -> dict[int, datetime]:
    """From when on which client's tickets may be used."""
    return {pk: _midnight(day) for pk, day in Purpose.objects.on().values_list("organisation", "starts_on")}


def _midnight(day: object) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T00:00:00"))


def _found(entries: Sequence[Entry], begun: dict[int, datetime]) -> Iterator[Found]:
    candidates = [
        Found(person, rule, entry)
        for entry in entries
        for rule in BY_VERB.get(entry.verb, ())
        if (person := entry.facts.get(rule.who) if rule.who else entry.actor_id) in begun and begun[person] <= entry.happened_at
    ]
    if not candidates:
        return
    tickets = _tickets({one.entry.subject_id for one in candidates})
    letters = _letters(one.entry for one in candidates)
    may = allowed()
    for one in candidates:
        ticket = tickets.get(one.entry.subject_id)
        if ticket is None or ticket.record.restricted or ticket.record.requester_id == one.person:
            continue
        since = may.get(ticket.record.organisation_id or 0)
        told = letters.get(one.entry.facts.get("message"), 0)
        if since is not None and since <= one.entry.happened_at and applies(one.rule, one.entry.facts, ticket, told):
            yield one


def _tickets(keys: set[int]) -> dict[int, Ticket]:
    return {ticket.pk: ticket for ticket in Ticket.objects.filter(pk__in=keys).select_related("record")}


def _letters(entries: Iterable[Entry]) -> dict[int, int]:
    named = {entry.facts["message"] for entry in entries if entry.facts.get("message")}
    return dict(Message.objects.filter(pk__in=named).annotate(letters=Length("text")).values_list("pk", "letters")) if named else {}


def _keep(found: Sequence[Found]) -> int:
    """A row per person and record, and per activity the first act that shows it."""
    if not found:
        return 0
    newest: dict[tuple[int, int], Found] = {}
    for one in found:
        newest[(one.person, one.entry.subject_id)] = one
    Suggestion.objects.bulk_create(
        [
            Suggestion(person_id=person, record_id=record, origin=_origin(one.entry), happened_at=one.entry.happened_at)
            for (person, record), one in newest.items()
        ],
        ignore_conflicts=True,
    )
    rows = Suggestion.objects.filter(person__in={person for person, _record in newest}, record__in={record for _person, record in newest})
    keys = {(row.person_id, row.record_id): row for row in rows}
    traces = [
        Trace(
            suggestion=keys[(one.person, one.entry.subject_id)],
            activity=one.rule.activity,
            rule=one.rule.name,
            book=one.entry.book,
            position=one.entry.position,
            digest=one.entry.digest,
            happened_at=one.entry.happened_at,
            ripe_at=one.entry.happened_at + one.rule.ripens,
        )
        for one in found
    ]
    Trace.objects.bulk_create(traces, ignore_conflicts=True)
    later = [row for key, row in keys.items() if key in newest and row.happened_at < newest[key].entry.happened_at]
    for row in later:
        row.happened_at = newest[(row.person_id, row.record_id)].entry.happened_at
    if later:
        Suggestion.objects.bulk_update(later, ["happened_at"])
    return len(traces)


def _origin(entry: Entry) -> Origin:
    return Origin.SIMULATED if entry.book == Book.PRACTICE else Origin.REAL


def _fall(entry: Entry) -> None:
    """The solution did not hold: what was still to be relied upon is gone."""
    fallen = Trace.objects.filter(suggestion__record=entry.subject_id, ripe_at__gt=entry.happened_at, position__lt=entry.position)
    fallen.filter(book=entry.book).delete()
    Suggestion.objects.filter(record=entry.subject_id, traces=None).delete()
