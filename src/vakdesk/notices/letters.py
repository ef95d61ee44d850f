"""How a notice looks as mail: plain text, and HTML of our own that holds no picture, no script and nothing from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vakdesk.kit.marker import marker_line
from vakdesk.ui.safe_html import markdown


@dataclass(frozen=True)
class Part:
    """One piece of news within a digest, its body plain and as Markdown. `url` is absolute."""

    title: str
    body: str
    marked_up: str
    url: str = ""
    meta: str = ""


@dataclass(frozen=True)
class Letter:
    """`body` is plain text and `marked_up` the same as Markdown. `url` is a path of the desk, `button` the words on it.

    `answerable` mails open with the line above which one answers. `why` and `manage` (a path) make the foot.
    """

    subject: str
    body: str
    marked_up: str
    url: str = ""
    button: str = ""
    reference: str = ""
    author: str = ""
    why: str = ""
    manage: str = ""
    answerable: bool = False
    parts: Sequence[Part] = ()

    def plain(self) -> str:
        link = absolute(self.url) if self.url else ""
        foot = " ".join(part for part in (self.why, self._manage_words()) if part)
        parts = [
            "\n".join(["-" * 40, part.title, *([part.meta] if part.meta else []), "", part.body, *([part.url] if part.url else [])])
            for part in self.parts
        ]
        pieces = [
            self._marker(),
            _("%(author)s wrote:") % {"author": self.author} if self.author else "",
            self.body,
            *parts,
            f"{self.button}:\n{link}" if link and self.button else link,
            f"-- \n{foot}" if foot else "",
        ]
        return "\n\n".join(piece for piece in pieces if piece)

    def html(self, *, as_preview: bool = False) -> str:
        """The mail's HTML document; a preview shows its subject above."""
        context = {
            "as_preview": as_preview,
            "letter": self,
            "language": get_language(),
            "house": house_name(),
            "marker": self._marker(),
            "body": markdown(self.marked_up),
            "link": absolute(self.url) if self.url else "",
            "manage": absolute(self.manage) if self.manage else "",
            "parts": [(part, markdown(part.marked_up)) for part in self.parts],
        }
        return render_to_string("notices/letter.html", context)

    def _marker(self) -> str:
        return marker_line(_("Write your answer above this line")) if self.answerable else ""

    def _manage_words(self) -> str:
        return _("Choose what you hear: %(address)s") % {"address": absolute(self.manage)} if self.manage else ""


def house_name() -> str:
    """The name the desk sends mail under."""
    return parseaddr(settings.MAIL_FROM)[0] or _("Service desk")


def absolute(path: str) -> str:
    """The path as an address that works outside the desk. VAKDESK_URL says where the desk is reached, else the server that began this process."""
    return f"{settings.SITE_URL}{path}"
