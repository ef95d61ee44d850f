"""Bringing tickets in from another desk: each case once, with an entry for each thing that happened, at its own moment."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.history import permissions, verbs
from vakdesk.history.casing import Case, Step, text_of, title_of
from vakdesk.history.mapping import Map
from vakdesk.history.models import Case as Known
from vakdesk.history.models import Run
from vakdesk.history.reading.cases import Skipped, clean
from vakdesk.kit.errors import Refused
from vakdesk.kit.text import fold
from vakdesk.logbook.act import Act, act, record_many
from vakdesk.logbook.models import Book
from vakdesk.people import actions as people
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.records.actions import attach_all, make_records
from vakdesk.records.kinds import Side, Via
from vakdesk.records.models import Message, Record
from vakdesk.records.store import Staged
from vakdesk.tickets.kinds import MATRIX, Closure, Level, Priority, State, TicketKind, Verification
from vakdesk.tickets.models import Ticket

BATCH = 200
REASONS_KEPT = 1_000
#: The impact and urgency that lead to a priority, since the matrix must agree with what another desk decided.
ARGUED = {
    Priority.CRITICAL: (Level.HIGH, Level.HIGH),
    Priority.HIGH: (Level.MEDIUM, Level.HIGH),
    Priority.NORMAL: (Level.LOW, Level.MEDIUM),
    Priority.LOW: (Level.LOW, Level.LOW),
}
assert all(MATRIX[pair] == priority for priority, pair in ARGUED.items())


def bring_in(cases: Iterable[Case | Skipped], *, by: Actor, by_map: Map, file: str) -> Iterator[Run]:
    """Each case is a ticket here, or known already; yields the run after each batch. A second run of the same file changes nothing.

    Written into the imported book: nobody is notified, no clock runs. Interrupted, the next run goes on.
    """
    with act(by, may=permissions.IMPORT, book=Book.IMPORTED) as log:
        run = Run.objects.create(system=clean(by_map.system, at_most=60), file=clean(file), at=log.at, by_id=by.person_id)
    importer = _Importer(run, by, by_map)
    remaining = iter(cases)
    while batch := list(islice(remaining, BATCH)):
        importer.bring(batch)
        yield run
    with act(by, may=permissions.IMPORT, book=Book.IMPORTED) as log:
        log.record(verbs.IMPORTED, run, system=run.system, tickets=run.tickets, entries=run.entries, skipped=run.skipped)


def bring_files(known: Known, *, by: Actor, files: Iterable[Staged], side: str) -> int:
    """These files hang on the ticket that came under that number; what hangs there already is left. Answers how many are new."""
    with act(by, may=permissions.IMPORT, book=Book.IMPORTED) as log:
        record = Record.objects.select_for_update().get(pk=known.record_id)
        there = set(record.attachments.values_list("blob", flat=True))
        new = list({one.sha256: one for one in files if one.sha256 not in there}.values())
        for start in range(0, len(new), settings.ATTACHMENTS_PER_MESSAGE):
            attach_all(record, log, new[start : start + settings.ATTACHMENTS_PER_MESSAGE], side=side, message=None)
    return len(new)


@dataclass
class _Importer:
    run: Run
    by: Actor
    by_map: Map

    def __post_init__(self) -> None:
        self.teams: dict[str, Team] = {}
        self.organisation: Organisation | None = None

    def bring(self, batch: Sequence[Case | Skipped]) -> None:
        """The batch is in, in one act, and the run counts it."""
        with act(self.by, may=permissions.IMPORT, book=Book.IMPORTED) as log:
            self._place()
            found = [case for case in batch if isinstance(case, Case)]
            skipped = [one for one in batch if isinstance(one, Skipped)]
            known = Known.objects.digests(self.run.system, [case.number for case in found])
            new: dict[str, Case] = {}
            for case in found:
                if case.number in known or case.number in new:
                    there = known.get(case.number) or new[case.number].digest()
                    if there == case.digest():
                        self.run.known += 1
                    else:
                        told = {"number": case.number}
                        skipped.append(Skipped(case.line, _("%(number)s is here already, with other rows. It stays as it is.") % told))
                else:
                    new[case.number] = case
            self.run.tickets += len(new)
            self.run.entries += self._make(log, list(new.values()))
            self.run.skipped += len(skipped)
            self.run.reasons += [[one.line, one.why] for one in skipped[: REASONS_KEPT - len(self.run.reasons)]]
            self.run.save()

    def _place(self) -> None:
        if self.by_map.organisation and self.organisation is None:
            name = self.by_map.organisation
            self.organisation = Organisation.objects.filter(name__iexact=name).first() or people.add_organisation(name, by=self.by)

    def _team(self, name: str) -> Team | None:
        """The team of that name; one we do not have is added as one that takes no new work."""
        if not name:
            return None
        if name not in self.teams:
            team = Team.objects.filter(name__iexact=name).first()
            if team is None:
                team = people.add_team(name, by=self.by, line=self.by_map.line(name))
                people.edit_team(team, by=self.by, is_active=False)
            self.teams[name] = team
        return self.teams[name]

    def _make(self, log: Act, new: list[Case]) -> int:
        """Records, tickets, messages, numbers and entries of the cases; answers how many entries."""
        askers = self._askers(new)
        places = [self._record(case, askers.get(_asker(case, self.by_map))) for case in new]
        records = make_records(log, "ticket", places)
        tickets = [self._ticket(case, record) for case, record in zip(new, records, strict=True)]
        Ticket.objects.bulk_create(tickets)
        Known.objects.bulk_create(
            Known(system=self.run.system, number=case.number, record=record, run=self.run, digest=case.digest())
            for case, record in zip(new, records, strict=True)
        )
        Message.objects.bulk_create(self._messages(new, records))
        return record_many(
            log,
            verbs.STEP,
            ((ticket, step.at, step.who, self._facts(step)) for case, ticket in zip(new, tickets, strict=True) for step in case.steps),
        )

    def _askers(self, new: list[Case]) -> dict[tuple[str, str], Person]:
        """Who asked, by name and address."""
        return {wanted: self._asked_by(*wanted) for wanted in {_asker(case, self.by_map) for case in new} - {("", "")}}

    def _asked_by(self, name: str, email: str) -> Person:
        """Somebody is recognised by address, or by name within the organisation the file is of; else registered.

        A name alone says nothing elsewhere: a namesake of another client would read the ticket.
        """
        namesakes = Person.objects.filter(folded=fold(name), organisation=self.organisation)
        known: Person | None = (Person.objects.with_address(email) if email else namesakes).first()
        if known is not None:
            return known
        try:
            return people.register(name or email, by=self.by, email=email, organisation=self.organisation)
        except Refused:  # what stands in the column is no address
            return namesakes.first() or people.register(name or email, by=self.by, organisation=self.organisation)

    def _record(self, case: Case, asker: Person | None) -> dict[str, Any]:
        organisation = self.organisation or (asker.organisation if asker else None)
        team = next((step.team for step in reversed(case.steps) if step.team), "")
        return {
            "title": title_of(case, self.by_map),
            "formerly": case.number,
            "organisation": organisation,
            "team": self._team(team),
            "requester": asker,
            "language": self.by_map.language or (organisation.language if organisation else "en"),
            "opened_at": case.steps[0].at,
        }

    def _ticket(self, case: Case, record: Record) -> Ticket:
        last = case.steps[-1]
        kind = self.by_map.kinds.get(case.first.get(self.by_map.kind, "").strip().casefold(), TicketKind.INCIDENT)
        priority = self.by_map.priorities.get(case.first.get(self.by_map.priority, "").strip().casefold(), "normal")
        impact, urgency = ARGUED[Priority[priority.upper()]]
        ticket = Ticket(
            record=record,
            kind=kind,
            state=last.state,
            via=Via.IMPORT,
            opened_at=case.steps[0].at,
            impact=impact,
            urgency=urgency,
            priority=Priority[priority.upper()],
            waiting_for=last.waiting_for,
            hold_reason=last.activity if last.waiting_for else "",
            times_reopened=_reopened(case),
        )
        if last.state in (State.RESOLVED, State.CLOSED):
            self._end(ticket, case)
        return ticket

    def _end(self, ticket: Ticket, case: Case) -> None:
        ended = [step for step in case.steps if step.state in (State.RESOLVED, State.CLOSED)]
        nothing = _("Not said in %(system)s.") % {"system": self.run.system}
        ticket.resolved_at = next((step.at for step in reversed(ended) if step.state == State.RESOLVED), ended[-1].at)
        ticket.verification = Verification.ELSEWHERE
        ticket.cause = clean(text_of(case, self.by_map.cause), at_most=500) or nothing
        ticket.done = text_of(case, self.by_map.done) or nothing
        if ticket.state == State.CLOSED:
            ticket.closed_at = ended[-1].at
            ticket.closure = Closure.WITHDRAWN if case.withdrawn else Closure.ELSEWHERE

    def _messages(self, new: list[Case], records: list[Record]) -> Iterator[Message]:
        for case, record in zip(new, records, strict=True):
            if text := text_of(case, self.by_map.text):
                at = case.steps[0].at
                author, label = record.requester, "" if record.requester else self.run.system
                yield Message(record=record, side=Side.PUBLIC, author=author, author_label=label, via=Via.IMPORT, at=at, text=text)

    def _facts(self, step: Step) -> dict[str, Any]:
        team = self._team(step.team)
        return {
            "activity": step.activity,
            "place": ", ".join(filter(None, (self.run.system, step.team))),
            "state": step.state,
            "waiting_for": step.waiting_for,
            "team": team.pk if team else None,
            "line": team.line if team else "",
        }


def _asker(case: Case, by_map: Map) -> tuple[str, str]:
    return clean(case.first.get(by_map.name, ""), at_most=120), clean(case.first.get(by_map.email, "")).lower()


def _reopened(case: Case) -> int:
    """How often it went on after it had ended."""
    ended = [step.state in (State.RESOLVED, State.CLOSED) for step in case.steps]
    return sum(before and not after for before, after in pairwise(ended))
