"""Which entries: about a thing somebody typed, by somebody, of a person who wants to be forgotten."""

import re
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.models import Entry
from vakdesk.logbook.queries import EntryQuerySet
from vakdesk.logbook.redaction import REDACTED
from vakdesk.people.models import Person
from vakdesk.records.models import Record, RecordModel

PERSON_TYPE = Person._meta.label_lower


class Reach(models.TextChoices):
    """Which of a person's entries are meant."""

    BOTH = "both", _("What they did and what was done about them")
    BY = "by", _("What they did")
    ABOUT = "about", _("What was done about them")


def by_somebody(rows: EntryQuerySet, text: str) -> EntryQuerySet:
    """Entries of the people named like `text`, and of the machines so called."""
    people = Person.objects.named_like(text).values("pk")
    return rows.filter(Q(actor__in=people) | Q(on_behalf_of__in=people) | Q(machine=text.strip().lower()))


def about(rows: EntryQuerySet, text: str) -> EntryQuerySet:
    """Entries about the record with that reference, or about a row named "people.person 12"."""
    if named := re.fullmatch(r"([a-z_]+\.[a-z_]+)[ :](\d{1,18})", text.strip().lower()):
        return rows.filter(subject_type=named[1], subject_id=int(named[2]))
    record = Record.objects.filter(reference=text.strip().upper()).first()
    if record is None:
        return rows.filter(subject_reference=text.strip().upper())
    types = [model._meta.label_lower for model in apps.get_models() if issubclass(model, Record | RecordModel)]
    return rows.filter(subject_type__in=types, subject_id=record.pk)


def of_correlation(rows: EntryQuerySet, text: str) -> EntryQuerySet:
    """Everything one request, message or job brought about."""
    try:
        return rows.filter(correlation=UUID(text.strip()))
    except ValueError:
        return rows.none()


def erasable(person: Person, reach: str = Reach.BOTH) -> EntryQuerySet:
    """The person's entries whose sealed particulars are still there."""
    did = Q(actor=person) | Q(on_behalf_of=person)
    told = Q(subject_type=PERSON_TYPE, subject_id=person.pk) & ~Q(verb=REDACTED.name)  # which names only who erased
    meant = {Reach.BY: did, Reach.ABOUT: told}.get(Reach(reach), did | told)
    return Entry.objects.filter(meant, sealed__isnull=False)


def counted_by_verb(entries: EntryQuerySet) -> list[tuple[str, int]]:
    """How many entries of each verb, the most frequent first."""
    return list(entries.order_by().values_list("verb").annotate(number=Count("pk")).order_by("-number", "verb"))
