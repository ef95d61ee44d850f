"""What is asked: the words and values an approver reads, and their digest. The answer holds for exactly these."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import get_language

from vakdesk.kit.registry import Registry
from vakdesk.kit.text import canonical, one_line, storable
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.logbook.verbs import Verb

if TYPE_CHECKING:
    from vakdesk.approvals.models import Approval

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
Words = str | Mapping[str, str]


@dataclass(frozen=True)
class What:
    """`title` says in a few words what would happen, `lines` are values with their labels, `text` is prose. Labels and title by
    language, or plain text that stands in every language."""

    title: Words
    lines: Sequence[tuple[Words, str]] = ()
    text: str = ""

    def as_stored(self) -> dict[str, Any]:
        lines = [{"label": _by_language(label), "value": storable(str(value))} for label, value in self.lines]
        return {"titles": _by_language(self.title), "lines": lines, "text": storable(self.text)[:LONGEST_TEXT]}


def digest_of(stored: Mapping[str, Any], *, record_id: int, matter: str, key: int) -> str:
    """SHA-256 over the canonical form of what is asked and of what it is asked for. The same words elsewhere are another matter."""
    shown = {name: stored[name] for name in ("titles", "lines", "text")}
    return hashlib.sha256(canonical({**shown, "record": record_id, "matter": matter, "key": key}).encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Matter:
    """What a room asks approval for. `now(approval)` is what would be asked today, None when there is nothing to approve any more.

    After an entry of the verbs in `changed_by` whose subject has the record's key, it is looked at again; and before every
    answer, and when it is carried out.
    """

    name: str
    now: "Callable[[Approval], What | None]"
    changed_by: Sequence[Verb] = ()
    registry: ClassVar[Registry["Matter"]] = Registry("matter of approvals")

    def __post_init__(self) -> None:
        self.registry.add(self)
        if self.changed_by:
            react(*self.changed_by)(self._look_again)

    def _look_again(self, act: Act, entry: Entry) -> None:
        for look in lookers:
            look(act, entry.subject_id, self.name)


#: What is called when a matter of a record may have changed: (act, record's key, matter's name). One: the action that lets it fall.
lookers: list[Callable[[Act, int, str], None]] = []


def _by_language(words: Words) -> dict[str, str]:
    given = words if isinstance(words, Mapping) else {(get_language() or "en").split("-")[0]: words}
    return {language: one_line(storable(str(text)), at_most=LONGEST_TITLE) for language, text in given.items() if str(text).strip()}
