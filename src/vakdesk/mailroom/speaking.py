"""Who speaks in a letter? An address is easily forged, so what it may say depends on what else speaks for it.

The requester and the participants (watchers, and those the record is shared with) speak from their own address. An agent
speaks from a verified address of theirs, and only in answer to a mail of ours to that very address about this record; where
the receiving host checks senders, it must have confirmed them. Whom it refutes does not speak at all. Everybody else's
words are kept as a note that says so.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.db.models import Q

from vakdesk.access.actors import Door, machine
from vakdesk.kit import clock
from vakdesk.mailroom.kinds import Authenticity
from vakdesk.mailroom.parsing import Letter
from vakdesk.mailroom.threads import Thread
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records.models import Record, Share, Watcher

MAILROOM = machine("mailroom", "Mailroom", door=Door.MAIL)


class Standing(StrEnum):
    REQUESTER = "requester"
    PARTICIPANT = "participant"
    AGENT = "agent"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Voice:
    """As what the sender is heard; for nobody, `reason` is the code of why."""

    standing: Standing
    reason: str = ""


def sender_of(letter: Letter) -> Person | None:
    """The person whose address the letter names as its sender."""
    assert letter.sender is not None
    return Person.objects.with_address(letter.sender.address).select_related("organisation").first()


def voice_of(sender: Person | None, letter: Letter, thread: Thread, *, authenticity: str, is_checked: bool) -> Voice:
    """As what this sender may speak on the record of the thread. `is_checked`: the receiving host is trusted to check senders."""
    assert letter.sender is not None
    if authenticity == Authenticity.FAILED:
        return Voice(Standing.NOBODY, "unverified.failed")
    if sender is None or not (sender.is_active or sender.pk == thread.record.requester_id):
        return Voice(Standing.NOBODY, "unverified.token" if thread.tokens else "unverified.stranger")
    if sender.pk == thread.record.requester_id:
        return Voice(Standing.REQUESTER)
    if Record.objects.visible_to_staff(actor_for(sender)).filter(pk=thread.record.pk).exists():
        return _agent(sender, letter.sender.address, thread, is_confirmed=not is_checked or authenticity == Authenticity.PASSED)
    if takes_part(sender, [thread.record]):
        return Voice(Standing.PARTICIPANT)
    return Voice(Standing.NOBODY, "unverified.token" if thread.tokens else "unverified.stranger")


def takes_part(person: Person, records: Collection[Record]) -> Record | None:
    """The first of these records that the person asked for, watches, or is shared with them now."""
    in_time = Q(until__isnull=True) | Q(until__gt=clock.now())
    theirs = {
        *Watcher.objects.filter(record__in=records, person=person).values_list("record", flat=True),
        *Share.objects.filter(in_time, record__in=records, person=person).values_list("record", flat=True),
    }
    return next((one for one in records if one.requester_id == person.pk or one.pk in theirs), None)


def _agent(sender: Person, address: str, thread: Thread, *, is_confirmed: bool) -> Voice:
    if not EmailAddress.objects.filter(user=sender, email=address.lower(), verified=True).exists():
        return Voice(Standing.NOBODY, "unverified.address")
    if not thread.was_written_to(sender.pk, address):
        return Voice(Standing.NOBODY, "unverified.token" if thread.tokens else "unverified.agent")
    return Voice(Standing.AGENT) if is_confirmed else Voice(Standing.NOBODY, "unverified.failed")
