"""What rooms hand to the shell: menu items, commands, things to make new, shortcuts, panels on a record's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal

from django.db.models import Model
from django.http import HttpRequest

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence
from vakdesk.kit.registry import Registry

Section = Literal["desk", "trade", "house", "own", "door"]
Address = Callable[[HttpRequest, Model], "str | None"]
Draw = Callable[[HttpRequest, Model], "str | None"]


@dataclass(frozen=True, eq=False)
class MenuItem:
    """One line of the navigation. Shown to actors who hold `permission` somewhere (None: to everybody on the desk).

    `after` names the item it follows; `count` answers a number (or "999+") for the actor in one cheap query, or None for none.
    `keys` is a shortcut such as "g t". Items of the section "own" stand in the person's menu,
    those of "door" at the head of the pages of requesters.
    """

    name: str
    label: Sentence
    url_name: str
    icon: str
    permission: Permission | None = None
    count: Callable[[Actor], int | str | None] | None = None
    after: str | None = None
    section: Section = "desk"
    keys: str = ""
    order: int = 50
    registry: ClassVar[Registry["MenuItem"]] = Registry("menu item")

    def __post_init__(self) -> None:
        self.registry.add(self)


@dataclass(frozen=True, eq=False)
class NewItem:
    """One line of the New menu: the page that starts something."""

    name: str
    label: Sentence
    url_name: str
    icon: str
    permission: Permission | None = None
    keys: str = ""
    registry: ClassVar[Registry["NewItem"]] = Registry("new item")

    def __post_init__(self) -> None:
        self.registry.add(self)


@dataclass(frozen=True, eq=False)
class PaletteAction:
    """One command of the palette: a page of the desk (`url_name`), or something a record on screen allows.

    With `on` (a model label such as "tickets.ticket") `address` answers its link for that record, or None when it
    does not apply now. Menu and New items are in the palette by themselves.
    """

    name: str
    label: Sentence
    icon: str = "corner-down-right"
    url_name: str = ""
    on: str = ""
    address: Address | None = None
    permission: Permission | None = None
    keys: str = ""
    registry: ClassVar[Registry["PaletteAction"]] = Registry("palette action")

    def __post_init__(self) -> None:
        assert bool(self.url_name) != bool(self.on and self.address), f"{self.name}: url_name, or on with address"
        self.registry.add(self)


@dataclass(frozen=True, eq=False)
class Shortcut:
    """A key that the help dialog explains. The element on the page that it presses carries `data-key` with the keys."""

    name: str
    keys: str
    label: Sentence
    where: Sentence = ""
    registry: ClassVar[Registry["Shortcut"]] = Registry("shortcut")

    def __post_init__(self) -> None:
        self.registry.add(self)


@dataclass(frozen=True, eq=False)
class Panel:
    """A piece of a record's page that a higher room draws."""

    name: str
    on: str
    slot: str
    draw: Draw
    order: int
    permission: Permission | None
    registry: ClassVar[Registry["Panel"]] = Registry("panel")

    def __post_init__(self) -> None:
        self.registry.add(self)


def panel(*, on: str, slot: str = "side", order: int = 50, permission: Permission | None = None) -> Callable[[Draw], Draw]:
    """The decorated `function(request, record)` draws HTML (or None for nothing) in `slot` of the page of every `on`."""

    def declare(draw: Draw) -> Draw:
        Panel(name=f"{draw.__module__}.{draw.__name__}", on=on, slot=slot, draw=draw, order=order, permission=permission)
        return draw

    return declare


def panels(request: HttpRequest, thing: Model, slot: str) -> list[str]:
    """The HTML of every panel that has something to say about `thing`, in their declared order."""
    here = [
        one
        for one in Panel.registry
        if (one.on, one.slot) == (thing._meta.label_lower, slot) and _may(request.actor, one.permission, thing)
    ]
    drawn = (one.draw(request, thing) for one in sorted(here, key=lambda one: one.order))
    return [html for html in drawn if html]


@dataclass(frozen=True, eq=False)
class Beside:
    """What a higher room lays beside the content of every page ("page"), at the top of the desk's ("top"), or on the sign-in page ("sign-in")."""

    name: str
    slot: str
    draw: Callable[[HttpRequest], "str | None"]
    registry: ClassVar[Registry["Beside"]] = Registry("piece beside")

    def __post_init__(self) -> None:
        self.registry.add(self)


def beside(
    slot: Literal["page", "sign-in", "top"],
) -> Callable[[Callable[[HttpRequest], "str | None"]], Callable[[HttpRequest], "str | None"]]:
    """The decorated `function(request)` draws HTML (or None for nothing) in that slot, also when nobody is signed in."""

    def declare(draw: Callable[[HttpRequest], "str | None"]) -> Callable[[HttpRequest], "str | None"]:
        Beside(name=f"{draw.__module__}.{draw.__name__}", slot=slot, draw=draw)
        return draw

    return declare


def pieces_beside(request: HttpRequest, slot: str) -> list[str]:
    """The HTML of every piece of the slot that has something to say."""
    drawn = (one.draw(request) for one in Beside.registry if one.slot == slot)
    return [html for html in drawn if html]


def commands_on(request: HttpRequest, thing: Model) -> list[tuple[PaletteAction, str]]:
    """What the record on screen allows this actor now, each with its link."""
    mine = [one for one in PaletteAction.registry if one.on == thing._meta.label_lower and _may(request.actor, one.permission, thing)]
    addressed = ((one, one.address(request, thing)) for one in mine if one.address)
    return [(one, address) for one, address in addressed if address]


def _may(actor: Actor | None, permission: Permission | None, thing: Model) -> bool:
    return permission is None or (actor is not None and actor.may(permission, thing))  # type: ignore[arg-type]
