"""HTML that came from outside, made harmless: sanitised, and shown in a frame that can do nothing but show."""

from collections.abc import Mapping
from functools import cache, lru_cache

import nh3
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TEXT = {
    "p", "br", "hr", "b", "strong", "i", "em", "u", "s", "del", "sub", "sup", "small", "code", "pre", "blockquote", "a", "ul", "ol", "li",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
MAIL = TEXT | TABLE | {
    "div", "span", "center", "font", "dl", "dt", "dd", "img", "abbr", "address", "q", "cite", "mark", "ins",
}  # fmt: skip
LINKS = {"http", "https", "mailto", "tel"}
LOOKS = {"align", "valign", "width", "height", "bgcolor", "color", "face", "size", "cellpadding", "cellspacing", "border", "dir", "lang"}
STYLES = {
    "background-color", "border", "border-collapse", "border-color", "border-style", "border-width", "color", "direction", "font",
    "font-family", "font-size", "font-style", "font-weight", "height", "letter-spacing", "line-height", "list-style-type", "margin",
    "margin-left", "padding", "padding-left", "text-align", "text-decoration", "vertical-align", "white-space", "width",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"style", "title", *LOOKS},
    "a": {"href", "title", "style"},
    "img": {"src", "alt", "width", "height", "style"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start", "type"},
}
#: Longer texts are rare, and many of them would be much to keep.
LONGEST_KEPT = 4_000
REL = "noopener noreferrer nofollow"
#: Same origin, so that the frame may load the message's own pictures and be measured; without scripts it can do nothing with it.
FRAME_POLICY = (
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' data:{remote}; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def markdown(text: str) -> SafeString:
    """What a person wrote, as HTML for our own pages: paragraphs, lists, code, links; no raw HTML, no pictures."""
    return _written(text) if len(text) <= LONGEST_KEPT else _written.__wrapped__(text)


@lru_cache(maxsize=1_000)
def _written(text: str) -> SafeString:
    """A function of the text alone, for the same messages are read again and again."""
    html = _markdown().render(text)
    return mark_safe(
        nh3.clean(html, tags=TEXT | TABLE, attributes={"a": {"href", "title"}, "ol": {"start"}}, url_schemes=LINKS, link_rel=REL)
    )


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    return reader.enable(["linkify", "table", "strikethrough"]).disable(["image"])


def sanitise(html: str, *, pictures: Mapping[str, str] | None = None, remote_pictures: bool = False) -> str:
    """A message's HTML with a strict list of elements and styles left.

    `pictures` maps Content-IDs to our own addresses. Pictures from elsewhere, which tell their sender that the message
    was opened, are left out unless `remote_pictures`.
    """
    known = pictures or {}

    def attribute(element: str, name: str, value: str) -> str | None:
        if element == "img" and name == "src":
            if value.lower().startswith("cid:"):
                return known.get(value[4:])
            return value if value.startswith("data:image/") or (remote_pictures and value.startswith(("https:", "http:"))) else None
        return value

    return nh3.clean(
        html,
        tags=MAIL,
        attributes=ATTRIBUTES,
        attribute_filter=attribute,
        filter_style_properties=STYLES,
        url_schemes=LINKS | {"cid", "data"},
        link_rel=REL,
        set_tag_attribute_values={"a": {"target": "_blank"}},
        clean_content_tags={"script", "style", "title", "head", "noscript", "template", "svg", "math", "iframe", "object"},
    )


def frame(html: str, *, pictures: Mapping[str, str] | None = None, remote_pictures: bool = False) -> HttpResponse:
    """The document for `<iframe data-behaviour="frame" sandbox="…">`: sanitised once more under a policy without script.

    The view that answers with it checks first that the reader may see the message.
    """
    clean = sanitise(html, pictures=pictures, remote_pictures=remote_pictures)
    response = HttpResponse(render_to_string("ui/frame.html", {"html": mark_safe(clean)}))
    response["Content-Security-Policy"] = FRAME_POLICY.format(remote=" https: http:" if remote_pictures else "")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def has_remote_pictures(html: str) -> bool:
    """Whether the reader should be offered to load pictures from elsewhere."""
    lowered = html.lower()
    return "<img" in lowered and ('src="http' in lowered or "src='http" in lowered or "src=http" in lowered)
