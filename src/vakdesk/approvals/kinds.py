"""The words of approvals: how one stands, what an approver answered, why one fell."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import choice, named


class State(models.TextChoices):
    ASKED = "asked", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Not approved")
    EXPIRED = "expired", _("Nobody decided in time")
    WITHDRAWN = "withdrawn", _("Not needed any more")
    FALLEN = "fallen", _("Fell, because it changed")


class Answer(models.TextChoices):
    """What became of one seat. LEFT: enough others had approved, or it was over before."""

    OPEN = "open", _("not yet")
    YES = "yes", _("approved")
    NO = "no", _("refused")
    LEFT = "left", _("not needed")


#: States that an approval can still leave by itself: what was approved falls until it was carried out.
MAY_FALL = (State.ASKED, State.APPROVED)

APPROVAL = named("approvals.Approval", "approval")
ANSWER = choice(Answer)
