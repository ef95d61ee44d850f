"""A map: what the columns of another system mean here. Written in YAML, so that somebody who knows that system can read it."""

from dataclasses import dataclass, field, fields
from datetime import tzinfo
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.history.kinds import KEPT, MEANINGS, Rows
from vakdesk.kit.errors import Refused, require
from vakdesk.people.models import Line
from vakdesk.tickets.kinds import Priority, TicketKind

LARGEST_BYTES = 1 << 20
SEPARATOR = " / "
READY = files("vakdesk.history") / "maps"


@dataclass(frozen=True)
class Map:
    """Columns are named as the file names them; several in a list are joined by " / ".

    `states`, `kinds` and `priorities` translate foreign words; what is not in them is `otherwise`, an incident, and a
    normal priority. `lines` tells a team's line by the first of these words in its name; else it is the first line.
    """

    system: str
    rows: str = Rows.EVENTS
    zone: str = ""
    pattern: str = ""
    organisation: str = ""
    language: str = ""
    case: str = ""
    at: str = ""
    opened: str = ""
    resolved: str = ""
    closed: str = ""
    activity: list[str] = field(default_factory=list)
    team: str = ""
    who: str = ""
    title: list[str] = field(default_factory=list)
    text: str = ""
    cause: str = ""
    done: str = ""
    name: str = ""
    email: str = ""
    kind: str = ""
    priority: str = ""
    states: dict[str, str] = field(default_factory=dict)
    otherwise: str = KEPT
    kinds: dict[str, str] = field(default_factory=dict)
    priorities: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)

    @property
    def tzinfo(self) -> tzinfo:
        return ZoneInfo(self.zone or settings.TIME_ZONE)

    def needed(self) -> set[str]:
        """The columns without which nothing can be understood."""
        return {self.case, self.at if self.rows == Rows.EVENTS else self.opened} | set(self.activity)

    def joined(self, columns: list[str], values: dict[str, str]) -> str:
        return SEPARATOR.join(value for column in columns if (value := values.get(column, "").strip()))

    def state(self, activity: str) -> str:
        """What an activity comes down to: the whole, else its last part, else its first, looked up among the words."""
        parts = activity.split(SEPARATOR)
        for word in (activity, parts[-1], parts[0]):
            if (found := self.states.get(word.casefold())) is not None:
                return found
        return self.otherwise

    def line(self, team: str) -> str:
        return next((line for word, line in self.lines.items() if word.casefold() in team.casefold()), Line.FIRST)


def read_map(source: str) -> Map:
    """The map in that file, or the ready map of that name ("topdesk"). Refuses, with a sentence, what it cannot mean."""
    path = Path(source)
    ready = READY / f"{source}.yaml"
    if path.is_file():
        require(path.stat().st_size <= LARGEST_BYTES, _("A map is no larger than 1 MB."))
        text = path.read_text("utf-8-sig", errors="replace")
    else:
        require(source.isidentifier() and ready.is_file(), _("There is no map at %(path)s. Ready maps: %(ready)s.") % _known(source))
        text = ready.read_text("utf-8")
    try:
        return parse(yaml.safe_load(text))
    except (yaml.YAMLError, RecursionError) as fault:
        raise Refused(_("The map is no YAML: %(fault)s") % {"fault": " ".join(str(fault).split())[:300]}) from None


def _known(source: str) -> dict[str, str]:
    return {
        "path": source,
        "ready": ", ".join(sorted(one.name.removesuffix(".yaml") for one in READY.iterdir() if one.name.endswith("yaml"))),
    }


def parse(said: Any) -> Map:
    """The map that these words make."""
    require(isinstance(said, dict), _("A map is a list of words with their meaning, such as system: TOPdesk."))
    known = {each.name for each in fields(Map)}
    unknown = sorted(str(word) for word in said if word not in known)
    require(not unknown, _("The map says %(word)s, which means nothing. Known: %(known)s.") % _listed(unknown, known))
    values: dict[str, Any] = {}
    for each in fields(Map):
        if each.name in said:
            values[each.name] = _value(each.name, said[each.name])
    require(values.get("system"), _("The map must name the system that the file comes from (system:)."))
    made = Map(**values)
    require(made.rows in Rows.values, _("rows: is %(allowed)s.") % {"allowed": " / ".join(Rows.values)})
    _zone_exists(made)
    needed = ("at", "activity") if made.rows == Rows.EVENTS else ("case", "opened")
    for name in needed:
        require(getattr(made, name), _("The map must name the column for %(name)s:.") % {"name": name})
    _words_are_known(made)
    return made


def _listed(unknown: list[str], known: set[str]) -> dict[str, str]:
    return {"word": unknown[0][:60] if unknown else "", "known": ", ".join(sorted(known))}


def _value(name: str, value: Any) -> Any:
    """Text, a list of texts or words by words, as the field wants it; keys of words in lower case."""
    if name in ("states", "kinds", "priorities", "lines"):
        require(isinstance(value, dict), _("%(name)s: is a list of words and what each means.") % {"name": name})
        return {str(word).strip().casefold(): str(meaning).strip() for word, meaning in value.items()}
    if name in ("activity", "title"):
        value = value if isinstance(value, list) else [value]
        require(all(isinstance(one, str) for one in value), _("%(name)s: names one column, or several in a list.") % {"name": name})
        return value
    require(not isinstance(value, dict | list), _("%(name)s: is one word or name.") % {"name": name})
    return "" if value is None else str(value).strip()


def _zone_exists(made: Map) -> None:
    try:
        _zone = made.tzinfo
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(_("There is no time zone %(zone)s. Write it as Europe/Amsterdam.") % {"zone": made.zone}) from None


def _words_are_known(made: Map) -> None:
    allowed = {
        "states": {*MEANINGS, KEPT},
        "kinds": set(TicketKind.values),
        "priorities": {level.name.lower() for level in Priority},
        "lines": set(Line.values),
    }
    for name, meanings in allowed.items():
        said = {*getattr(made, name).values(), *([made.otherwise] if name == "states" else [])}
        wrong = sorted(said - meanings)
        told = {"name": name, "word": wrong[0] if wrong else "", "known": ", ".join(sorted(meanings))}
        require(not wrong, _("%(name)s: cannot mean %(word)s. It may mean: %(known)s.") % told)
