"""Codes of this room: after which acts a rule is asked, what it does, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import choice, named

#: The name by which permissions know the machine that does what rules say.
RULES = "rules"


class Trigger(models.TextChoices):
    """The act on a ticket after which a rule is asked."""

    REPORTED = "reported", _("A ticket is reported or registered")
    CLASSIFIED = "classified", _("It is classified or prioritised")
    EDITED = "edited", _("Its subject, kind or requester is changed")
    MOVED = "moved", _("It is sent or handed to another team")
    TAKEN = "taken", _("Somebody takes it, or is given it")
    HEARD = "heard", _("The requester replies")
    ANSWERED = "answered", _("The desk replies")
    NOTED = "noted", _("An internal note is written")
    TAGGED = "tagged", _("A tag is put on it or taken off")
    HELD = "held", _("It is put on hold")
    RESUMED = "resumed", _("It is resumed")
    ESCALATED = "escalated", _("A lead is asked")
    RESOLVED = "resolved", _("It is resolved")
    DISPUTED = "disputed", _("The requester says that it does not work yet")
    REOPENED = "reopened", _("It is reopened")
    CLOSED = "closed", _("It is closed")


class What(models.TextChoices):
    """What a rule does, in the order in which it is done."""

    CLASSIFY = "classify", _("Classify it")
    TAG = "tag", _("Tag it")
    ROUTE = "route", _("Send it to a team")
    WATCH = "watch", _("Add a watcher")
    TASK = "task", _("Put a task on it")
    ANSWER = "answer", _("Send a first answer")
    ESCALATE = "escalate", _("Ask the lead")


class Outcome(models.TextChoices):
    """What came of a rule that fits."""

    DONE = "done", _("done")
    PARTLY = "partly", _("partly done")
    REFUSED = "refused", _("refused")
    BROKEN = "broken", _("skipped: the rule is broken")
    STOPPED = "stopped", _("stopped: it went round in a circle")


TRIGGER = choice(Trigger)
RULE = named("rules.Rule", "rule")
