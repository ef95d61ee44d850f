"""Own fields of a type: what its items are described by besides what all have. Kept as data, checked here and nowhere else."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from vakdesk.inventory.kinds import FieldKind
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.text import one_line, storable
from vakdesk.kit.translated import in_active_language

MOST_FIELDS, MOST_CHOICES, LONGEST = 30, 40, 500


@dataclass(frozen=True)
class OwnField:
    key: str
    kind: FieldKind
    names: dict[str, str]
    choices: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return in_active_language(self.names)

    def cleaned(self, given: Any) -> Any:
        """The value as it is kept; None for nothing. Refuses what is not of its kind."""
        text = one_line(storable(str(given)), at_most=LONGEST) if given not in (None, "") else ""
        if not text:
            return None
        try:
            return self._of_kind(text)
        except (ValueError, KeyError, InvalidOperation):
            raise Refused(_("%(field)s: “%(text)s” will not do here.") % {"field": self, "text": text}, field=f"own_{self.key}") from None

    def _of_kind(self, text: str) -> Any:
        if self.kind == FieldKind.NUMBER:
            number = Decimal(text.replace(",", "."))
            if not number.is_finite() or abs(number) >= 10**15:
                raise ValueError
            return int(number) if number == number.to_integral_value() else float(number)
        if self.kind == FieldKind.TRUTH:
            return {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}[text.lower()]
        if self.kind == FieldKind.DAY:
            return date.fromisoformat(text).isoformat()
        if self.kind == FieldKind.CHOICE and text not in self.choices:
            raise ValueError
        return text

    def shown(self, value: Any) -> Any:
        """The value as people read it."""
        if self.kind == FieldKind.TRUTH:
            return _("yes") if value else _("no")
        return date.fromisoformat(value) if self.kind == FieldKind.DAY else value


def fields_of(kept: list[dict[str, Any]]) -> list[OwnField]:
    return [OwnField(one["key"], FieldKind(one["kind"]), one["names"], tuple(one.get("choices", ()))) for one in kept]


def cleaned_fields(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The fields of a type as they are kept. Refuses one without a name, two of one name, and a choice of less than two."""
    require(len(given) <= MOST_FIELDS, _("At most %(count)d own fields.") % {"count": MOST_FIELDS}, field="fields")
    kept: list[dict[str, Any]] = []
    for one in given:
        names = {code: text for code, name in one["names"].items() if (text := one_line(storable(str(name)), at_most=60))}
        key = str(one.get("key") or slugify(names.get("en", "")).replace("-", "_"))[:40]
        require(names.get("en") and key, _("Each own field needs an English name with letters in it."), field="fields")
        require(key not in {each["key"] for each in kept}, _("“%(name)s” is there twice.") % {"name": names["en"]}, field="fields")
        choices = [text for choice in one.get("choices", ()) if (text := one_line(storable(str(choice)), at_most=80))]
        if one["kind"] == FieldKind.CHOICE:
            require(2 <= len(choices) <= MOST_CHOICES, _("“%(name)s” needs two choices at least.") % {"name": names["en"]}, field="fields")
        kept.append({"key": key, "kind": FieldKind(one["kind"]).value, "names": names, "choices": choices})
    return kept


def cleaned_values(kept: list[dict[str, Any]], given: dict[str, Any]) -> dict[str, Any]:
    """The values of a type's own fields; what the type has no field for is left out."""
    return {one.key: value for one in fields_of(kept) if (value := one.cleaned(given.get(one.key))) is not None}
