"""May a mail go to this address now? The allow-list of the house, and addresses from which mail came back."""

from django.conf import settings

from vakdesk.notices.kinds import Hold
from vakdesk.people.actions import is_bouncing


def hold_on(address: str) -> str:
    """Why mail to this address is kept back (a Hold), or ""."""
    if not is_allowed(address):
        return Hold.ALLOW.value
    return Hold.BOUNCES.value if is_bouncing(address) else ""


def is_allowed(address: str) -> bool:
    """Whether VAKDESK_MAIL_ALLOW lets mail go to the address: it names the address or exactly its domain, or is not set."""
    allowed = settings.MAIL_ALLOW
    lowered = address.strip().lower()
    return not allowed or lowered in allowed or lowered.rpartition("@")[2] in allowed
