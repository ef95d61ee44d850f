"""Can this device be what a profile asks for, and was it built as designed? Verdicts with their reasons, for pages and for acts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.inventory.kinds import Fit, Outcome, Part
from vakdesk.inventory.models import CheckResult, Edition, Item, Preparation
from vakdesk.inventory.own_fields import fields_of


@dataclass(frozen=True)
class Verdict:
    """Of one requirement: what is asked, what there is, and whether that will do."""

    label: str
    wanted: str
    found: str
    fit: Fit


@dataclass(frozen=True)
class Built:
    """Of one check: what the profile asks and how to verify it, and how it came out, "" while nobody has looked."""

    key: str
    part: str
    what: str
    verify: str
    outcome: str
    outcome_label: str
    note: str
    by: str
    at: Any


def verdicts(item: Item, edition: Edition) -> list[Verdict]:
    """Own fields of the item against the edition's requirements; what the register does not say is unknown."""
    own = {one.key: one for one in fields_of(item.type.fields)}
    found = []
    for one in edition.requirements:
        key, least = one["field"], one["least"]
        value = item.values.get(key)
        label = str(own[key]) if key in own else key
        shown = _("not known") if value is None else str(own[key].shown(value)) if key in own else str(value)
        found.append(Verdict(label, _wanted(least), shown, _fit(value, least)))
    return found


def _wanted(least: Any) -> str:
    if isinstance(least, bool):
        return _("yes") if least else _("no")
    return _("at least %(least)s") % {"least": least} if isinstance(least, int | float) else str(least)


def _fit(value: Any, least: Any) -> Fit:
    if value is None:
        return Fit.UNKNOWN
    if isinstance(least, int | float) and not isinstance(least, bool):
        fits = isinstance(value, int | float) and value >= least
    elif isinstance(least, str):
        fits = str(value).casefold() == least.casefold()
    else:
        fits = value == least
    return Fit.FITS if fits else Fit.MISFIT


def overall(found: list[Verdict]) -> Fit:
    """The worst of them."""
    fits = {one.fit for one in found}
    return Fit.MISFIT if Fit.MISFIT in fits else Fit.UNKNOWN if Fit.UNKNOWN in fits else Fit.FITS


def built(preparation: Preparation, results: Mapping[str, CheckResult]) -> list[Built]:
    """The checks of the edition in their order, each with how it came out."""
    rows = []
    for one in preparation.edition.checks if preparation.edition else []:
        result = results.get(one["key"])
        rows.append(
            Built(
                one["key"],
                str(Part(one["part"]).label),
                one["what"],
                one["verify"],
                result.outcome if result else "",
                str(Outcome(result.outcome).label) if result else _("not looked at"),
                result.note if result else "",
                result.checked_by.name if result and result.checked_by else "",
                result.at if result else None,
            )
        )
    return rows
