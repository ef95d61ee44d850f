"""Who wrote which part of a conversation: the person, their colleagues, a canned answer, or the coach who released it.

Counted in letters of what the desk wrote. Typing is not working: the figure is shown beside what its person declares, and
nobody else reads it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from vakdesk.kit.text import fold
from vakdesk.records.models import Message
from vakdesk.tickets.models import CannedAnswer, Release

#: A line of a canned answer of so many letters does not stand in a message by chance.
SHORTEST_TEMPLATE = 30
#: What a coach changed is looked for in so many letters.
COMPARED = 4_000


@dataclass
class Share:
    """Letters, by whom. `edits` are what a coach put into what was released."""

    own: int = 0
    colleagues: int = 0
    templates: int = 0
    edits: int = 0
    names: set[str] = field(default_factory=set)

    @property
    def whole(self) -> int:
        return self.own + self.colleagues + self.templates + self.edits

    @property
    def percent(self) -> int | None:
        """None where the desk wrote nothing."""
        return round(100 * self.own / self.whole) if self.whole else None

    def part(self, letters: int) -> int:
        return round(100 * letters / self.whole) if self.whole else 0

    @property
    def parts(self) -> dict[str, int]:
        """In percent, of what there is."""
        told = {"own": self.own, "colleagues": self.colleagues, "templates": self.templates, "edits": self.edits}
        return {name: self.part(letters) for name, letters in told.items() if letters}


def share_of(record: int, person: int) -> Share:
    """Of what the desk wrote on the record. Three queries."""
    share, canned = Share(), _canned()
    written = Message.objects.filter(record=record, author__isnull=False, author_label="")
    released = {release.sent_id: release for release in Release.objects.filter(ticket=record, sent__isnull=False).select_related("message")}
    own_drafts = {release.message_id for release in released.values()}
    for message in written.select_related("author", "record").order_by("at", "pk"):
        if message.author_id == message.record.requester_id or message.pk in own_drafts:
            continue
        release = released.get(message.pk)
        writer = release.message.author_id if release else message.author_id
        kept, added = _kept(release.message.text, message.text) if release else (len(message.text), 0)
        template = min(kept, _from_templates(message.text, canned))
        share.templates += template
        if writer == person:
            share.own, share.edits = share.own + kept - template, share.edits + added
        else:
            share.colleagues += kept + added - template
            share.names.add(str(message.author))
    return share


def _canned() -> set[str]:
    """Every line of every canned answer that is long enough to be told from chance."""
    texts = (text for texts in CannedAnswer.objects.filter(is_active=True).values_list("texts", flat=True) for text in texts.values())
    lines = (fold(line).strip() for text in texts for line in text.splitlines())
    return {line for line in lines if len(line) >= SHORTEST_TEMPLATE}


def _from_templates(text: str, canned: Iterable[str]) -> int:
    folded = fold(text)
    return sum(len(line) for line in canned if line in folded)


def _kept(written: str, sent: str) -> tuple[int, int]:
    """Letters of the sent text that were written so, and that were put in."""
    if written == sent:
        return len(sent), 0
    blocks = SequenceMatcher(None, written[:COMPARED], sent[:COMPARED], autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return same, len(sent) - same
