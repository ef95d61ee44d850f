"""Signed links by which somebody stops one sort of mail without signing in (RFC 8058). They can do nothing else."""

from django.core import signing
from django.urls import reverse

from vakdesk.people.models import Person

_SALT = "vakdesk.notices.stopping"
#: Stands for all that comes in digests.
DIGEST = "digest"


def stop_address(person: Person, news: str) -> str:
    """The path of the page that stops mail about this sort of news for the person."""
    return reverse("notices:stop", args=[signing.dumps([person.pk, news or DIGEST], salt=_SALT)])


def whose(token: str) -> tuple[Person, str] | None:
    """The person and the sort of news that a link is about; None where it is not ours or nobody is there any more."""
    try:
        person_id, news = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    person = Person.objects.active().select_related("organisation").filter(pk=person_id).first()
    return (person, str(news)) if person else None
