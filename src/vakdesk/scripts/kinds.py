"""The words of question scripts: how a question is answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import named


class AnswerKind(models.TextChoices):
    TEXT = "text", _("in words")
    CHOICE = "choice", _("by choosing one")
    YES_NO = "yes_no", _("by yes or no")


#: What a yes or no is kept as.
YES_NO = {"yes": _("Yes"), "no": _("No")}

SCRIPT = named("scripts.Script", "script")
