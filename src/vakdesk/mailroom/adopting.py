"""Somebody of the desk says whose words a message are: a sender we did not know, or one nothing speaks for."""

from dataclasses import replace

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Refused, require
from vakdesk.logbook.act import act
from vakdesk.mailroom import permissions, verbs
from vakdesk.mailroom.delivering import Delivered, hear_requester, report
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.parsing import Letter, parse
from vakdesk.mailroom.sorting import save, sort_out
from vakdesk.mailroom.speaking import MAILROOM, sender_of
from vakdesk.mailroom.wording import Wording, wording_of
from vakdesk.people import actions as people
from vakdesk.people.models import Organisation, Person
from vakdesk.records import actions as records
from vakdesk.records.kinds import LinkKind
from vakdesk.tickets.models import Ticket


def approve(arrival: Arrival, *, by: Actor, name: str, organisation: Organisation | None = None) -> Arrival:
    """The unknown sender is a requester by that name, and all that waited for their approval is taken in.

    Refuses a message that does not wait, and an empty name.
    """
    letter, wording = _read(arrival)
    with act(by, may=permissions.TEND, on=arrival) as log:
        require(arrival.outcome == Outcome.HELD, _("This message does not wait for approval any more."))
        assert letter.sender is not None
        sender = sender_of(letter) or people.register(name, by=by, email=letter.sender.address, organisation=organisation)
        delivered = report(sender, wording, _on_behalf(sender, by), mailbox=arrival.mailbox)
        _settle(arrival, delivered)
        log.record(verbs.APPROVED, arrival, person=sender.pk, record=delivered.message.record_id)
    for other in Arrival.objects.held().filter(sender=arrival.sender).order_by("pk"):
        save(other, outcome=Outcome.ARRIVED, reason="")
        sort_out(other)
    return arrival


def adopt(arrival: Arrival, *, by: Actor, requester: Person, is_their_address: bool = False) -> Arrival:
    """The message is the requester's word: on the ticket it stands on when that is theirs, else as a new ticket of theirs.

    With `is_their_address` what comes from the sender's address from now on is theirs. Refuses what was taken in already,
    what cannot be read, and an address that is somebody else's.
    """
    letter, wording = _read(arrival)
    with act(by, may=permission_to_adopt(arrival), on=arrival) as log:
        require(is_adoptable(arrival), _("This message needs nobody to speak for it any more."))
        if is_their_address and letter.sender is not None and (known := sender_of(letter)) != requester:
            require(known is None, _("That address belongs to somebody else."), field="is_their_address")
            people.add_address(requester, by=by, email=letter.sender.address)
        delivered = _as_word_of(requester, arrival, wording, _on_behalf(requester, by))
        _settle(arrival, delivered)
        log.record(verbs.ADOPTED, arrival, person=requester.pk, record=delivered.message.record_id)
    return arrival


def is_adoptable(arrival: Arrival) -> bool:
    """Whether somebody may still be named as who wrote it."""
    if arrival.outcome == Outcome.NOTE:
        return arrival.message is not None and not arrival.message.verified
    return arrival.outcome in {Outcome.QUARANTINED, Outcome.HELD}


def permission_to_adopt(arrival: Arrival) -> Permission:
    """Notes on tickets are agents' work; what waits in the mailroom is for those who tend it."""
    return permissions.ADOPT if arrival.outcome == Outcome.NOTE else permissions.TEND


def _as_word_of(requester: Person, arrival: Arrival, wording: Wording, by: Actor) -> Delivered:
    ticket = Ticket.objects.filter(record=arrival.record).select_related("record").first() if arrival.record else None
    if ticket is not None and ticket.requester_id == requester.pk:
        return hear_requester(ticket, requester, wording, by)
    delivered = report(requester, wording, by, mailbox=arrival.mailbox)
    if ticket is not None:
        records.link(delivered.message.record, by=by, kind=LinkKind.RELATES_TO, target=ticket.record)
    return delivered


def _on_behalf(person: Person, by: Actor) -> Actor:
    """The mailroom writes it down for the person, in the act of whoever named them."""
    return replace(MAILROOM, on_behalf_of_id=person.pk, correlation=by.correlation)


def _read(arrival: Arrival) -> tuple[Letter, Wording]:
    letter = parse(arrival.read())
    if not isinstance(letter, Letter):
        raise Refused(_("This message cannot be read. Save the original to look at it."))
    return letter, wording_of(letter)


def _settle(arrival: Arrival, delivered: Delivered) -> None:
    save(arrival, outcome=delivered.outcome, reason="", detail="", record=delivered.message.record, message=delivered.message)
