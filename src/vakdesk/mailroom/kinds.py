"""What becomes of a message that arrives, and the reasons in words."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    ARRIVED = "arrived", _("arrived")
    TICKET = "ticket", _("new ticket")
    REPLY = "reply", _("reply")
    NOTE = "note", _("internal note")
    HELD = "held", _("waits for approval")
    IGNORED = "ignored", _("left aside")
    DUPLICATE = "duplicate", _("known already")
    QUARANTINED = "quarantined", _("quarantine")
    DISCARDED = "discarded", _("discarded")


#: What somebody's mail became when it was taken in.
TAKEN_IN = (Outcome.TICKET, Outcome.REPLY, Outcome.NOTE)


class Authenticity(models.TextChoices):
    """What the receiving host found about the domain of the sender."""

    UNCHECKED = "", _("not checked")
    PASSED = "passed", _("confirmed by the mail server")
    FAILED = "failed", _("refuted by the mail server")


class BreakerKind(models.TextChoices):
    ADDRESS = "address", _("a sender")
    MAILBOX = "mailbox", _("a mailbox")


#: By code, or by the part of it before the point.
REASONS: dict[str, str | Promise] = {
    "bounce": _("A mail system says that something could not be delivered."),
    "auto-reply": _("An automatic answer."),
    "receipt": _("A read receipt."),
    "complaint": _("A feedback report of a mail provider."),
    "own": _("Our own mail came back."),
    "calendar": _("An invitation or the answer to one."),
    "spam": _("The receiving mail server says it is spam."),
    "list": _("Mail to a list, or to many."),
    "empty": _("The message is empty."),
    "size": _("The message is larger than we read."),
    "depth": _("Messages are enclosed in messages more deeply than we read."),
    "parts": _("The message has more parts than we read."),
    "header": _("A header is longer than we read."),
    "headers": _("This does not look like a mail message."),
    "fault": _("Reading it failed. This is a fault of ours."),
    "interrupts": _("Whoever took it up was interrupted, several times. This is a fault of ours."),
    "sender": _("Nobody with a valid address is named as its sender."),
    "authors": _("It names several authors; who speaks cannot be told."),
    "refused": _("The desk refused it."),
    "unknown": _("The desk does not know this sender."),
    "forwarded": _("Somebody the desk does not know passes on that a mail was not delivered."),
    "breaker.address": _("Too much mail came from this sender within an hour."),
    "breaker.mailbox": _("Too much mail of unknown senders came into this mailbox within an hour."),
    "unverified.stranger": _("The sender does not take part in this ticket."),
    "unverified.agent": _("A colleague's address, but nothing proves that we wrote to it about this ticket."),
    "unverified.address": _("A colleague's address that was never proved to be theirs."),
    "unverified.token": _("It carries the reply token of somebody else or of another ticket."),
    "unverified.failed": _("The mail server says that it does not come from the sender's domain."),
    "answer.colleague": _("A colleague's answer to something internal."),
    "answer.waits": _("A trainee's answer: it waits for the coach to release it."),
    "answer.closed": _("An answer of a participant to a closed ticket."),
}


def reason_in_words(code: str) -> str | Promise:
    return REASONS.get(code) or REASONS.get(code.partition(".")[0], code)
