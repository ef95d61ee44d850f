"""The words of the access register: how a wish and a grant stand, what account work there is, what an owner said of a grant."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vakdesk.logbook.verbs import choice, named


class WishState(models.TextChoices):
    ASKED = "asked", _("Waits for approval")
    REFUSED = "refused", _("Not approved")
    TO_DO = "to_do", _("Approved, to be carried out")
    DONE = "done", pgettext_lazy("wish", "Given")
    STOPPED = "stopped", _("Not carried out")


class GrantState(models.TextChoices):
    HELD = "held", _("In force")
    REMOVING = "removing", _("To be taken away")
    REMOVED = "removed", _("Taken away")


#: Whoever has it can use it still.
IN_USE = (GrantState.HELD, GrantState.REMOVING)


class WhyRemoved(models.TextChoices):
    REVOKED = "revoked", _("it is no longer needed")
    REVIEWED = "reviewed", _("its owner revoked it in a review")
    EXPIRED = "expired", _("its time was over")
    LEFT = "left", _("the person left")


class AccountWork(models.TextChoices):
    CREATE = "create", _("Create an account")
    CHANGE = "change", _("Change an account")
    DISABLE = "disable", _("Disable an account")
    RESET = "reset", _("Reset a password")


class Verdict(models.TextChoices):
    UNDECIDED = "", _("Not decided")
    KEEP = "keep", _("Keep")
    REVOKE = "revoke", _("Revoke")


APPLICATION = named("grants.Application", "application")
RIGHT = named("grants.Right", "right")
CAMPAIGN = named("grants.Campaign", "campaign")
WORK = choice(AccountWork)
WHY_REMOVED = choice(WhyRemoved)
VERDICT = choice(Verdict)
