"""The field's words: kinds of evidence, where it comes from, how it stands, and on what ground a client's tickets may be used."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import Kind, Words, choice
from vakdesk.standards.crosswalk import activities


class EvidenceKind(TextChoices):
    WORK = "work", _("Work at the desk")
    OBSERVATION = "observation", _("Observation")
    WITNESS = "witness", _("Witness statement")
    UPLOAD = "upload", _("Something made elsewhere")
    CERTIFICATE = "certificate", _("Certificate from outside")


class Origin(TextChoices):
    REAL = "real", _("real work")
    SIMULATED = "simulated", _("practice")
    BROUGHT = "brought", _("brought in from outside")
    STATED = "stated", _("seen by a person")


class EvidenceState(TextChoices):
    """Nothing counts that its person has not submitted."""

    ASKED = "asked", _("the witness was asked")
    OFFERED = "offered", _("waiting to be submitted")
    SUBMITTED = "submitted", _("submitted")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ERASED = "erased", _("erased: only its mark is left")


class Basis(TextChoices):
    """The ground of processing, in the order of article 6(1) GDPR."""

    CONTRACT = "contract", _("performance of a contract")
    LEGAL = "legal", _("a legal obligation")
    PUBLIC_TASK = "public_task", _("a public task, such as education")
    INTEREST = "interest", _("a legitimate interest")


class Level(IntegerChoices):
    """How somebody rates themselves, or their coach does: two views side by side, never averaged, and never evidence."""

    NOT_YET = 1, _("not yet")
    WITH_HELP = 2, _("with help")
    ALONE = 3, _("alone")
    TEACHES = 4, _("well enough to show others")


class Readiness(TextChoices):
    """What may be said of a node before an assessor has looked. Never a verdict."""

    READY = "ready", _("Ready to be assessed")
    MORE = "more", _("More needed")
    SEEN = "seen", _("Must be seen")


class CopyState(TextChoices):
    PREPARED = "prepared", _("waits for a second person")
    RELEASED = "released", _("may leave the desk")
    REFUSED = "refused", _("sent back")


def _activities_in_words(values: Iterable[Any]) -> Mapping[Any, Words]:
    known = activities()
    return {value: "; ".join(str(known[code]) for code in value.split(", ") if code in known) for value in values}


BASIS = choice(Basis)
LEVEL = choice(Level)
EVIDENCE_KIND = choice(EvidenceKind)
#: Codes of the crosswalk, "A06, A09".
ACTIVITIES = Kind("competence.activities", _activities_in_words)
