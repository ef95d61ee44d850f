"""The roles people hold. What a role may do is code (each room's permissions.py); who holds it, and where, is data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REQUESTER = "requester", _("Requester")
    TRAINEE = "trainee", _("Trainee")
    AGENT = "agent", _("Agent")
    LEAD = "lead", _("Team lead")
    COACH = "coach", _("Coach")
    WITNESS = "witness", _("Witness")
    ASSESSOR = "assessor", _("Assessor")
    VERIFIER = "verifier", _("Internal verifier")
    AWARDER = "awarder", _("Awarding decision-maker")
    SECURITY = "security", _("Security officer")
    PRIVACY = "privacy", _("Privacy officer")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


#: Those who do the desk's daily work.
DESK = (Role.TRAINEE, Role.AGENT, Role.LEAD)
