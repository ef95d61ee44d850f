"""The words of the catalogue: what a field takes, how a condition compares, how often something costs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import named


class FieldKind(models.TextChoices):
    TEXT = "text", _("a short text")
    LONG = "long", _("a long text")
    YES_NO = "yes_no", _("yes or no")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("any of several")
    DATE = "date", _("a date")
    DATES = "dates", _("from a date until a date")
    NUMBER = "number", _("a number")
    MONEY = "money", _("an amount of money")
    PERSON = "person", _("a person")
    SERVICE = "service", _("a service")
    EMAIL = "email", _("a mail address")
    PHONE = "phone", _("a phone number")
    URL = "url", _("a web address")
    FILES = "files", _("files")
    NOTE = "note", _("a note, nothing to fill in")
    SECTION = "section", _("a new part of the form, on a page of its own")


#: What nobody fills in.
SILENT = frozenset({FieldKind.NOTE, FieldKind.SECTION})
CHOOSING = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
#: What has one or several answers that can be listed.
LISTED = CHOOSING | {FieldKind.YES_NO}
COUNTED = frozenset({FieldKind.NUMBER, FieldKind.MONEY})
#: What `low` and `high` mean something for: length, amount, how many are chosen, days from today.
BOUNDED = COUNTED | {FieldKind.TEXT, FieldKind.LONG, FieldKind.CHOICES, FieldKind.DATE, FieldKind.DATES}


class Compares(models.TextChoices):
    """How a condition looks at the answer to another field."""

    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    AT_LEAST = "at_least", _("is at least")
    AT_MOST = "at_most", _("is at most")
    GIVEN = "given", _("is filled in")


class Prefill(models.TextChoices):
    """What a field begins with. A link to the form may name a value for any field besides."""

    NOTHING = "", _("nothing")
    NAME = "name", _("the name of whoever asks")
    EMAIL = "email", _("their mail address")
    PHONE = "phone", _("their phone number")
    JOB = "job", _("their job")
    ORGANISATION = "organisation", _("their organisation")
    LAST = "last", _("what they answered the last time")


class Per(models.TextChoices):
    """How often it costs that."""

    ONCE = "once", _("once")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")


class Whom(models.TextChoices):
    """By what somebody is one of those who may ask."""

    ORGANISATION = "organisation", _("organisation")
    TEAM = "team", _("team")
    GROUP = "group", _("group")
    ROLE = "role", _("role")


OFFERING = named("catalogue.Offering", "offering")
