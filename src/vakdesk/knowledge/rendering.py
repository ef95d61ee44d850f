"""An article's Markdown as HTML for its page: no raw HTML, and no picture but its own."""

import re
from collections.abc import Callable
from functools import cache

import nh3
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from vakdesk.ui.safe_html import LINKS, REL, TABLE, TEXT

#: How a text names what hangs on its article: ![a window](picture:12), [the form](attachment:13).
NAMED = re.compile(r"(?:picture|attachment):([0-9]{1,18})")
_OTHER = re.compile(r"KB-[0-9]{1,12}")
AddressOf = Callable[[int], str]
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "img": {"src", "alt", "loading"}}


def rendered(text: str, picture: AddressOf, attachment: AddressOf) -> SafeString:
    """`picture` and `attachment` answer the address of what the text names by number. Headings begin at the second level."""
    tokens = _reader().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
        if token.children:
            token.children = [_placed(child, picture, attachment) for child in token.children]
    html = _reader().renderer.render(tokens, _reader().options, {})
    # Addresses of our own are made here; whatever else looks like one is a link to somewhere else, and no picture.
    clean = nh3.clean(html, tags=TEXT | TABLE | {"img"}, attributes=ATTRIBUTES, url_schemes=LINKS, link_rel=REL, attribute_filter=_ours)
    return mark_safe(clean)  # noqa: S308  cleaned on the line above


def named_by(text: str) -> set[int]:
    """The keys of pictures and files that a text names."""
    return {int(key) for key in NAMED.findall(text)}


def plain(text: str) -> str:
    """The words of a text without its signs, for one line of a list."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", " ", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^\s*(?:#+|>|[-*+]|[0-9]+\.)\s+|^[\s|:-]+$", " ", text, flags=re.MULTILINE)
    return " ".join(re.sub(r"[*_`|]", "", text).split())


def _placed(token: Token, picture: AddressOf, attachment: AddressOf) -> Token:
    if token.type == "image":
        source = str(token.attrGet("src") or "")
        if source.startswith("picture:") and (match := NAMED.fullmatch(source)):
            token.attrSet("src", picture(int(match[1])))
            token.attrSet("loading", "lazy")
            return token
        return Token("text", "", 0, content=token.content)
    if token.type == "link_open":
        target = str(token.attrGet("href") or "")
        if target.startswith("attachment:") and (match := NAMED.fullmatch(target)):
            token.attrSet("href", attachment(int(match[1])))
        elif _OTHER.fullmatch(target):
            token.attrSet("href", reverse("knowledge:article", args=[target]))
    return token


def _ours(element: str, name: str, value: str) -> str | None:
    if element == "img" and name == "src":
        return value if value.startswith("/") and not value.startswith("//") else None
    return value


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": False}).enable(["linkify", "table", "strikethrough"])
