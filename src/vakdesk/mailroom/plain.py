"""HTML mail as plain text, for reading, searching and finding the reply in it. Display of the HTML itself is not done here.

The reader is our own because it must take linear time on anything: the one in Python's library needs minutes for a
megabyte of comments that never end.
"""

import html
import re
from collections.abc import Iterator

LONGEST_HTML = 2_000_000  # characters; what follows is left to the stored original
LONGEST_TAG = 2000  # characters of a tag in which attributes are looked for

_BREAKS = {
    "p",
    "div",
    "br",
    "tr",
    "table",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "section",
    "article",
    "header",
    "footer",
    "address",
    "dd",
    "dt",
}
_SPACED = {"p", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"}
_SILENT = {"style", "script", "title", "template", "noscript"}
_SIGNATURE = re.compile(r"gmail_signature|moz-signature|ms-outlook-mobile-signature|apple-mail-signature", re.IGNORECASE)
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})")
_NAMED = re.compile(r"""\s(class|id|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")


def text_from_html(page: str) -> str:
    """The words of a page, a line per paragraph or break, quotations marked with ">", signatures with "-- "."""
    reader = _Reader()
    for tag, start, ends in tokens(page[:LONGEST_HTML]):
        piece = page[start:ends]
        if not tag:
            reader.words(html.unescape(piece))
        elif piece.startswith("</"):
            reader.closes(tag)
        else:
            reader.opens(tag, {name.lower(): html.unescape(a or b or c) for name, a, b, c in _NAMED.findall(piece[:LONGEST_TAG])})
    reader.end_line()
    while reader.lines and not reader.lines[-1].strip("> "):
        reader.lines.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(reader.lines)).strip("\n")


def tokens(page: str) -> Iterator[tuple[str, int, int]]:
    """Where each tag (by its name) and each text ("") begins and ends, in order.

    What never ends is skipped to the end: no place is searched twice.
    """
    lowered, at = page.lower() if page.isascii() else page.translate(_LOWER), 0
    while at < len(page):
        opens = page.find("<", at)
        if opens == -1:
            yield "", at, len(page)
            return
        if opens > at:
            yield "", at, opens
        if page.startswith("<!--", opens):
            at = _behind(page, "-->", opens + 4)
            continue
        name = _TAG_NAME.match(page, opens)
        if name is None:
            ends = page.find(">", opens) if page.startswith(("<!", "<?"), opens) else opens
            if ends == opens:
                yield "", opens, opens + 1
            at = len(page) if ends == -1 else ends + 1
            continue
        ends = page.find(">", name.end())
        if ends == -1:
            yield "", opens, len(page)
            return
        tag, at = name[1].lower(), ends + 1
        if tag in _SILENT and page[opens + 1] != "/":
            at = _behind(lowered, f"</{tag}", at)
            at = _behind(page, ">", at)
        else:
            yield tag, opens, ends + 1


_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _behind(page: str, what: str, start: int) -> int:
    found = page.find(what, start)
    return len(page) if found == -1 else found + len(what)


class _Reader:
    """Builds lines from opened and closed tags and the words between them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = 0
        self.preformatted = 0

    def opens(self, tag: str, named: dict[str, str]) -> None:
        if tag == "blockquote":
            self.end_line(space=True)
            self.quotes += 1
        elif tag == "hr":
            self.end_line(space=True)
            self.line.append("_" * 20)
            self.end_line(space=True)
        elif tag in _BREAKS:
            self.end_line(space=tag in _SPACED, forced=tag == "br")
            self.preformatted += tag == "pre"
            if tag == "li":
                self.line.append("• ")
        elif tag in {"td", "th"} and self.line:
            self.line.append(" ")
        elif tag == "img" and named.get("alt"):
            self.line.append(f"[{named['alt']}]")
        if _SIGNATURE.search(named.get("class", "") + " " + named.get("id", "")):
            self.end_line()
            self.lines.append("> " * min(self.quotes, 20) + "-- ")

    def closes(self, tag: str) -> None:
        if tag == "blockquote":
            self.end_line(space=True)
            self.quotes = max(0, self.quotes - 1)
        elif tag in _BREAKS and tag != "br":
            self.end_line(space=tag in _SPACED)
            self.preformatted = max(0, self.preformatted - (tag == "pre"))

    def words(self, text: str) -> None:
        if not self.preformatted:
            self.line.append(_SPACES.sub(" ", text))
            return
        first, *rest = text.split("\n")
        self.line.append(first)
        for one in rest:
            self.end_line(forced=True)
            self.line.append(one)

    def end_line(self, *, space: bool = False, forced: bool = False) -> None:
        joined = "".join(self.line)
        self.line = []
        text = joined.rstrip() if self.preformatted else " ".join(joined.split())
        if text == "--":
            text = "-- "
        prefix = "> " * min(self.quotes, 20)
        if text or forced:
            self.lines.append(prefix + text if text else prefix.rstrip())
        if space and self.lines and self.lines[-1].strip("> "):
            self.lines.append(prefix.rstrip())
