"""What surrounds every page for one request: navigation, New menu, commands, preferences. Computed when a template asks."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor, Grant
from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role
from vakdesk.kit.errors import Sentence
from vakdesk.ui import preferences
from vakdesk.ui.registry import MenuItem, NewItem, PaletteAction, Shortcut, pieces_beside

Item = TypeVar("Item", MenuItem, NewItem, PaletteAction)
MOST_ON_THE_BAR = 4


@dataclass(frozen=True)
class Line:
    """A menu item as it stands for this actor on this page."""

    label: Sentence
    url: str
    icon: str
    current: bool
    count: int | str | None
    keys: str
    name: str = ""


class Shell:
    """Lazy, because error pages and fragments must not pay for, or depend on, what they do not show."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        #: A request that failed before ActorMiddleware ran has no actor, and its error page is rendered all the same.
        self.actor: Actor | None = getattr(request, "actor", None)

    @cached_property
    def preferences(self) -> preferences.Preferences:
        return preferences.of(self.request)

    @property
    def works_here(self) -> bool:
        """Whether the reader has a role in the house besides asking it for something."""
        return self.actor is not None and bool(self.actor.roles() - {Role.REQUESTER, Role.WITNESS})

    @property
    def base(self) -> str:
        """The shell of pages that are for everybody: the desk for those with work here, the portal's roomy one for others."""
        return "ui/desk.html" if self.works_here else "ui/portal.html"

    @cached_property
    def looks(self) -> tuple[Any, ...]:
        """Whoever shares these sees the same shell."""
        counts = tuple(line.count for _heading, lines in self.sections for line in lines)
        who = (self.actor.person_id, self.actor.label, self.actor.grants) if self.actor else ()
        return (get_language(), self.preferences, self._here, who, counts)

    @cached_property
    def sections(self) -> list[tuple[Sentence, list[Line]]]:
        """Heading and lines of each section of the navigation that has any line."""
        headings: dict[str, Sentence] = {"desk": "", "trade": _("My trade"), "house": _("The house")}
        lines = {section: self._lines(section) for section in headings}
        return [(headings[section], found) for section, found in lines.items() if found]

    @cached_property
    def own(self) -> list[Line]:
        """The pages in the person's own menu."""
        return self._lines("own")

    @cached_property
    def door(self) -> list[Line]:
        """The few pages at the head of the roomy shell, for those who ask."""
        return self._lines("door")

    @cached_property
    def bar(self) -> list[Line]:
        """The few lines that fit the bar at the bottom of a phone."""
        return [line for _heading, lines in self.sections for line in lines][:MOST_ON_THE_BAR]

    @cached_property
    def new_items(self) -> list[Line]:
        return [Line(item.label, reverse(item.url_name), item.icon, False, None, item.keys) for item in self._allowed(NewItem.registry)]

    @cached_property
    def commands(self) -> list[tuple[Sentence, list[Line]]]:
        """Everything the palette offers anywhere, by heading. What the page itself allows is added in the browser."""
        pages = [item for item in PaletteAction.registry if item.url_name]
        doing = [Line(item.label, reverse(item.url_name), item.icon, False, None, item.keys) for item in self._allowed(pages)]
        going = [line for _heading, lines in self.sections for line in lines] + self.own
        found = [(_("New"), self.new_items), (_("Go to"), going), (_("Do"), doing)]
        return [(heading, lines) for heading, lines in found if lines]

    @property
    def shortcuts(self) -> Iterable[Shortcut]:
        return Shortcut.registry

    @property
    def choices(self) -> dict[str, Any]:
        return preferences.CHOICES

    @property
    def demo(self) -> bool:
        return settings.DEMO

    def _lines(self, section: str) -> list[Line]:
        return [self._line(item, url) for item, url in self._menu if item.section == section]

    def _line(self, item: MenuItem, url: str) -> Line:
        count = item.count(self.actor) if item.count and self.actor else None
        return Line(item.label, url, item.icon, url == self._here, count, item.keys, item.name)

    @property
    def _menu(self) -> list[tuple[MenuItem, str]]:
        """What the menu offers this actor, each with its address."""
        return _menu_of(self.actor.grants, len(MenuItem.registry)) if self.actor else []

    @cached_property
    def _here(self) -> str:
        """The menu item that this page stands under: the nearest of those above it."""
        above = (url for _item, url in self._menu if (self.request.path.startswith(url) if url != "/" else self.request.path == url))
        return max(above, key=len, default="")

    def _allowed(self, items: Iterable[Item]) -> list[Item]:
        return [item for item in items if self._may(item.permission)]

    def _may(self, permission: Permission | None) -> bool:
        return self.actor is not None and (permission is None or self.actor.may(permission))


@lru_cache(maxsize=256)
def _menu_of(grants: tuple[Grant, ...], _items: int) -> list[tuple[MenuItem, str]]:
    """The items that whoever holds these grants may use, in their order. Addresses do not change while the process lives."""
    anybody = Actor(person_id=0, label="", grants=grants)
    return [
        (item, reverse(item.url_name)) for item in _in_order(MenuItem.registry) if item.permission is None or anybody.may(item.permission)
    ]


#: In a drawn part of the shell, what differs from request to request.
_HERE, _TOKEN, _SOUGHT, _BESIDE = "\ue000here\ue000", "\ue000token\ue000", "\ue000sought\ue000", "\ue000beside\ue000"
_KEPT_AT_MOST = 512
_drawn: dict[Hashable, str] = {}


class _AnyPage:
    """The request, for a part that is drawn for every page: the place where its address will stand."""

    def get_full_path(self) -> str:
        return _HERE


def form_token(request: HttpRequest) -> str:
    """The same for every form of one answer: Django would mask it anew for each, 64 characters that nothing can pack. Signing in
    changes the secret below it, and so the token."""
    secret, token = getattr(request, "form_token", ("", ""))
    if not secret or secret != request.META.get("CSRF_COOKIE"):
        token = get_token(request)
        request.form_token = (request.META["CSRF_COOKIE"], token)  # type: ignore[attr-defined]
    return token


def drawn(shell: Shell, template_name: str, *, sought: str = "") -> SafeString:
    """A part of the shell, drawn once for all who see the same: the page's address, its form token and what was searched are filled in."""
    key = (template_name, shell.looks)
    if (html := _drawn.get(key)) is None:
        if len(_drawn) >= _KEPT_AT_MOST:
            _drawn.clear()
        words = {
            "shell": shell,
            "actor": shell.actor,
            "request": _AnyPage(),
            "csrf_token": _TOKEN,
            "search_text": _SOUGHT,
            "beside": _BESIDE,
        }
        html = _drawn[key] = render_to_string(template_name, words)
    html = html.replace(_HERE, escape(shell.request.get_full_path()))
    if _TOKEN in html:
        html = html.replace(_TOKEN, form_token(shell.request))
    if _BESIDE in html:
        html = html.replace(_BESIDE, "".join(pieces_beside(shell.request, "top")))
    return mark_safe(html.replace(_SOUGHT, escape(sought)))


def _in_order(items: Iterable[MenuItem]) -> list[MenuItem]:
    """As declared, except that an item with `after` stands right behind that one."""
    ordered: list[MenuItem] = []
    for item in sorted(items, key=lambda item: item.order):
        names = [one.name for one in ordered]
        ordered.insert(names.index(item.after) + 1 if item.after in names else len(ordered), item)
    return ordered
