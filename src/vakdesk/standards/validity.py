"""What may be said about whether a standard still holds. The register decides; we say what is printed."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vakdesk.kit import clock


class Dated(Protocol):
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


@dataclass(frozen=True)
class Validity:
    tone: str
    short: str
    words: str


def validity(of: Dated) -> Validity:
    today = timezone.localdate(clock.now())
    starts = date_format(of.valid_from) if of.valid_from else ""
    ends = date_format(of.valid_to) if of.valid_to else ""
    if of.valid_to and of.valid_to < today:
        words = _("Expired on %(day)s. Check in the register whether this may still be awarded, and what replaced it.")
        return Validity("bad", _("expired on %(day)s") % {"day": ends}, words % {"day": ends})
    if of.valid_from and of.valid_from > today:
        return Validity("warn", _("from %(day)s") % {"day": starts}, _("In force from %(day)s, not before.") % {"day": starts})
    if of.valid_to:
        return Validity("good", _("until %(day)s") % {"day": ends}, _("In force until %(day)s.") % {"day": ends})
    if of.valid_from:
        words = _("In force from %(day)s; no end is printed. Check in the register whether it may still be awarded.")
        return Validity("good", _("from %(day)s") % {"day": starts}, words % {"day": starts})
    return Validity("warn", _("no dates printed"), _("The text prints no dates. Check in the register whether this may still be awarded."))
