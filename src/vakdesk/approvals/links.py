"""A link of one's own, by which somebody decides out of a mail without signing in: signed, kept nowhere, and good for one answer.

It says which step of which approval, who, and at which address. It is over when they have answered, when the step is, when the
approval is decided, fell or expired, and when the address is no longer theirs (decision 0060).
"""

import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from vakdesk.approvals.models import Approval
from vakdesk.people.models import Person

_SALT = "vakdesk.approvals.links"


@dataclass(frozen=True)
class Link:
    approval: Approval
    person: Person
    step: int


def link_for(approval: Approval, person: Person) -> str:
    """The path of the page on which this person decides about the present step."""
    token = signing.dumps([approval.pk, approval.step, person.pk, _address(person, settings.SECRET_KEY)], salt=_SALT)
    return reverse("approvals:by_mail", args=[token])


def read(token: str) -> Link | None:
    """What a genuine link is about; None where it is not ours, or its person or address is no longer."""
    try:
        approval_id, step, person_id, address = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.active().select_related("organisation").filter(pk=person_id).first()
    approval = Approval.objects.select_related("record").filter(pk=approval_id).first()  # anyone: the link is for whoever holds it
    if person is None or approval is None or not person.email:
        return None
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(hmac.compare_digest(_address(person, key), str(address)) for key in keys):
        return None
    return Link(approval, person, int(step))


def _address(person: Person, key: str) -> str:
    """A keyed digest: the link names no address to whoever reads it."""
    return salted_hmac(f"{_SALT}.address", person.email.strip().casefold(), secret=key, algorithm="sha256").hexdigest()[:10]
