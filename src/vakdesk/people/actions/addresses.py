"""Mail addresses: rows of the sign-in framework, kept here for people who do not manage their own."""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import require
from vakdesk.kit.secrets import Unreadable, seal, unseal
from vakdesk.logbook.act import act
from vakdesk.people import permissions, verbs
from vakdesk.people.models import BouncingAddress, Person

#: How long the link in a mail that asks for a proof works.
PROVED_WITHIN = timedelta(days=3)


@dataclass(frozen=True)
class Attached:
    """A new address and the digest by which the logbook knows it."""

    row: EmailAddress
    digest: str


def digest(email: str) -> str:
    """Enough of SHA-256 to tell addresses of one person apart without printing them."""
    return hashlib.sha256(email.lower().encode()).hexdigest()[:16]


def add_address(person: Person, *, by: Actor, email: str, verified: bool = False) -> EmailAddress:
    """The address is the person's (their first is the main one). Refuses what is no address or is taken."""
    with act(by, may=permissions.REGISTER, on=person) as log:
        attached = attach(person, email, verified=verified)
        log.record(verbs.ADDRESS_ADDED, person, digest=attached.digest)
    return attached.row


def proof_for(person: Person, email: str) -> str:
    """What only somebody who reads mail to the address can hand in, as a part of a link. It can be read by this desk alone."""
    until = clock.now() + PROVED_WITHIN
    return seal({"person": person.pk, "email": email.strip().lower(), "until": until.timestamp()})


def prove_address(person: Person, *, by: Actor, proof: str) -> None:
    """The address that the proof was sent to is the person's. Refuses a proof for somebody else, and an address that is taken.

    Until then it is stored nowhere: an address that somebody only says is theirs may be another's, whose mail they would read.
    """
    with act(by, may=permissions.SELF, on=person) as log:
        email = address_in(person, proof)
        require(email, _("This link no longer works."))
        attached = attach(person, email, verified=True)
        log.record(verbs.ADDRESS_ADDED, person, digest=attached.digest)
        log.record(verbs.ADDRESS_VERIFIED, person, digest=attached.digest)


def address_in(person: Person, proof: str) -> str:
    """The address that this person proves with it; "" where it proves nothing."""
    try:
        said = unseal(proof)
    except Unreadable:
        return ""
    holds = said.get("person") == person.pk and clock.now().timestamp() < said["until"]
    return str(said["email"]) if holds else ""


def choose_address(person: Person, *, by: Actor, address: EmailAddress) -> None:
    """The address is the person's main one; mail goes there."""
    with act(by, may=permissions.EDIT, on=person) as log:
        require(address.user_id == person.pk, _("That address belongs to somebody else."))
        if not address.primary:
            address.set_as_primary()
            log.record(verbs.ADDRESS_CHOSEN, person, digest=digest(address.email))


def remove_address(person: Person, *, by: Actor, address: EmailAddress) -> None:
    """The address is nobody's; another of the person's becomes the main one. Refuses somebody else's address."""
    with act(by, may=permissions.EDIT, on=person) as log:
        require(address.user_id == person.pk, _("That address belongs to somebody else."))
        gone = digest(address.email)
        BouncingAddress.objects.filter(email=address.email).delete()
        address.delete()
        if other := EmailAddress.objects.filter(user=person).order_by("-primary", "-verified", "pk").first():
            other.set_as_primary()
        log.record(verbs.ADDRESS_REMOVED, person, digest=gone)


def mark_bouncing(email: str, *, by: Actor, status: str) -> bool:
    """Nothing is sent to the address until it is cleared; answers whether that is new. An address of nobody is left alone.

    `status` is what the mail system said, such as 5.1.1 (RFC 3463).
    """
    email = email.strip().lower()
    person = Person.objects.with_address(email).first()
    if person is None:
        return False
    with act(by, may=permissions.EDIT, on=person) as log:
        _row, is_new = BouncingAddress.objects.get_or_create(email=email, defaults={"status": status[:20], "since": log.at})
        if is_new:
            log.record(verbs.ADDRESS_BOUNCED, person, digest=digest(email), status=status[:20])
    return is_new


def clear_bouncing(person: Person, *, by: Actor, address: EmailAddress) -> None:
    """Mail goes to the address again. Refuses somebody else's address, and one that is not marked."""
    with act(by, may=permissions.EDIT, on=person) as log:
        require(address.user_id == person.pk, _("That address belongs to somebody else."))
        gone, _rows = BouncingAddress.objects.filter(email=address.email).delete()
        require(gone, _("Mail goes to that address already."))
        log.record(verbs.ADDRESS_CLEARED, person, digest=digest(address.email))


def is_bouncing(email: str) -> bool:
    """Whether mail to this address came back for good and nobody has cleared it since."""
    return BouncingAddress.objects.filter(email=email.strip().lower()).exists()


def is_mail_address(text: str) -> bool:
    """Whether mail can be sent there: also with letters beyond ASCII before the @ (RFC 6531).

    Not one whose small form is another address: the Kelvin sign becomes a "k".
    """
    try:
        _valid(text)
    except ValidationError:
        return False
    return text.isprintable() and not any(letter.lower().isascii() for letter in text if not letter.isascii())


class _AddressValidator(EmailValidator):
    """Django's, and any letter in the local part."""

    user_regex = re.compile(EmailValidator.user_regex.pattern.replace("0-9A-Z]", "0-9A-Z\u00a1-\U0010ffff]"), re.IGNORECASE)


_valid = _AddressValidator()


def attach(person: Person, email: str, *, verified: bool) -> Attached:
    """The row, made within the act at hand. Refuses what is no address or is taken."""
    email = email.strip().lower()
    require(is_mail_address(email), _("That is not a mail address. Write it like name@example.org."), field="email")
    require(len(email) <= EmailAddress._meta.get_field("email").max_length, _("That address is too long."), field="email")
    taken = EmailAddress.objects.filter(email=email).exists()
    require(not taken, _("That address belongs to somebody we know already."), field="email")
    primary = not EmailAddress.objects.filter(user=person, primary=True).exists()
    row = EmailAddress.objects.create(user=person, email=email, primary=primary, verified=verified)
    return Attached(row, digest(email))
