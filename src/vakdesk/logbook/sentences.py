"""Entries in a reader's words: "Ada Kask resolved it: printer driver". One query per kind of value for a whole page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from vakdesk.logbook.models import Entry
from vakdesk.logbook.remembering import Memory
from vakdesk.logbook.verbs import PERSON, Audience, Kind, Words


@dataclass(frozen=True)
class Line:
    """An entry ready to be shown: `sentence` is in the active language and completes "<actor> …"."""

    entry: Entry
    actor: str
    sentence: str
    icon: str


def lines(entries: Iterable[Entry]) -> list[Line]:
    """The entries, in the order given, with names looked up once per kind. Erased actors read as their machine or ''."""
    shown = list(entries)
    names = _names(shown)
    return [Line(entry, _actor(entry, names), _sentence(entry, names), entry.declared.icon) for entry in shown]


def plain_lines(entries: Iterable[Entry]) -> list[Line]:
    """What requesters read of the entries, in whole sentences; entries whose verbs have nothing to tell them are left out."""
    told = [(entry, sentence) for entry in entries if (sentence := _plain(entry))]
    names = _names([entry for entry, _sentence in told])
    return [
        Line(entry, "", sentence.format_map(_values(entry, names) | {"actor": _actor(entry, names)}), entry.declared.icon)
        for entry, sentence in told
    ]


#: Names of people, teams and the like, by kind and language.
_words = Memory(at_most=20_000)

Names = dict[Kind, dict[Any, Words]]


def _names(entries: list[Entry]) -> Names:
    wanted: dict[Kind, set[Any]] = defaultdict(set)
    for entry in entries:
        if entry.actor_id is not None:
            wanted[PERSON].add(entry.actor_id)
        for key, kind in entry.declared.carries.items():
            if kind.words is not None and (value := entry.facts.get(key)) not in (None, ""):
                wanted[kind].add(value)
    return {kind: _worded(kind, values) for kind, values in wanted.items()}


def _worded(kind: Kind, values: set[Any]) -> dict[Any, Words]:
    assert kind.words is not None
    if not kind.changed_by:
        return dict(kind.words(values))
    language = get_language()
    keys = {(kind.name, language, value): value for value in values}
    told = _words.of_many(keys, lambda missing: _told(kind, {key: keys[key] for key in missing}), of=kind.changed_by)
    return {keys[key]: words for key, words in told.items() if words is not None}


def _told(kind: Kind, keys: Mapping[Any, Any]) -> dict[Any, str | None]:
    """The words by key, None for a value that has none (any more)."""
    assert kind.words is not None
    words = kind.words(keys.values())
    return {key: str(words[value]) if value in words else None for key, value in keys.items()}


def _actor(entry: Entry, names: Names) -> str:
    if entry.actor_id is not None:
        return str(names[PERSON].get(entry.actor_id, ""))
    return entry.actor_label or entry.machine


def _sentence(entry: Entry, names: Names) -> str:
    verb = entry.declared
    return str(verb.sentence).format_map(_values(entry, names) | {key: str((entry.sealed or {}).get(key) or "–") for key in verb.seals})


def _plain(entry: Entry) -> str:
    verb = entry.declared
    if verb.audience is not Audience.REQUESTER:
        return ""
    return str(verb.plain(entry.facts) if callable(verb.plain) else verb.plain)


def _values(entry: Entry, names: Names) -> dict[str, str]:
    """By fact. Entries of an earlier version lack what their verb has come to carry since: it reads as nothing."""
    return {key: _in_words(entry.facts.get(key), names.get(kind, {})) for key, kind in entry.declared.carries.items()}


def _in_words(fact: Any, names: dict[Any, Words]) -> str:
    if isinstance(fact, list):
        return ", ".join(_in_words(part, names) for part in fact)
    return str(names.get(fact, fact or "–"))
