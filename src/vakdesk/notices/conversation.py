"""Under which messages does a mail hang in the mail program of its reader? The identifiers of what they sent us and got from us.

Only messages the reader has had themselves are named: others would not help them, and would tell of mails to other people.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from vakdesk.notices.kinds import Channel, Delivery
from vakdesk.notices.models import Notice
from vakdesk.people.models import Person
from vakdesk.records.models import Record

#: More than these the oldest and newest of a conversation are named, as RFC 5537 advises for long ones.
MOST_NAMED = 20

Letters = Callable[[Record, Person], Iterable[tuple[datetime, str]]]
#: Rooms that take mail in append a function that answers moment and Message-ID of what the person wrote about the record.
came_in: list[Letters] = []
_IDENTIFIER = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>")


def before(notice: Notice) -> list[str]:
    """The Message-IDs of the conversation up to this mail, oldest first; the last one is what it answers."""
    if notice.record is None or notice.person is None:
        return []
    sent = (
        Notice.objects.filter(channel=Channel.MAIL, record=notice.record, person=notice.person, at__lte=notice.at)
        .exclude(pk=notice.pk)
        .exclude(state__in=[Delivery.HELD, Delivery.GATHERED, Delivery.BUNDLED])
    )
    known = [(at, identifier) for letters in came_in for at, identifier in letters(notice.record, notice.person) if at <= notice.at]
    known += sent.values_list("at", "message_id")
    ordered = [identifier for _at, identifier in sorted(known) if _IDENTIFIER.fullmatch(identifier)]
    return ordered if len(ordered) <= MOST_NAMED else ordered[:1] + ordered[-(MOST_NAMED - 1) :]
