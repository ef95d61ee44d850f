"""The form of an offering as data: what holds for its fields, which of them are asked, and what an answer means.

Whatever comes from outside passes `read`; what it returns is sound: no condition waits for itself, not even by a detour, and
each looks back only. What a field takes is in `answers`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.catalogue.kinds import BOUNDED, CHOOSING, COUNTED, LISTED, SILENT, Compares, FieldKind, Prefill
from vakdesk.kit.errors import Refused, Sentence, require
from vakdesk.kit.text import one_line, storable
from vakdesk.kit.translated import in_active_language
from vakdesk.scripts.kinds import YES_NO
from vakdesk.scripts.questions import Choice, Words, choices_of, words_of

MOST_FIELDS = 80
MOST_CHOICES = 40
LONGEST_WORDS, LONGEST_HELP = 300, 600
LONGEST_SHAPE = 40
KEY = re.compile(r"f[0-9]{1,6}")
Answer = str | list[str]
Answers = Mapping[str, Answer]
#: By name, what an empty one means: files of forms may leave it out.
OPTIONAL: dict[str, Any] = {
    "helps": {}, "choices": [], "required": False, "unit": "", "low": "", "high": "", "shape": "", "prefill": "", "in_title": False, "when": None,
}  # fmt: skip


@dataclass(frozen=True)
class Condition:
    """Asked only when the answer to the field `key` compares so with one of `values`."""

    key: str
    compares: str
    values: tuple[str, ...] = ()

    def holds(self, answers: Answers) -> bool:
        given = answers.get(self.key, "")
        if self.compares == Compares.GIVEN:
            return bool(given)
        chosen = {given} if isinstance(given, str) else set(given)
        if self.compares in (Compares.AT_LEAST, Compares.AT_MOST):
            amount, bound = decimal_of(str(given)), Decimal(self.values[0])
            return amount is not None and (amount >= bound if self.compares == Compares.AT_LEAST else amount <= bound)
        return bool(given) and chosen.isdisjoint(self.values) == (self.compares == Compares.IS_NOT)


@dataclass(frozen=True)
class Field:
    """`low` and `high` bound what is given (kinds.BOUNDED), "" where they do not; `shape` is how a short text looks (`fits`)."""

    key: str
    kind: str
    words: Words
    helps: Words
    choices: tuple[Choice, ...] = ()
    required: bool = False
    unit: str = ""
    low: str = ""
    high: str = ""
    shape: str = ""
    prefill: str = ""
    in_title: bool = False
    when: Condition | None = None

    def __str__(self) -> str:
        return in_active_language(self.words)

    @property
    def help(self) -> str:
        return in_active_language(self.helps)

    @property
    def kind_in_words(self) -> Sentence:
        return FieldKind(self.kind).label

    @property
    def is_silent(self) -> bool:
        return self.kind in SILENT

    @property
    def options(self) -> dict[str, Sentence]:
        """What can be chosen, by how it is kept."""
        if self.kind == FieldKind.YES_NO:
            return dict(YES_NO)
        return {choice.key: str(choice) for choice in self.choices}

    def as_data(self) -> dict[str, Any]:
        data = asdict(self)
        data["choices"] = [{"key": one.key, "words": one.words} for one in self.choices]
        data["when"] = [self.when.key, str(self.when.compares), *self.when.values] if self.when else None
        return data


def loaded(data: Iterable[Mapping[str, Any]]) -> tuple[Field, ...]:
    """From what `as_data` gave and the database kept."""
    return tuple(
        Field(
            **{
                **one,
                "choices": tuple(Choice(choice["key"], choice["words"]) for choice in one["choices"]),
                "when": Condition(one["when"][0], one["when"][1], tuple(one["when"][2:])) if one["when"] else None,
            }
        )
        for one in data
    )


def read(raw: Any) -> tuple[Field, ...]:
    """The fields, if they hold together. Refuses anything else in a sentence that names the field at fault."""
    require(isinstance(raw, list | tuple), _("A form is a list of fields."))
    require(len(raw) <= MOST_FIELDS, _("At most %(count)d fields. Make two forms of it.") % {"count": MOST_FIELDS})
    found: dict[str, Field] = {}
    for number, one in enumerate(raw, 1):
        with naming(number):
            field = _field(one)
            require(field.key not in found, _("Its key is another field's."))
        found[field.key] = field
    _no_circle(found)
    earlier: dict[str, Field] = {}
    for number, field in enumerate(found.values(), 1):
        with naming(number):
            _condition_holds(field, found, earlier)
        earlier[field.key] = field
    return tuple(found.values())


class naming:
    """A refusal within names the field by its number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __enter__(self) -> None:
        pass

    def __exit__(self, _type: Any, fault: BaseException | None, _trace: Any) -> None:
        if isinstance(fault, Refused):
            sentence = _("Field %(number)d: %(sentence)s") % {"number": self.number, "sentence": fault.sentence}
            raise Refused(sentence, field=fault.field) from None


def asked(fields: Iterable[Field], answers: Answers) -> list[Field]:
    """Those that are asked, given the answers so far: not what depends on something that is not asked, nor what stands in such a part."""
    found: dict[str, Field] = {}
    open_part = True
    for field in fields:
        is_asked = field.when is None or (field.when.key in found and field.when.holds(answers))
        if field.kind == FieldKind.SECTION:
            open_part = is_asked
        if is_asked and open_part:
            found[field.key] = field
    return list(found.values())


@dataclass(frozen=True)
class Page:
    """What is asked together. Its key is that of its first field."""

    key: str
    fields: tuple[Field, ...]
    head: Field | None = None


def pages(fields: Sequence[Field], answers: Answers, *, one_at_a_time: bool) -> list[Page]:
    """What is asked, given the answers so far, as pages: a part to a page, or a field to a page. Parts without anything are left out."""
    parts: list[tuple[Field | None, list[Field]]] = [(None, [])]
    for field in asked(fields, answers):
        if field.kind == FieldKind.SECTION:
            parts.append((field, []))
        else:
            parts[-1][1].append(field)
    if not one_at_a_time:
        return [Page((head or those[0]).key, tuple(those), head) for head, those in parts if those]
    found: list[Page] = []
    for head, those in parts:
        told: list[Field] = []
        for field in those:
            told.append(field)
            if not field.is_silent:
                found.append(Page(field.key, tuple(told), head))
                told = []
        if told:
            found.append(Page(told[0].key, tuple(told), head))
    return found


def without(fields: Iterable[Field], key: str) -> list[Field]:
    """Without that field; what depended on it is asked always."""
    return [replace(one, when=None) if one.when and one.when.key == key else one for one in fields if one.key != key]


def decimal_of(text: str) -> Decimal | None:
    """The number that the text says, with a comma or a point; None where it says none. Exponents and more than 15 digits say none."""
    plain = text.strip().replace(" ", "").replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:  # pragma: no cover  the pattern lets nothing else through
        return None


def fits(shape: str, text: str) -> bool:
    """Whether the text has that shape: 9 is a digit, A a letter, X either, anything else itself. Linear in its length."""
    tests = {"9": str.isdecimal, "A": str.isalpha, "X": str.isalnum}
    return len(shape) == len(text) and all(
        tests[sign](letter) if sign in tests else sign == letter for sign, letter in zip(shape, text, strict=True)
    )


def _field(one: Any) -> Field:
    require(isinstance(one, Mapping), _("This is no field."))
    unknown = sorted(str(name)[:40] for name in one if name not in Field.__dataclass_fields__)
    require(not unknown, _("“%(name)s” means nothing here.") % {"name": unknown[0] if unknown else ""})
    given = OPTIONAL | {name: value for name, value in one.items() if value is not None}
    key, kind = given.get("key"), given.get("kind")
    require(isinstance(key, str) and KEY.fullmatch(key), _("Its key is no key. Keys are f1, f2 and so on."))
    require(isinstance(kind, str) and kind in FieldKind.values, _("Say what it takes."), field="kind")
    words = words_of(given.get("words"), LONGEST_WORDS)
    require(words.get("en"), _("Write it in English; other languages may be missing."), field="words_en")
    for name in ("required", "in_title"):
        require(isinstance(given[name], bool), _("“%(name)s” is true or false.") % {"name": name})
    for name in ("unit", "low", "high", "shape", "prefill"):
        require(isinstance(given[name], str | int | float) and not isinstance(given[name], bool), _("“%(name)s” is text.") % {"name": name})
    silent = kind in SILENT
    return Field(
        key=key,
        kind=str(FieldKind(kind)),
        words=words,
        helps=words_of(given["helps"], LONGEST_HELP),
        choices=choices_of(given["choices"], at_most=MOST_CHOICES) if kind in CHOOSING else (),
        required=given["required"] and not silent,
        unit=one_line(storable(str(given["unit"])), at_most=20) if kind in COUNTED else "",
        **_bounds(kind, given),
        shape=_shape(str(given["shape"])) if kind == FieldKind.TEXT else "",
        prefill=_prefill(str(given["prefill"])) if not silent and kind != FieldKind.FILES else "",
        in_title=given["in_title"] and kind in (FieldKind.TEXT, FieldKind.PERSON, FieldKind.CHOICE, FieldKind.SERVICE),
        when=_condition(given["when"]),
    )


def _bounds(kind: str, given: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("low", "high"):
        text = str(given[name]).strip().replace(",", ".") if kind in BOUNDED else ""
        amount = decimal_of(text)
        whole = kind in COUNTED or (amount is not None and amount == int(amount))
        require(not text or (amount is not None and whole), _("This is no number."), field=name)
        found[name] = text
    low, high = decimal_of(found["low"]), decimal_of(found["high"])
    require(low is None or high is None or low <= high, _("The least is more than the most."), field="high")
    return found


def _shape(text: str) -> str:
    shape = one_line(storable(text), at_most=200)
    require(len(shape) <= LONGEST_SHAPE, _("A shape has at most %(count)d signs.") % {"count": LONGEST_SHAPE}, field="shape")
    return shape


def _prefill(text: str) -> str:
    require(text in Prefill.values, _("Nobody knows what it begins with."), field="prefill")
    return text


def _condition(given: Any) -> Condition | None:
    if given in (None, "", [], ()):
        return None
    sound = isinstance(given, list | tuple) and 2 <= len(given) <= MOST_CHOICES + 2 and all(isinstance(one, str | int) for one in given)
    require(sound, _("Its condition names a field, how to compare, and answers."), field="when")
    key, compares, *values = map(str, given)
    require(compares in Compares.values, _("Its condition compares in a way there is not."), field="when")
    return Condition(key, str(Compares(compares)), tuple(values))


def _no_circle(fields: Mapping[str, Field]) -> None:
    """What waits for what: a field for what its condition names, and for the part it stands in."""
    waits: dict[str, list[str]] = {}
    part = ""
    for key, field in fields.items():
        part = key if field.kind == FieldKind.SECTION else part
        named = [field.when.key] if field.when and field.when.key in fields else []
        waits[key] = named + ([part] if part not in ("", key) else [])
    for key in fields:
        way = _way_back(key, waits)
        circle = " → ".join(f"“{fields[one]}”" for one in way)
        require(
            not way,
            _("These wait for each other, so none of them would ever be asked: %(circle)s. Take one condition away.") % {"circle": circle},
            field="when",
        )


def _way_back(start: str, waits: Mapping[str, list[str]]) -> list[str]:
    """From a field by what it waits for back to itself; nothing where there is no such way. Each field is looked at once."""
    came_from: dict[str, str] = {}
    ahead = [start]
    while ahead:
        here = ahead.pop()
        for there in waits[here]:
            if there == start:
                way = [here]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return [*reversed(way), start]
            if there not in came_from:
                came_from[there] = here
                ahead.append(there)
    return []


def _condition_holds(field: Field, all_fields: Mapping[str, Field], earlier: Mapping[str, Field]) -> None:
    """Its condition looks back, at something with such answers."""
    if field.when is None:
        return
    when = field.when
    require(when.key in all_fields, _("Its condition names a field that is not there."), field="when")
    require(when.key in earlier, _("It can only depend on a field that comes before it."), field="when")
    other = earlier[when.key]
    if when.compares == Compares.GIVEN:
        require(not other.is_silent and not when.values, _("That field has no answer."), field="when")
    elif when.compares in (Compares.AT_LEAST, Compares.AT_MOST):
        sound = other.kind in COUNTED and len(when.values) == 1 and decimal_of(when.values[0]) is not None
        require(sound, _("Only a number can be at least or at most something."), field="when")
    else:
        sound = other.kind in LISTED and when.values and set(when.values) <= set(other.options)
        require(sound, _("That is no answer to the field it depends on."), field="when")
