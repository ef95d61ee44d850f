"""The scale, in words and faces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Score(models.IntegerChoices):
    VERY_BAD = 1, _("Very bad")
    BAD = 2, _("Bad")
    FAIR = 3, _("So-so")
    GOOD = 4, _("Good")
    VERY_GOOD = 5, _("Very good")


FACES = {Score.VERY_BAD: "angry", Score.BAD: "frown", Score.FAIR: "meh", Score.GOOD: "smile", Score.VERY_GOOD: "laugh"}
#: Up to here somebody calls and asks what went wrong.
LOW = Score.BAD
