"""Where a letter belongs, and who may speak in it. Works inside the mailroom's act.

What `speaking` finds decides: the requester's and the participants' words are public replies; an agent's answer goes where
what it answers stands, to the requester when it answers the requester, else among ourselves; anybody else's is an
internal note marked as unverified.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings

from vakdesk.access.actors import Actor, Door
from vakdesk.kit.errors import Refused
from vakdesk.logbook.models import Book
from vakdesk.mailroom.classifying import forwards_report
from vakdesk.mailroom.kinds import Authenticity, Outcome
from vakdesk.mailroom.models import Arrival, Mailbox
from vakdesk.mailroom.parsing import Letter
from vakdesk.mailroom.speaking import MAILROOM, Standing, Voice, takes_part, voice_of
from vakdesk.mailroom.threads import Thread, thread_named, thread_of
from vakdesk.mailroom.wording import Wording, name_of
from vakdesk.people import actions as people
from vakdesk.people.actors import actor_for
from vakdesk.people.models import MailDomain, Organisation, Person
from vakdesk.records import actions as records
from vakdesk.records import verbs as of_records
from vakdesk.records.kinds import LinkKind, Side
from vakdesk.records.models import Message
from vakdesk.tickets import actions as tickets
from vakdesk.tickets import verbs as of_tickets
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.permissions import REPLY

#: An agent who answers the news of one of these answers the requester.
FROM_REQUESTER = {of_records.REPLIED.name, of_tickets.REPORTED.name, of_tickets.REGISTERED.name, of_tickets.DISPUTED.name}


@dataclass(frozen=True)
class Delivered:
    """`reason` is the code of why it is a note, or why a new ticket is marked."""

    outcome: Outcome
    message: Message
    reason: str = ""


def deliver(letter: Letter, wording: Wording, arrival: Arrival, *, sender: Person | None, by: Actor) -> Delivered | None:
    """The letter stands on the ticket it answers, or on a new one; a sender we do not know is a person now.

    None where the sender is unknown, would open a ticket, and has to wait for somebody's approval (`has_to_wait`).
    """
    thread = thread_of(letter) or _named(letter, sender)
    ticket = Ticket.objects.filter(record=thread.record).select_related("record").first() if thread else None
    if thread is None or ticket is None:
        if sender is None and has_to_wait(letter, arrival.book):
            return None
        requester = sender or register(letter, by, arrival.mailbox)
        is_credible = arrival.authenticity != Authenticity.FAILED
        return report(requester, wording, _speaking(requester, by), mailbox=arrival.mailbox, verified=is_credible)
    voice = voice_of(sender, letter, thread, authenticity=arrival.authenticity, is_checked=bool(settings.MAIL_TRUSTED_HOSTS))
    if voice.standing is Standing.NOBODY or sender is None:
        return _note(ticket, letter, wording, by, voice)
    if voice.standing is Standing.AGENT:
        return _agents(ticket, sender, thread, wording, by)
    if voice.standing is Standing.PARTICIPANT:
        return _participants(ticket, sender, wording, by)
    return hear_requester(ticket, sender, wording, _speaking(sender, by))


def hear_requester(ticket: Ticket, requester: Person, wording: Wording, by: Actor) -> Delivered:
    """The requester's words stand on their ticket. A closed one is open again; closed too long ago, a new one follows it up.

    What they write about a merged one stands on the ticket it was merged into where that is theirs too. Otherwise it stays
    their own conversation, which the desk reads there.
    """
    if (root := ticket.root).requester_id == requester.pk:
        ticket = root
    if ticket.is_spoken_on:
        return Delivered(Outcome.REPLY, _reply(ticket, wording, by))
    try:
        message = tickets.reopen(ticket, by=by, text=wording.text, files=wording.first_files, **wording.received)
    except Refused:
        delivered = report(requester, wording, by)
        records.link(
            delivered.message.record, by=replace(MAILROOM, correlation=by.correlation), kind=LinkKind.FOLLOWS_UP, target=ticket.record
        )
        return delivered
    _attach_rest(message, wording, by)
    return Delivered(Outcome.REPLY, message)


def report(requester: Person, wording: Wording, by: Actor, *, mailbox: Mailbox | None = None, verified: bool = True) -> Delivered:
    """A new ticket of the requester, as the mailbox it came into says; marked where the receiving host refutes the sender."""
    ticket = tickets.report(
        requester,
        by=by,
        **_defaults(requester, mailbox),
        title=wording.title,
        text=wording.text,
        files=wording.first_files,
        html=wording.html,
        history=wording.history,
        verified=verified,
    )
    message = ticket.record.messages.get()
    _attach_rest(message, wording, by)
    return Delivered(Outcome.TICKET, message, "" if verified else "unverified.failed")


def _defaults(requester: Person, mailbox: Mailbox | None) -> dict[str, Any]:
    if mailbox is None:
        return {}
    organisation = None if requester.organisation_id else mailbox.default_organisation
    return {"kind": mailbox.default_kind, "team": mailbox.default_team, "organisation": organisation}


def register(letter: Letter, by: Actor, mailbox: Mailbox | None = None) -> Person:
    """The sender is a requester of the organisation their mail domain belongs to, or of none, and reads the mailbox's language."""
    assert letter.sender is not None
    organisation = organisation_of(letter.sender.domain)
    language = mailbox.default_language if mailbox and not organisation else ""
    return people.register(name_of(letter), by=by, email=letter.sender.address, organisation=organisation, language=language)


def has_to_wait(letter: Letter, book: str) -> str:
    """Why mail of somebody we do not know waits, as a code; "" where it need not.

    New mail waits where VAKDESK_MAIL_UNKNOWN_SENDERS says so. The report of a mail that was not delivered waits always: from
    people we know it says that their mail does not work, from anybody else that somebody's mail does not.
    """
    assert letter.sender is not None
    if forwards_report(letter):
        return "forwarded"
    rule = settings.MAIL_UNKNOWN_SENDERS if book == Book.MAIN else ""
    waits = rule == "hold" or (rule == "hold-outside" and organisation_of(letter.sender.domain) is None)
    return "unknown" if waits else ""


def organisation_of(domain: str) -> Organisation | None:
    """To whom a mail domain belongs, also by the domain above it: student.x.example belongs to x.example's."""
    labels = domain.split(".")
    names = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    found = MailDomain.objects.filter(name__in=names, organisation__is_active=True).select_related("organisation")
    longest = max(found, key=lambda one: len(one.name), default=None)
    return longest.organisation if longest else None


def _named(letter: Letter, sender: Person | None) -> Thread | None:
    """By a number in the subject, for somebody who takes part in that record."""
    named = thread_named(letter) if sender else []
    record = takes_part(sender, named) if sender and named else None
    return Thread(record) if record else None


def _speaking(person: Person, by: Actor) -> Actor:
    """The person at the mail door with what anybody may do with their own reports: roles need more than an address."""
    return Actor(person_id=person.pk, label=person.name, door=Door.MAIL, correlation=by.correlation, language=person.language)


def _reply(ticket: Ticket, wording: Wording, by: Actor) -> Message:
    message = tickets.reply(ticket, by=by, text=wording.text, files=wording.first_files, **wording.received)
    _attach_rest(message, wording, by)
    return message


def _agents(ticket: Ticket, agent: Person, thread: Thread, wording: Wording, by: Actor) -> Delivered:
    """An agent's answer, with their roles. To the requester only in answer to the requester, and on an open conversation."""
    speaking = actor_for(agent, door=Door.MAIL, correlation=by.correlation)
    answered = next((one.entry.verb for one in thread.sent if one.entry), "")
    if answered in FROM_REQUESTER and ticket.is_spoken_on and speaking.may(REPLY, ticket):
        said = _reply(ticket, wording, speaking)
        return Delivered(Outcome.REPLY, said) if said.side == Side.PUBLIC else Delivered(Outcome.NOTE, said, "answer.waits")
    message = tickets.note(ticket, by=speaking, text=wording.text, files=wording.first_files, **wording.received)
    _attach_rest(message, wording, speaking)
    return Delivered(Outcome.NOTE, message, "answer.colleague")


def _participants(ticket: Ticket, participant: Person, wording: Wording, by: Actor) -> Delivered:
    """A participant's words, written down by the mailroom on their behalf. A closed ticket stays closed: the desk is told."""
    for_them = replace(by, on_behalf_of_id=participant.pk)
    if ticket.is_spoken_on:
        return Delivered(Outcome.REPLY, _reply(ticket, wording, for_them))
    message = tickets.note(ticket, by=for_them, text=wording.text, files=wording.first_files, **wording.received)
    _attach_rest(message, wording, for_them)
    return Delivered(Outcome.NOTE, message, "answer.closed")


def _note(ticket: Ticket, letter: Letter, wording: Wording, by: Actor, voice: Voice) -> Delivered:
    assert letter.sender is not None
    named = replace(by, label=f"{name_of(letter)} <{letter.sender.address}>"[:200])
    message = tickets.note(ticket, by=named, text=wording.text, files=wording.first_files, verified=False, **wording.received)
    _attach_rest(message, wording, named)
    return Delivered(Outcome.NOTE, message, voice.reason)


def _attach_rest(message: Message, wording: Wording, by: Actor) -> None:
    """More files than one message may hold hang on the record, on the same side."""
    rest = wording.files[settings.ATTACHMENTS_PER_MESSAGE :]
    for start in range(0, len(rest), settings.ATTACHMENTS_PER_MESSAGE):
        records.attach(message.record, by=by, files=rest[start : start + settings.ATTACHMENTS_PER_MESSAGE], side=Side(message.side))
