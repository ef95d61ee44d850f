"""What stands on a rota."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


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
