"""What can happen to mail that arrives."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, Kind, Verb, choice
from vakdesk.mailroom.kinds import BreakerKind, Outcome, reason_in_words
from vakdesk.mailroom.transport.kinds import Fault, fields_in_words

OUTCOME = choice(Outcome)
REASON = Kind("mail reason", lambda codes: {code: reason_in_words(code) for code in codes})

ARRIVED = Verb("mail.arrived", _("received a message ({size} bytes)"), carries={"sha256": PLAIN, "size": PLAIN}, icon="mail")
TAKEN_IN = Verb(
    "mail.taken_in", _("took the message in: {outcome}"), carries={"outcome": OUTCOME, "record": PLAIN, "message": PLAIN}, icon="inbox"
)
IGNORED = Verb("mail.ignored", _("left the message aside. {reason}"), carries={"reason": REASON}, icon="mail-x")
REPEATED = Verb("mail.repeated", _("knew the message already"), carries={"arrival": PLAIN}, icon="copy")
QUARANTINED = Verb("mail.quarantined", _("put the message into quarantine. {reason}"), carries={"reason": REASON}, icon="shield-alert")
RETRIED = Verb("mail.retried", _("tried the message again"), icon="rotate-cw")
DISCARDED = Verb("mail.discarded", _("discarded the message"), seals=("why",), icon="trash-2")
HELD = Verb("mail.held", _("kept the message until somebody approves its sender"), icon="hourglass")
APPROVED = Verb("mail.approved", _("approved the sender: {person}"), carries={"person": PERSON, "record": PLAIN}, icon="user-check")
ADOPTED = Verb("mail.adopted", _("said that {person} wrote the message"), carries={"person": PERSON, "record": PLAIN}, icon="user-check")

BREAKER = choice(BreakerKind)
BREAKER_OPENED = Verb(
    "mail.breaker_opened",
    _("held back the mail of {kind}: {most} messages came within an hour"),
    carries={"kind": BREAKER, "most": PLAIN},
    icon="circuit-board",
)
BREAKER_CLOSED = Verb(
    "mail.breaker_closed", _("let mail pass again; {letters} messages waited"), carries={"letters": PLAIN}, icon="circle-check"
)

FAULT = choice(Fault)
MAILBOX_FIELDS = Kind("mailbox fields", fields_in_words)

MAILBOX_ADDED = Verb("mailbox.added", _("added the mailbox"), icon="mail-plus")
MAILBOX_EDITED = Verb("mailbox.edited", _("changed {fields}"), carries={"fields": MAILBOX_FIELDS}, icon="pencil")
MAILBOX_PAUSED = Verb("mailbox.paused", _("paused the mailbox"), icon="circle-pause")
MAILBOX_RESUMED = Verb("mailbox.resumed", _("resumed the mailbox"), icon="circle-play")
MAILBOX_TESTED = Verb("mailbox.tested", _("tested the connection: it works"), icon="plug")
MAILBOX_FAILED = Verb("mailbox.failed", _("could not read the mailbox. {fault}"), carries={"fault": FAULT}, icon="triangle-alert")
MAILBOX_OUT = Verb(
    "mailbox.out", _("told the administrators that no mail comes in. {fault}"), carries={"fault": FAULT}, icon="triangle-alert"
)
MAILBOX_RECOVERED = Verb("mailbox.recovered", _("could read the mailbox again"), icon="circle-check")
