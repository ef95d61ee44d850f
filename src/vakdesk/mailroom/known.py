"""What the house knows of several letters at once, so that the acts of sorting ask once for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress

from vakdesk.mailroom.breakers import quiet_among
from vakdesk.mailroom.judging import Judged
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.speaking import sender_of
from vakdesk.people.models import Person


@dataclass(frozen=True)
class Known:
    """The people whose addresses are named as senders, the contents that were taken in, these letters' among them, and
    senders of whom so many letters are not too many."""

    people: dict[str, Person]
    contents: set[str]
    quiet: set[str]

    def sender(self, one: Judged) -> Person | None:
        """Whose address the letter names; somebody the letter before it made known is found too."""
        assert one.letter.sender is not None
        return self.people.get(one.letter.sender.address.lower()) or sender_of(one.letter)

    def earlier(self, one: Judged) -> Arrival | None:
        """The message of the same content that was taken in before; from now on this one counts too."""
        if one.content in self.contents:
            return Arrival.objects.exclude(pk=one.arrival.pk).known_as(one.content)
        self.contents.add(one.content)
        return None


def known_of(judged: Sequence[Judged], *, at: datetime) -> Known:
    """Two queries for one letter, four for any number. Called inside the act."""
    named = {one.letter.sender.address.lower() for one in judged if one.letter.sender is not None}
    rows = EmailAddress.objects.filter(email__in=named).select_related("user__organisation").order_by("-user__folded", "-user")
    taken_in = Arrival.objects.filter(content__in={one.content for one in judged} - {""}).values_list("content", flat=True)
    quiet = quiet_among(named, at=at, besides=len(judged)) if len(judged) > 1 else set()
    return Known({row.email: row.user for row in rows}, set(taken_in), quiet)
