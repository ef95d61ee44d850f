"""What stands on a rota."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import choice


class ShiftKind(models.TextChoices):
    SHIFT = "shift", _("Shift")
    PHONE = "phone", _("Phone turn")
    LESSONS = "lessons", _("Lesson block")
    ABSENCE = "absence", _("Absence")


#: Who is away does no shift: these outrank the others.
AWAY = (ShiftKind.LESSONS, ShiftKind.ABSENCE)
#: As long as one may be. Who is away may be away for long.
LONGEST = {
    ShiftKind.SHIFT: timedelta(hours=24),
    ShiftKind.PHONE: timedelta(hours=24),
    ShiftKind.LESSONS: timedelta(days=7),
    ShiftKind.ABSENCE: timedelta(days=366),
}


class AppointmentKind(models.TextChoices):
    APPOINTMENT = "appointment", _("Appointment")
    VISIT = "visit", _("Site visit")
    REMOTE = "remote", _("Remote session")


class AppointmentState(models.TextChoices):
    PLANNED = "planned", _("planned")
    BEGUN = "begun", _("going on")
    OVER = "over", _("over")
    CANCELLED = "cancelled", _("called off")


class Consent(models.TextChoices):
    """How a user agreed that somebody looks at their screen."""

    PHONE = "phone", _("by phone")
    WRITING = "writing", _("in writing")
    PERSON = "person", _("in person")


class Safe(models.TextChoices):
    """An answer on the safety checklist of a site visit."""

    YES = "yes", _("yes")
    NOT_NEEDED = "not_needed", _("does not apply")
    NO = "no", _("not yet")


APPOINTMENT_KIND, CONSENT = choice(AppointmentKind), choice(Consent)
SAFE = choice(Safe)
