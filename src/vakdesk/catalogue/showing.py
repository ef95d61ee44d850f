"""How a form, its conditions and what was answered read."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vakdesk.catalogue.fields import Field, decimal_of
from vakdesk.catalogue.kinds import BOUNDED, Compares, FieldKind, Per
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
    if field.kind in (FieldKind.DATE, FieldKind.DATES):
        said = [_day_in_words(field.low, _("from")), _day_in_words(field.high, _("until"))]
    else:
        said = [
            _("at least %(bound)s") % {"bound": field.low} if field.low else "",
            _("at most %(bound)s") % {"bound": field.high} if field.high else "",
        ]
    return ", ".join(str(one) for one in [*(said if field.kind in BOUNDED else []), field.unit, field.shape] if one)


def _day_in_words(bound: str, before: Sentence) -> str:
    """“from today”, “until 30 days from today”; "" where there is no bound."""
    if not bound:
        return ""
    days = int(decimal_of(bound) or 0)
    many = ngettext("%(count)d day from today", "%(count)d days from today", days) % {"count": days}
    ago = ngettext("%(count)d day ago", "%(count)d days ago", -days) % {"count": -days}
    return f"{before} {_('today') if days == 0 else many if days > 0 else ago}"


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
