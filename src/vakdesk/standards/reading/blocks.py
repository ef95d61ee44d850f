"""Goes through the body of a Dutch dossier line by line and knows whose block it is in, also where a heading is missing or printed twice."""

import re

from vakdesk.standards.kinds import Irregularity, NodeKind
from vakdesk.standards.reading.outline import CODE, Entry, normalised
from vakdesk.standards.reading.parsed import Node, Parsed, Passage
from vakdesk.standards.reading.text import joined, plain

HEADING = re.compile(rf"({CODE})(:?) ([A-Z].*)")
BULLET = re.compile(r"([-.\]]) ?(\S.*)")
ADDED = re.compile(r"Voor (.{2,60}) geldt aanvullend:")
COMPETENCES = "De onderliggende competenties zijn:"
INTRODUCED = ("De beginnend beroepsbeoefenaar:", "De certificaathouder heeft:")
OF_TASK = ("Complexiteit", "Verantwoordelijkheid en zelfstandigheid", "Vakkennis en vaardigheden")
OF_PROCESS = ("Omschrijving", "Resultaat", "Gedrag")
ENDS = ("2. Generieke onderdelen", "Profieldeel", "Mbo-niveau", "Typering van het beroep", "Beroepsvereisten")
LISTS = {"Vakkennis en vaardigheden": NodeKind.KNOWLEDGE, "Gedrag": NodeKind.BEHAVIOUR}
LETTERS = {NodeKind.KNOWLEDGE: ".k", NodeKind.BEHAVIOUR: "."}
NOT_APPLICABLE = "N.v.t."


class Blocks:
    """`competences` are (process, name, scope) as listed."""

    def __init__(self, parsed: Parsed, entries: list[Entry]) -> None:
        self.parsed = parsed
        self.entries = {entry.code: entry for entry in entries}
        self.order = list(self.entries)
        self.now: Node | None = None
        self.seen: dict[str, set[str]] = {}
        self.section = ""
        self.scope = ""
        self.item: Node | None = None
        self.listed: list[str] = []
        self.open_list = False
        self.not_applicable = False
        self.is_broken = False  # a blank line or a page's heading stands between the last line and this one
        self.competences: list[tuple[str, str, str]] = []
        self.marks: set[str] = set()
        self.colons: set[str] = set()

    def take(self, number: int, line: str) -> None:
        words = plain(line)
        if words in ENDS:
            self._close()
            self.section = ""
        elif match := HEADING.fullmatch(words):
            self._heading(number, match)
        elif words in OF_TASK or words in OF_PROCESS:
            self._section(number, words)
        elif words and self.section and self.now:
            self._content(number, words)
        self.is_broken = not words or bool(words and HEADING.fullmatch(words))

    def finish(self) -> None:
        self._close()
        if len(self.marks) > 1:
            self.parsed.warn(Irregularity.BULLETS, found=" ".join(sorted(self.marks)))
        if len(self.colons) > 1:
            self.parsed.warn(Irregularity.HEADING_FORM, found="P2-K1 … / B1-K1: …")
        for code in self.order:
            if code not in self.seen:
                self.parsed.warn(Irregularity.HEADING_MISSING, code)

    def _heading(self, number: int, match: re.Match[str]) -> None:
        code, title = normalised(match[1]), match[3].strip()
        self.colons.add(match[2])
        if " " in match[1]:
            self.parsed.warn(Irregularity.CODE_SPELLING, code, number, match[1])
        if self.now and self.now.code == code:
            self.parsed.warn(Irregularity.HEADING_REPEATED, code, number)
        elif code not in self.seen:
            self._close()
            self._begin(code, match[1], title)

    def _begin(self, code: str, printed: str, title: str) -> None:
        kind = NodeKind.PROCESS if "-W" in code else NodeKind.TASK
        parent = code.split("-W", maxsplit=1)[0] if kind == NodeKind.PROCESS else ""
        self.now = self.parsed.add(Node(kind, code, printed, title, parent=parent))
        self.seen[code] = set()
        self.section = ""

    def _section(self, number: int, words: str) -> None:
        """A heading of a block that has it already, or cannot have it, opens the next block of the overview."""
        self._close()
        wants_task = words in OF_TASK
        fits = self.now is not None and (self.now.kind == NodeKind.TASK) == wants_task and words not in self.seen[self.now.code]
        if not fits:
            following = self._next(is_task=wants_task)
            if following is None:
                self.section = ""
                return
            self.parsed.warn(Irregularity.HEADING_MISSING, following.code, number, following.title)
            self._begin(following.code, "", following.title)
        assert self.now is not None
        self.seen[self.now.code].add(words)
        self.section = words
        self.scope = ""

    def _next(self, *, is_task: bool) -> Entry | None:
        place = self.order.index(self.now.code) + 1 if self.now and self.now.code in self.order else 0
        entry = self.entries[self.order[place]] if place < len(self.order) else None
        return entry if entry and entry.is_task == is_task and entry.code not in self.seen else None

    def _content(self, number: int, words: str) -> None:
        assert self.now is not None
        if match := ADDED.fullmatch(words):
            self._close()
            self.scope = match[1]
            if self.now.kind == NodeKind.PROCESS:
                self.now.scope = "+"
        elif words == NOT_APPLICABLE:
            self.not_applicable = True
        elif words.startswith(COMPETENCES):
            self._close_list()
            self.open_list = True
            self.listed = [words[len(COMPETENCES) :]]
            if self.not_applicable:
                self.parsed.warn(Irregularity.EMPTY_BUT_LISTED, self.now.code, number)
        elif words in INTRODUCED:
            self.item = None
        elif self.section in LISTS and (bullet := BULLET.fullmatch(words)):
            self._close_list()
            self._add(number, bullet[1] + (" " if words[1] == " " else ""), bullet[2])
        else:
            self._goes_on(number, words)

    def _goes_on(self, number: int, words: str) -> None:
        assert self.now is not None
        if self.open_list:
            self.listed.append(words)
        elif self.item:
            self.item.printed_text = self.item.text = joined(self.item.printed_text, words)
            if self.is_broken:
                self.parsed.warn(Irregularity.BROKEN, self.item.code, number)
        elif self.section not in LISTS:
            self._passage(words)

    def _passage(self, words: str) -> None:
        assert self.now is not None
        passages = self.now.passages
        if passages and passages[-1].heading == self.section and passages[-1].scope == self.scope:
            words = joined(passages.pop().text, words)
        passages.append(Passage(self.section, words, self.scope))

    def _add(self, number: int, mark: str, words: str) -> None:
        assert self.now is not None
        kind = LISTS[self.section]
        place = (
            sum(
                1
                for node in self.parsed.nodes
                if (node.parent, node.kind) == (self.now.code, kind) and bool(node.scope) == bool(self.scope)
            )
            + 1
        )
        code = f"{self.now.code}{LETTERS[kind]}{'+' if self.scope else ''}{place}"
        self.item = self.parsed.add(Node(kind, code, printed_text=words, parent=self.now.code, scope=self.scope))
        self.marks.add(mark)
        if kind == NodeKind.BEHAVIOUR and words[0].isupper():
            self.parsed.warn(Irregularity.CAPITAL, code, number, words.split(" ", maxsplit=1)[0])

    def _close_list(self) -> None:
        if self.open_list and self.now:
            names = [name.strip(" .") for name in " ".join(self.listed).split(",")]
            self.competences += [(self.now.code, name, self.scope) for name in names if name]
        self.open_list, self.listed = False, []

    def _close(self) -> None:
        self._close_list()
        self.item = None
        self.not_applicable = False
