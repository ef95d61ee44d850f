"""A calendar feed of one's own: opened, opened anew, closed. Whoever has its address reads it, so the address is shown once."""

from hashlib import sha256
from secrets import token_urlsafe

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.people.models import Person
from vakdesk.shifts import permissions, verbs
from vakdesk.shifts.models import Feed

#: Bytes of chance in an address: 256 bits.
BYTES = 32


def open_feed(*, by: Actor) -> str:
    """The actor's calendar has a new address, which is answered and kept nowhere; the one before answers no more."""
    person = Person.objects.get(pk=by.person_id)
    with act(by, may=permissions.FEED, on=person) as log:
        token = token_urlsafe(BYTES)
        Feed.objects.update_or_create(person=person, defaults={"digest": digest_of(token), "made_at": log.at})
        log.record(verbs.FEED_OPENED, person)
    return token


def close_feed(*, by: Actor) -> None:
    """The address of the actor's calendar answers no more. Refuses where there is none."""
    person = Person.objects.get(pk=by.person_id)
    with act(by, may=permissions.FEED, on=person) as log:
        gone, _rows = Feed.objects.filter(person=person).delete()
        require(gone, _("Your calendar has no address."))
        log.record(verbs.FEED_CLOSED, person)


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
