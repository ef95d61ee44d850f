"""Codes of this room: where a delivery stands, why it failed, whom an endpoint speaks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import Audience, choice


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    GIVEN_UP = "given_up", _("given up")


class Fault(models.TextChoices):
    """Why an attempt failed, in a word; what the other side wrote back is not kept, for it may hold anything."""

    STATUS = "status", _("It answered with an error.")
    REDIRECT = "redirect", _("It answered with a redirect, which is not followed. Enter the address it leads to.")
    ADDRESS = "address", _("Its name does not lead to a public address.")
    UNKNOWN = "unknown", _("Its name is not known.")
    REFUSED = "refused", _("It could not be reached.")
    SLOW = "slow", _("It took too long to answer.")
    TLS = "tls", _("Its certificate is not to be trusted.")
    LARGE = "large", _("Its answer was too long.")
    SEALED = "sealed", _("The secret was sealed under another key. Make a new one.")


class Reach(models.TextChoices):
    """The acts an endpoint may be told of, by who may read them here."""

    REQUESTER = Audience.REQUESTER.value, _("What requesters may read")
    STAFF = Audience.STAFF.value, _("What the desk may read")
    NEED_TO_KNOW = Audience.NEED_TO_KNOW.value, _("Everything, also restricted records and sign-ins")


FAULT = choice(Fault)
REACH = choice(Reach)
