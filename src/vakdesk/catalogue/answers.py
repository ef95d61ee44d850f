"""What is filled in: what an answer means and how it is kept, what a field begins with, and how it reads afterwards.

Kept are texts, and lists of texts for several choices and for two dates. A person and a service are kept as "#" and their number,
so that their names are read anew by whoever may see them. Files lie beside the answers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vakdesk.access.actors import Actor
from vakdesk.catalogue.fields import Answer, Answers, Field, decimal_of, fits
from vakdesk.catalogue.kinds import CHOOSING, LISTED, FieldKind, Prefill
from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence, require
from vakdesk.kit.text import digits, fold, storable
from vakdesk.people.actions import is_mail_address
from vakdesk.people.fields import find_people, label_of
from vakdesk.people.models import Person
from vakdesk.services.models import Service

LONGEST_SHORT, LONGEST_LONG, LONGEST_URL = 200, 4000, 500
#: All that is filled in together, so that it stays one message that somebody reads.
LONGEST_TOGETHER = 40_000


def name_of(field: Field) -> str:
    """What its field is called in forms."""
    return f"answer_{field.key}"


def understood(field: Field, raw: Any, by: Actor) -> Answer:
    """The answer as it is kept; "" or [] for none. What is kept already is understood as itself. Refuses, in a sentence, what it cannot be."""
    if field.kind in (FieldKind.CHOICES, FieldKind.DATES):
        given = [storable(str(one)).strip()[:LONGEST_SHORT] for one in (raw if isinstance(raw, list | tuple) else [raw or ""])][:50]
        return _chosen(field, [one for one in given if one]) if field.kind == FieldKind.CHOICES else _dates(field, given)
    require(raw is None or isinstance(raw, str), _("An answer is text."), field=name_of(field))
    text = storable(raw or "").strip()
    return _MEANINGS.get(field.kind, _text)(field, text, by) if text else ""


def whole(field: Field, answer: Answer) -> None:
    """Refuses a field without the answer that it needs."""
    require(answer or not field.required or field.is_silent, _("We need this."), field=name_of(field))


def begun_with(fields: Iterable[Field], person: Person, last: Answers, link: Mapping[str, Any]) -> dict[str, Answer]:
    """What fields begin with, raw: by the link, else by the last time, else by what is known of the person."""
    known: dict[str, Callable[[], str]] = {
        Prefill.NAME: lambda: person.name,
        Prefill.EMAIL: lambda: person.email,
        Prefill.PHONE: lambda: person.phone,
        Prefill.JOB: lambda: person.job_title,
        Prefill.ORGANISATION: lambda: str(person.organisation or ""),
    }
    found: dict[str, Answer] = {}
    for field in fields:
        if field.key in link and field.kind != FieldKind.FILES:
            found[field.key] = link[field.key]
        elif field.prefill == Prefill.LAST and field.key in last:
            found[field.key] = last[field.key]
        elif field.prefill == Prefill.NAME and field.kind == FieldKind.PERSON:
            found[field.key] = f"#{person.pk}"
        elif field.prefill in known and field.kind != FieldKind.PERSON:
            found[field.key] = known[field.prefill]()
    return found


def colleagues(text: str, by: Actor | None) -> Iterable[Person]:
    """Whom somebody may name: whom they see; besides, in their own organisation, who has exactly that name or address. Nothing is
    suggested to whoever does not see them: only what one knows whole is found."""
    if by is None:
        return []
    found = list(find_people(text, by))
    if found or by.person_id is None or not text.strip():
        return found
    same = Person.objects.active().filter(organisation__people=by.person_id).select_related("organisation")  # anyone: named whole
    address = text[text.rfind("<") + 1 :].strip().rstrip(">").lower()
    if is_mail_address(address):
        return list(same.with_address(address)[:1])
    return list(same.filter(folded=fold(text.strip()))[:5])


@dataclass(frozen=True)
class Row:
    """A field with what was answered, in words. `parts` are those of several; nothing was answered where it is empty."""

    field: Field
    parts: tuple[Sentence, ...]

    @property
    def words(self) -> str:
        return ", ".join(map(str, self.parts))


def rows(fields: Iterable[Field], answers: Answers, files: Mapping[str, list[str]] | None = None) -> list[Row]:
    """Each field that can be answered, in words. At most two queries, and only where persons or services were named."""
    fields = [field for field in fields if not field.is_silent]
    names = _names(fields, answers)
    return [Row(field, _in_words(field, answers.get(field.key, ""), names, (files or {}).get(field.key, []))) for field in fields]


def told(shown: Iterable[Row]) -> str:
    """As text, what was answered."""
    return "\n".join(f"{row.field}\n{row.words}\n" for row in shown if row.parts).strip()


def _names(fields: Iterable[Field], answers: Answers) -> dict[tuple[str, str], str]:
    def keys(kind: str) -> set[int]:
        given = (answers.get(field.key, "") for field in fields if field.kind == kind)
        return {int(one[1:]) for one in given if isinstance(one, str) and one[1:].isdecimal()}

    found: dict[tuple[str, str], str] = {}
    if people := keys(FieldKind.PERSON):
        found |= {(FieldKind.PERSON, f"#{one.pk}"): one.name for one in Person.objects.filter(pk__in=people)}  # anyone: named by who asks
    if services := keys(FieldKind.SERVICE):
        found |= {(FieldKind.SERVICE, f"#{one.pk}"): str(one) for one in Service.objects.filter(pk__in=services)}  # anyone: as above
    return found


def _in_words(field: Field, answer: Answer, names: Mapping[tuple[str, str], str], files: list[str]) -> tuple[Sentence, ...]:
    if field.kind == FieldKind.FILES:
        return tuple(files)
    if not answer:
        return ()
    if isinstance(answer, list):
        return (
            (_("%(first)s until %(last)s") % {"first": _day(answer[0]), "last": _day(answer[1])},)
            if field.kind == FieldKind.DATES
            else tuple(field.options.get(one, one) for one in answer)
        )
    if field.kind in LISTED:
        return (field.options.get(answer, answer),)
    if field.kind == FieldKind.DATE:
        return (_day(answer),)
    if field.kind in (FieldKind.PERSON, FieldKind.SERVICE):
        return (names.get((field.kind, answer), "–"),)
    if field.kind == FieldKind.MONEY:
        return (f"€ {number_format(decimal_of(answer), decimal_pos=2, use_l10n=True, force_grouping=True)}",)
    if field.kind == FieldKind.NUMBER:
        return (f"{number_format(decimal_of(answer), use_l10n=True)} {field.unit}".strip(),)
    return (answer,)


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")


def _refuse(field: Field, holds: Any, sentence: Sentence) -> None:
    require(holds, sentence, field=name_of(field))


def _text(field: Field, text: str, by: Actor) -> str:
    most = LONGEST_LONG if field.kind == FieldKind.LONG else LONGEST_SHORT
    low, high = decimal_of(field.low), decimal_of(field.high)
    most = min(most, int(high)) if high is not None else most
    _refuse(
        field,
        len(text) <= most,
        ngettext("At most %(count)d letter, please.", "At most %(count)d letters, please.", most) % {"count": most},
    )
    least = int(low) if low is not None else 0
    _refuse(
        field,
        len(text) >= least,
        ngettext("At least %(count)d letter, please.", "At least %(count)d letters, please.", least) % {"count": least},
    )
    one_line = field.kind == FieldKind.LONG or not any(ord(letter) < 32 for letter in text)
    _refuse(field, one_line, _("Write it on one line."))
    _refuse(
        field,
        not field.shape or fits(field.shape, text),
        _("Write it like %(shape)s: 9 is a digit, A a letter, X either.") % {"shape": field.shape},
    )
    return text


def _listed(field: Field, text: str, by: Actor) -> str:
    _refuse(field, text in field.options, _("Choose one of the answers."))
    return text


def _number(field: Field, text: str, by: Actor) -> str:
    amount = decimal_of(text.removeprefix("€") if field.kind == FieldKind.MONEY else text)
    _refuse(field, amount is not None, _("Write a number, like 12 or 12,50."))
    assert amount is not None
    cents = field.kind == FieldKind.MONEY
    _refuse(field, not cents or amount == round(amount, 2), _("At most two digits after the point."))
    low, high = decimal_of(field.low), decimal_of(field.high)
    _refuse(field, low is None or amount >= low, _("At least %(bound)s, please.") % {"bound": field.low})
    _refuse(field, high is None or amount <= high, _("At most %(bound)s, please.") % {"bound": field.high})
    return f"{amount:.2f}" if cents else f"{amount.normalize():f}"


def _date_in(field: Field, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None  # type: ignore[assignment]
    _refuse(field, day is not None and 1900 <= day.year <= 2200, _("Write a date like 2026-09-01."))
    today = timezone.localdate(clock.now())
    low, high = decimal_of(field.low), decimal_of(field.high)
    bounds = (timedelta(days=max(-36_500, min(36_500, int(one)))) if one is not None else None for one in (low, high))
    first, last = (today + one if one is not None else None for one in bounds)
    _refuse(field, first is None or day >= first, _("Not before %(day)s, please.") % {"day": first and _day(first.isoformat())})
    _refuse(field, last is None or day <= last, _("Not after %(day)s, please.") % {"day": last and _day(last.isoformat())})
    return day


def _one_date(field: Field, text: str, by: Actor) -> str:
    return _date_in(field, text).isoformat()


def _dates(field: Field, given: list[str]) -> list[str]:
    if not any(given):
        return []
    _refuse(field, len(given) == 2 and all(given), _("Give both dates: from and until."))
    first, last = (_date_in(field, one) for one in given)
    _refuse(field, first <= last, _("The last day is before the first."))
    return [first.isoformat(), last.isoformat()]


def _chosen(field: Field, given: list[str]) -> list[str]:
    _refuse(field, set(given) <= set(field.options), _("Choose one of the answers."))
    chosen = [key for key in field.options if key in given]
    low, high = decimal_of(field.low), decimal_of(field.high)
    _refuse(field, not chosen or low is None or len(chosen) >= low, _("Choose at least %(count)s.") % {"count": field.low})
    _refuse(field, high is None or len(chosen) <= high, _("Choose at most %(count)s.") % {"count": field.high})
    return chosen


def _email(field: Field, text: str, by: Actor) -> str:
    _refuse(field, len(text) <= 254 and is_mail_address(text), _("That is not a mail address. Write it like name@example.org."))
    return text


def _phone(field: Field, text: str, by: Actor) -> str:
    sound = len(text) <= 40 and 3 <= len(digits(text)) <= 15 and not set(text) - set("0123456789 +-()./")
    _refuse(field, sound, _("That is not a phone number. Write it like +31 6 1234 5678."))
    return text


def _url(field: Field, text: str, by: Actor) -> str:
    text = text if "://" in text else f"https://{text}"
    sound = len(text) <= LONGEST_URL and not any(letter.isspace() for letter in text)
    try:
        parts = urlsplit(text) if sound else None
    except ValueError:
        parts = None
    _refuse(
        field,
        parts and parts.scheme in ("http", "https") and "." in (parts.hostname or ""),
        _("That is not a web address. Write it like https://example.org."),
    )
    return text


def _person(field: Field, text: str, by: Actor) -> str:
    if text[0] == "#" and text[1:].isdecimal() and len(text) < 18:
        known = Person.objects.active().filter(pk=int(text[1:]))
        theirs = known.visible_to(by).exists() or known.filter(organisation__people=by.person_id).exists()
        _refuse(field, theirs, _("That person is not there."))
        return text
    found = list(colleagues(text[:LONGEST_SHORT], by))
    exactly = [one for one in found if label_of(one) == text] or found
    _refuse(field, exactly, _("Nobody found. Write the whole name or the whole mail address."))
    _refuse(field, len(exactly) == 1, _("Several people are called so. Write their mail address."))
    return f"#{exactly[0].pk}"


def _service(field: Field, text: str, by: Actor) -> str:
    _refuse(field, text in dict(service_choices()), _("Choose one of the services."))
    return text


def service_choices() -> list[tuple[str, str]]:
    """Those in use, by how they are kept."""
    return [(f"#{one.pk}", str(one)) for one in Service.objects.active()]  # anyone: what the house offers has a name for everybody


_MEANINGS: dict[str, Callable[[Field, str, Actor], str]] = {
    **dict.fromkeys({*CHOOSING, FieldKind.YES_NO} - {FieldKind.CHOICES}, _listed),
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _number,
    FieldKind.DATE: _one_date,
    FieldKind.EMAIL: _email,
    FieldKind.PHONE: _phone,
    FieldKind.URL: _url,
    FieldKind.PERSON: _person,
    FieldKind.SERVICE: _service,
}
