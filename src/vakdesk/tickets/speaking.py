"""Does what is written to a requester look like another language than theirs?"""

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from vakdesk.kit.languages import language_of
from vakdesk.tickets.models import Ticket


def other_language(text: str, ticket: Ticket) -> str:
    """ "Bo reads Estonian; this looks like Dutch.", or "" where nothing is to be said."""
    looks, reads, requester = language_of(text), ticket.record.language, ticket.record.requester
    if not looks or not reads or looks == reads or requester is None:
        return ""
    words = {"whom": requester.get_short_name(), "theirs": _named(reads), "this": _named(looks)}
    return _("%(whom)s reads %(theirs)s; this looks like %(this)s.") % words


def _named(language: str) -> str:
    return str(get_language_info(language)["name_translated"])
