"""Signed links by which somebody says how it went without signing in. They open a page; only its button says anything."""

from django.core import signing
from django.urls import reverse

from vakdesk.feedback.kinds import FACES, Score
from vakdesk.kit import clock
from vakdesk.tickets.models import Ticket

_SALT = "vakdesk.feedback.rating"
VALID_SECONDS = 60 * 86_400


def address(ticket: Ticket, score: Score) -> str:
    """The path of the page on which the requester confirms that score."""
    return reverse(
        "feedback:rate_by_link",
        args=[signing.dumps([ticket.pk, ticket.requester_id, int(score), int(clock.now().timestamp())], salt=_SALT)],
    )


def meant(token: str) -> tuple[Ticket, Score] | None:
    """The report and the score that a link is about; None where it is not ours, is too old, or the report is somebody else's by now."""
    try:
        pk, requester, score, since = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    if clock.now().timestamp() - since > VALID_SECONDS:
        return None
    ticket = Ticket.objects.select_related("record__requester").filter(pk=pk, record__requester=requester).first()
    return (ticket, Score(score)) if ticket is not None and score in FACES else None
