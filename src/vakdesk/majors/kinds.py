"""How far a major incident is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MajorState(models.TextChoices):
    DECLARED = "declared", _("going on")
    SOLVED = "solved", _("solved")
    STOOD_DOWN = "stood_down", _("stood down")


#: A news that is due within this many minutes is warned of, once.
WARN_MINUTES = 5
#: What came in so long before a major incident was declared may be about it.
LOOK_BACK_HOURS = 24
