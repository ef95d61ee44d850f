"""Codes of this room: by which way a notice goes, how that went, how somebody wants to hear, and why they hear at all."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import choice


class Channel(models.TextChoices):
    MAIL = "mail", _("mail")
    INBOX = "inbox", _("inbox")


class Kind(models.TextChoices):
    """What sort of mail it is, which decides its headers (RFC 3834: only what a person wrote is not automatic)."""

    NOTICE = "notice", _("Notice")
    REPLY = "reply", _("Reply")
    RECEIPT = "receipt", _("Acknowledgement")
    DIGEST = "digest", _("Digest")
    SYSTEM = "system", _("Signing in")


class Delivery(models.TextChoices):
    """Where a mail stands. GATHERED waits for a digest, BUNDLED went with one."""

    WAITING = "waiting", _("Waiting")
    GATHERED = "gathered", _("For the digest")
    BUNDLED = "bundled", _("In a digest")
    SENT = "sent", _("Sent")
    HELD = "held", _("Held")
    REFUSED = "refused", _("Refused")
    STUCK = "stuck", _("Stuck")
    EXPIRED = "expired", _("Too old to send")
    GIVEN_UP = "given_up", _("Given up")


#: Mails that did not arrive and wait for somebody to decide.
TROUBLED = (Delivery.STUCK, Delivery.REFUSED, Delivery.EXPIRED)


class Hold(models.TextChoices):
    """Why a mail is kept back."""

    ALLOW = "allow", _("Not on the allow-list")
    BOUNCES = "bounces", _("Mail to this address came back")
    HOURLY = "hourly", _("One acknowledgement per address and hour")


class How(models.TextChoices):
    """How somebody wants to hear about one sort of news."""

    AT_ONCE = "at_once", _("Mail at once")
    DIGEST = "digest", _("In my digest")
    INBOX = "inbox", _("Only in the inbox")


class Why(models.TextChoices):
    """Why somebody got a notice; the sentence stands at its foot."""

    REQUESTER = "requester", _("You get this because it is your report.")
    ASSIGNEE = "assignee", _("You get this because the ticket is yours.")
    OWNER = "owner", _("You get this because the task is yours.")
    KEEPER = "keeper", _("You get this because you keep it right.")
    TEAM = "team", _("You get this because you are in the team.")
    COACH = "coach", _("You get this because you look after what trainees write.")
    WATCHER = "watcher", _("You get this because you watch the ticket.")
    APPROVER = "approver", _("You get this because you are asked to decide.")
    AUTHOR = "author", _("You get this because you wrote it.")
    HOLDER = "holder", _("You get this because the device was or is yours to use.")
    DIGEST = "digest", _("You get this because you chose a digest.")
    LEARNER = "learner", _("You get this because the instruction was given to you.")
    HOUSE = "house", _("You get this because you look after the desk.")


HOW = choice(How)
FATE = choice(Delivery)
