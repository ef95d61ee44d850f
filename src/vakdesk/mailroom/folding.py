"""The HTML of a letter down to where its new words end: signature and quotations are folded there too, as in its text.

The words decide, not the marks of mail programs: the page is walked until it has said what `divide` calls new. Where it
says it in another way, such as with answers between quotations, the whole page stays.
"""

import html as entities
import re

from vakdesk.mailroom.plain import ALT, text_from_html, tokens
from vakdesk.mailroom.replies import divide

_MARKS = re.compile(r"[\s•]+")
_ENDS = {"blockquote", "hr"}


def without_history(page: str, *, sender: str = "") -> str:
    """The page up to the end of its new words; the whole page where these are not its beginning, or nothing is folded."""
    parts = divide(text_from_html(page), sender=sender)
    fresh = _bare(parts.fresh)
    if not fresh or not (parts.history or parts.signature) or any(line.startswith(">") for line in parts.fresh.splitlines()):
        return page
    said = 0
    for tag, start, ends in tokens(page):
        words = _bare(_said_by(tag, page[start:ends]))
        if said == len(fresh) and (words or tag in _ENDS):
            return page[:start]
        if not fresh.startswith(words, said):
            return page
        said += len(words)
    return page


def _said_by(tag: str, piece: str) -> str:
    if not tag:
        return entities.unescape(piece)
    alt = ALT.search(piece) if tag == "img" else None
    return f"[{entities.unescape(alt[1] or alt[2] or alt[3])}]" if alt and (alt[1] or alt[2] or alt[3]) else ""


def _bare(text: str) -> str:
    return _MARKS.sub("", text)
