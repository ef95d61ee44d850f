"""An offering as data that a file can hold: everything it says, its form, its tasks and who approves. And the ready templates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from vakdesk.catalogue.fields import OPTIONAL, read
from vakdesk.catalogue.kinds import Per
from vakdesk.catalogue.models import Offering
from vakdesk.catalogue.reading_yaml import understood
from vakdesk.kit.errors import require
from vakdesk.kit.translated import cleaned_names
from vakdesk.scripts.questions import Words, words_of
from vakdesk.tickets.kinds import TicketKind

FORM = "vakdesk offering 1"
READY = Path(__file__).parent / "ready"


@dataclass(frozen=True)
class Todo:
    """A task as a file says it; the team by its name."""

    titles: Words
    team: str = ""
    for_worker: bool = False
    due_days: int | None = None
    is_public: bool = False


@dataclass(frozen=True)
class Described:
    """What a file says, checked as far as it can be without the house it comes into."""

    names: Words
    code: str = ""
    about: Words = field(default_factory=dict)
    found_by: Words = field(default_factory=dict)
    icon: str = "package"
    shelf: Mapping[str, Any] | None = None
    service: str = ""
    kind: str = TicketKind.SERVICE_REQUEST
    category: str = ""
    team: str = ""
    price_cents: int | None = None
    per: str = Per.ONCE
    takes_days: int | None = None
    one_at_a_time: bool = False
    fields: tuple[Mapping[str, Any], ...] = ()
    tasks: tuple[Todo, ...] = ()
    in_order: bool = False


#: What each part of a file must be.
_TYPES: dict[str, type | tuple[type, ...]] = {
    "names": dict, "code": str, "about": dict, "found_by": dict, "icon": str, "shelf": dict, "service": str, "kind": str, "category": str,
    "team": str, "price_cents": int, "per": str, "takes_days": int, "one_at_a_time": bool, "fields": list, "tasks": list, "in_order": bool,
    "titles": dict, "for_worker": bool, "due_days": int, "is_public": bool,
}  # fmt: skip


def described(content: Any) -> Described:
    """Refuses what is no offering, in a sentence that names the part at fault."""
    require(isinstance(content, Mapping), _("A file of an offering is a table of what it says."), field="file")
    said = dict(content)
    require(said.pop("form", None) == FORM, _("The file must begin with “form: %(form)s”.") % {"form": FORM}, field="file")
    _known(said, Described)
    require(said.get("names"), _("Give an English name; others may be missing."), field="file")
    said["names"] = cleaned_names(words_of(said["names"], 80))
    said["about"], said["found_by"] = words_of(said.get("about", {}), 600), words_of(said.get("found_by", {}), 300)
    said["code"] = slugify(said.get("code", ""))[:50]
    require(said.get("kind", TicketKind.SERVICE_REQUEST) in TicketKind.values, _("Choose a kind of ticket."), field="file")
    require(said.get("per", Per.ONCE) in Per.values, _("It costs that once, a month or a year."), field="file")
    if shelf := said.get("shelf"):
        require(
            isinstance(shelf.get("names"), dict) and isinstance(shelf.get("icon", ""), str),
            _("Its category has names and an icon."),
            field="file",
        )
        said["shelf"] = {"names": cleaned_names(words_of(shelf["names"], 80)), "icon": shelf.get("icon") or "package"}
    said["fields"] = tuple(one.as_data() for one in read(said.get("fields", [])))
    said["tasks"] = tuple(_todo(one) for one in said.get("tasks", []))
    return Described(**said)


def as_content(offering: Offering) -> dict[str, Any]:
    """What `described` makes the same of again; what says nothing is left out. The form is the draft's."""
    lines = list(offering.task_set.lines.select_related("team")) if offering.task_set else []
    content: dict[str, Any] = {
        "form": FORM,
        "code": offering.code,
        "names": offering.names,
        "about": offering.about,
        "found_by": offering.found_by,
        "icon": offering.icon,
        "shelf": {"names": offering.shelf.names, "icon": offering.shelf.icon} if offering.shelf else None,
        "service": offering.service.code if offering.service else "",
        "kind": str(offering.kind),
        "category": offering.category.code if offering.category else "",
        "team": offering.team.name if offering.team else "",
        "price_cents": offering.price_cents,
        "per": str(offering.per) if offering.price_cents is not None else "",
        "takes_days": offering.takes_days,
        "one_at_a_time": offering.one_at_a_time,
        "fields": [
            {name: value for name, value in one.items() if name not in OPTIONAL or value != OPTIONAL[name]} for one in offering.draft
        ],
        "tasks": [
            _telling(
                {
                    "titles": line.titles,
                    "team": line.team.name if line.team else "",
                    "for_worker": line.for_worker,
                    "due_days": line.due_days,
                    "is_public": line.is_public,
                }
            )
            for line in lines
        ],
        "in_order": bool(offering.task_set and offering.task_set.in_order),
    }
    return _telling(content)


@cache
def ready() -> dict[str, Any]:
    """The templates that come with the house, by their code, in the order of their files."""
    found = (understood(path.read_text("utf-8")) for path in sorted(READY.glob("*.yaml")))
    return {one["code"]: one for one in found}


def _telling(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value is not None and value is not False and value not in ("", {}, [])}


def _todo(said: Any) -> Todo:
    require(isinstance(said, Mapping), _("A task is a table of what it says."), field="file")
    _known(said, Todo)
    titles = words_of(said.get("titles"), 120)
    require(titles, _("Say in a few words what is to be done."), field="file")
    return Todo(**{**said, "titles": titles})


def _known(said: Mapping[str, Any], of: type) -> None:
    """Every part is known and is what it must be."""
    for name, value in said.items():
        require(name in of.__dataclass_fields__, _("“%(name)s” means nothing here.") % {"name": str(name)[:40]}, field="file")  # type: ignore[attr-defined]
        sound = isinstance(value, _TYPES[name]) and (not isinstance(value, bool) or _TYPES[name] is bool)
        require(sound, _("“%(name)s” is not what it must be.") % {"name": name}, field="file")
