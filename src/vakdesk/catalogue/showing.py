"""How a form, its conditions and what was answered read."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vakdesk.catalogue.fields import Field
from vakdesk.catalogue.kinds import BOUNDED, Compares, Per
from vakdesk.catalogue.models import Offering
from vakdesk.kit.errors import Sentence


def condition_in_words(field: Field, by_key: Mapping[str, Field]) -> Sentence:
    """When it is shown; "" for always."""
    if field.when is None:
        return ""
    other = by_key[field.when.key]
    answers = ", ".join(str(other.options.get(value, value)) for value in field.when.values)
    words = {
        Compares.IS: _("only if: %(field)s → %(answer)s"),
        Compares.IS_NOT: _("only if: %(field)s → not %(answer)s"),
        Compares.AT_LEAST: _("only if: %(field)s is at least %(answer)s"),
        Compares.AT_MOST: _("only if: %(field)s is at most %(answer)s"),
        Compares.GIVEN: _("only if: %(field)s is filled in"),
    }
    return words[Compares(field.when.compares)] % {"field": other, "answer": answers}


def limits_in_words(field: Field) -> Sentence:
    """What else is said about what it takes; "" for nothing."""
    bounds = [_("at least %(bound)s") % {"bound": field.low}] if field.low else []
    bounds += [_("at most %(bound)s") % {"bound": field.high}] if field.high else []
    said = [*(bounds if field.kind in BOUNDED else []), field.unit, field.shape]
    return ", ".join(str(one) for one in said if one)


def price_of(offering: Offering) -> Sentence:
    """What it costs, in words; "" where nothing is said."""
    cents = offering.price_cents
    if cents is None:
        return ""
    if cents == 0:
        return _("free")
    amount = f"€ {number_format(cents / 100, decimal_pos=0 if cents % 100 == 0 else 2, use_l10n=True, force_grouping=True)}"
    return amount if offering.per == Per.ONCE else f"{amount} {Per(offering.per).label}"


def takes(offering: Offering) -> Sentence:
    """How long it takes, in words; "" where nothing is said."""
    days = offering.takes_days
    if days is None:
        return ""
    return ngettext("%(count)d working day", "%(count)d working days", days) % {"count": days} if days else _("the same day")
