"""What somebody whose evidence speaks to an older standard still lacks for the one that replaces it, and why."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.kit.translated import in_active_language
from vakdesk.standards.outlines import Outline, Part, outlines, shipped


class Carries(TextChoices):
    """How far evidence under the older standard reaches."""

    WHOLE = "whole", gettext_lazy("carried over")
    PARTLY = "partly", gettext_lazy("partly: show what was added")
    LACKING = "lacking", gettext_lazy("still lacking")


@dataclass(frozen=True)
class Step:
    """One behaviour of the newer standard, what it is held by, and what is still to be shown."""

    part: Part
    carries: Carries
    why: str
    older: tuple[Part, ...]


@dataclass(frozen=True)
class Succession:
    older: Outline
    newer: Outline
    behaviours: dict[str, dict[str, object]]

    def steps(self, held: Collection[str]) -> list[Step]:
        """In the order of the newer standard. `held` are codes of the older one."""
        return [self._step(part, held) for part in self.newer.parts if part.code in self.behaviours]

    def dropped(self) -> list[Part]:
        """What the older standard asks and nothing in the newer one takes over."""
        taken = {code for told in self.behaviours.values() for code in told["from"]}  # type: ignore[attr-defined]
        return [part for part in self.older.parts if part.kind == "behaviour" and part.code not in taken]

    def _step(self, part: Part, held: Collection[str]) -> Step:
        told = self.behaviours[part.code]
        older = tuple(found for code in told["from"] if (found := self.older.part(code)))  # type: ignore[attr-defined]
        what_is_new = in_active_language(told.get("why", {}))  # type: ignore[arg-type]
        missing = [one.code for one in older if one.code not in held]
        if not older:
            return Step(part, Carries.LACKING, what_is_new, older)
        if missing:
            why = _("Nothing is held for %(codes)s, from which it would carry over.") % {"codes": ", ".join(missing)}
            return Step(part, Carries.LACKING, why, older)
        if told["how"] == "changed":
            return Step(part, Carries.PARTLY, what_is_new, older)
        return Step(part, Carries.WHOLE, "", older)


@cache
def from_23244() -> Succession:
    told = shipped("succession.json")
    return Succession(outlines()[told["from"]], outlines()[told["to"]], told["behaviours"])


def counted(steps: list[Step]) -> Counter[Carries]:
    return Counter(step.carries for step in steps)
