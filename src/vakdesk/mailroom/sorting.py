"""What comes of messages that are kept: they are read and judged outside the database, then an act makes something of each."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from email.utils import parseaddr
from traceback import extract_tb
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import Act, act
from vakdesk.logbook.models import Book
from vakdesk.mailroom import permissions, verbs
from vakdesk.mailroom.authenticity import checked
from vakdesk.mailroom.bounces import mark_bounced
from vakdesk.mailroom.breakers import PASSED, held_back
from vakdesk.mailroom.classifying import Kind, Verdict
from vakdesk.mailroom.delivering import deliver, has_to_wait
from vakdesk.mailroom.judging import Judged, Unfit, judge
from vakdesk.mailroom.kinds import Authenticity, Outcome
from vakdesk.mailroom.known import Known, known_of
from vakdesk.mailroom.models import Arrival, Mailbox
from vakdesk.mailroom.parsing import Letter
from vakdesk.mailroom.queries import key_of
from vakdesk.mailroom.speaking import MAILROOM
from vakdesk.mailroom.threads import record_answered
from vakdesk.mailroom.wording import Wording
from vakdesk.people.models import Person

DESCRIBED = ("message_key", "content", "sender", "subject", "authenticity", "checks")
log_of_faults = logging.getLogger(__name__)


def sort_out(arrival: Arrival, *, by: Actor = MAILROOM) -> None:
    """Something has come of a kept message. Raises only when the database is away: then it stays and is taken up later."""
    sort_out_all([arrival], by=by)


def sort_out_all(arrivals: Sequence[Arrival], *, by: Actor = MAILROOM) -> None:
    """Something has come of each of these messages, all of one book: in one act what goes well there, the rest one by one.

    Raises as `sort_out` does.
    """
    judged = list(_judged(arrivals, by))
    done = _taken_in_together(judged, by) if len(judged) > 1 and judged[0].arrival.book == Book.MAIN else set()
    for one in judged:
        if one.arrival.pk not in done:
            _sort_out_alone(one, _own_act(by) if by is MAILROOM else by)


def _judged(arrivals: Sequence[Arrival], by: Actor) -> Iterator[Judged]:
    """Those that can be read and answered, in their order; the others are in quarantine."""
    for one in judge(arrivals, own_addresses=_own_addresses()):
        if isinstance(one, Unfit):
            _quarantine(one.arrival, by, reason=one.reason, detail=one.detail, letter=one.letter)
        else:
            yield one


def _taken_in_together(judged: Sequence[Judged], by: Actor) -> set[int]:
    """The keys of those of which something has come, in one act: none when that failed as a whole.

    Whatever goes wrong with one leaves no trace in the act. Why it went wrong is found out when it is tried alone.
    """
    done: set[int] = set()
    try:
        with act(by, may=permissions.RECEIVE) as log:
            waiting = Arrival.objects.select_for_update(no_key=True).in_bulk([one.arrival.pk for one in judged])
            known = known_of(judged, at=log.at)
            for one in judged:
                if waiting[one.arrival.pk].outcome != Outcome.ARRIVED:
                    continue
                with suppress(Exception), act(_own_act(by), may=permissions.RECEIVE):
                    _make_something_of(one, log, known)
                    done.add(one.arrival.pk)
    except Exception:  # noqa: BLE001  whatever it is, it is met again and dealt with one by one
        return set()
    return done


def _own_act(by: Actor) -> Actor:
    """What comes of one message is one thing that happened, though the mailroom works all day."""
    return replace(by, correlation=uuid4())


def _sort_out_alone(one: Judged, by: Actor) -> None:
    try:
        try:
            _take_in(one, by)
        except (IntegrityError, Refused):  # another worker may have met the same sender or content just now
            _take_in(one, by)
    except (Refused, NotAllowed) as refusal:
        _quarantine(one.arrival, by, reason="refused", detail=str(refusal.sentence), letter=one.letter)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:  # noqa: BLE001  the last line of defence: the mail behind this message must go on
        log_of_faults.error("arrival %s: %s", one.arrival.pk, place_of(fault))
        _quarantine(one.arrival, by, reason="fault", detail=type(fault).__name__, letter=one.letter)


def place_of(fault: Exception) -> str:
    """What kind of fault it is and where; its own words may quote the message."""
    place = extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} in {place.name}, line {place.lineno}"


def _own_addresses() -> set[str]:
    """Where mail to the desk goes and mail of the desk comes from."""
    mailboxes = Mailbox.objects.exclude(address="").values_list("address", flat=True)
    return {parseaddr(settings.MAIL_FROM)[1].lower(), *(address.lower() for address in mailboxes)}


def _take_in(one: Judged, by: Actor) -> None:
    arrival = one.arrival
    happened_at = min(one.letter.date or arrival.received_at, clock.now()) if arrival.book == Book.IMPORTED else None
    _ = one.wording
    with act(by, may=permissions.RECEIVE, on=arrival, book=arrival.book, happened_at=happened_at) as log:
        if arrival.outcome == Outcome.ARRIVED:
            _make_something_of(one, log, known_of([one], at=log.at))


def _make_something_of(one: Judged, log: Act, known: Known) -> None:
    """Works inside an act that has locked the message and found it waiting."""
    arrival = one.arrival
    _describe(arrival, one.letter)
    arrival.content = one.content
    if (earlier := known.earlier(one)) is not None:
        save(arrival, outcome=Outcome.DUPLICATE, record=earlier.record)
        log.record(verbs.REPEATED, arrival, arrival=earlier.pk)
        return
    if one.wording is None:
        _set_aside(arrival, one.letter, one.verdict, log)
        return
    sender = known.sender(one)
    if why := _held_back(arrival, log, is_known=sender is not None, is_quiet=arrival.sender in known.quiet):
        save(arrival, outcome=Outcome.QUARANTINED, reason=why)
        log.record(verbs.QUARANTINED, arrival, reason=why)
    else:
        _hand_over(one, sender, one.wording, log)


def _describe(arrival: Arrival, letter: Letter) -> None:
    """Sets, without saving, what the letter says about itself."""
    arrival.message_key = key_of(letter.message_id)
    arrival.sender = letter.sender.address.lower() if letter.sender else ""
    arrival.subject = one_line(letter.subject)
    found = checked(letter, trusted=settings.MAIL_TRUSTED_HOSTS)
    arrival.authenticity, arrival.checks = found.verdict, found.results


def _held_back(arrival: Arrival, log: Act, *, is_known: bool, is_quiet: bool) -> str:
    """Old mail, and what a closed breaker let through, is not held back."""
    if arrival.book != Book.MAIN or arrival.reason == PASSED:
        return ""
    return held_back(arrival, log, is_known=is_known, is_quiet=is_quiet)


def _set_aside(arrival: Arrival, letter: Letter, verdict: Verdict, log: Act) -> None:
    """Left aside, on the record it concerns where it says which. A bounce of a mail of ours marks the address it went to."""
    concerns = record_answered([*letter.in_reply_to, *reversed(letter.references), *letter.enclosed_ids])
    save(arrival, outcome=Outcome.IGNORED, reason=verdict.reason, record=concerns)
    log.record(verbs.IGNORED, arrival, reason=verdict.reason)
    if verdict.kind is Kind.BOUNCE and arrival.book == Book.MAIN and arrival.authenticity != Authenticity.FAILED:
        mark_bounced(letter, by=log.actor)


def _hand_over(one: Judged, sender: Person | None, wording: Wording, log: Act) -> None:
    arrival = one.arrival
    delivered = deliver(one.letter, wording, arrival, sender=sender, by=log.actor)
    if delivered is None:
        save(arrival, outcome=Outcome.HELD, reason=has_to_wait(one.letter, arrival.book))
        log.record(verbs.HELD, arrival)
        return
    message = delivered.message
    save(arrival, outcome=delivered.outcome, reason=delivered.reason, record=message.record, message=message)
    log.record(verbs.TAKEN_IN, arrival, outcome=delivered.outcome, record=message.record_id, message=message.pk)


def _quarantine(arrival: Arrival, by: Actor, *, reason: str, detail: str = "", letter: Letter | None = None) -> None:
    with act(by, may=permissions.RECEIVE, on=arrival, book=arrival.book) as log:
        if arrival.outcome != Outcome.ARRIVED:
            return
        if letter is not None:
            _describe(arrival, letter)  # but for the content: it was not taken in, a second copy must not count as known
        save(arrival, outcome=Outcome.QUARANTINED, reason=reason, detail=one_line(storable(detail), at_most=500))
        log.record(verbs.QUARANTINED, arrival, reason=reason)


def save(arrival: Arrival, **values: object) -> None:
    """Writes these values, and what the letter says about itself."""
    for field, value in values.items():
        setattr(arrival, field, value)
    arrival.save(update_fields=[*values, *DESCRIBED])
