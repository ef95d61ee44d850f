"""The words of the trade: kinds of ticket, states, why we wait, impact and urgency, how a solution was verified."""

from collections.abc import Iterable

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vakdesk.logbook.verbs import Kind, choice, named
from vakdesk.records.kinds import RecordType, record_types

TICKET = record_types.add(RecordType("ticket", "TK", _("Ticket"), "tickets:ticket"))


class TicketKind(models.TextChoices):
    INCIDENT = "incident", _("Incident")
    SERVICE_REQUEST = "service_request", _("Service request")
    INFORMATION = "information", _("Information request")
    ACCESS = "access", _("Access request")
    CHANGE_ENQUIRY = "change_enquiry", _("Change enquiry")
    COMPLAINT = "complaint", _("Complaint")


#: The same kinds in plain words, for requesters: what are you here for?
PLAIN_KINDS: dict[str, str | Promise] = {
    TicketKind.INCIDENT: _("Something does not work"),
    TicketKind.SERVICE_REQUEST: _("I need something"),
    TicketKind.INFORMATION: _("I have a question"),
    TicketKind.ACCESS: _("I need access to something"),
    TicketKind.CHANGE_ENQUIRY: _("I would like something to change"),
    TicketKind.COMPLAINT: _("I am not happy with how it went"),
}


class State(models.TextChoices):
    NEW = "new", pgettext_lazy("ticket state", "New")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING = "waiting", _("On hold")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")


OPEN = (State.NEW, State.IN_PROGRESS, State.WAITING)


class WaitingFor(models.TextChoices):
    """Pending: waiting for … Whom we wait for decides later which clocks hold."""

    REQUESTER = "requester", _("the requester")
    SUPPLIER = "supplier", _("a supplier")
    APPROVAL = "approval", _("an approval")
    COLLEAGUE = "colleague", _("another team")
    MOMENT = "moment", _("an agreed moment")


#: The same in plain words, for requesters. Why exactly is told in messages.
PLAIN_WAITING: dict[str, str | Promise] = {
    WaitingFor.REQUESTER: _("We wait for your answer."),
    WaitingFor.SUPPLIER: _("We wait for another company."),
    WaitingFor.APPROVAL: _("We wait until somebody says that it may be done."),
    WaitingFor.COLLEAGUE: _("We wait for our colleagues."),
    WaitingFor.MOMENT: _("We wait until the time we agreed on."),
}


class Level(models.IntegerChoices):
    """Impact and urgency, each in three steps (1 weighs most)."""

    HIGH = 1, _("High")
    MEDIUM = 2, _("Medium")
    LOW = 3, _("Low")


IMPACT_WORDS: dict[int, str | Promise] = {
    Level.HIGH: _("A whole organisation or a critical service"),
    Level.MEDIUM: _("A class, a department or several people"),
    Level.LOW: _("One person"),
}
URGENCY_WORDS: dict[int, str | Promise] = {
    Level.HIGH: _("Work has stopped, or a deadline today"),
    Level.MEDIUM: _("Work is hindered"),
    Level.LOW: _("It can wait, or there is another way"),
}


class Priority(models.IntegerChoices):
    CRITICAL = 1, _("Critical")
    HIGH = 2, _("High")
    NORMAL = 3, _("Normal")
    LOW = 4, _("Low")


#: Impact × urgency, the common three-by-three matrix of ITIL practice. Worked example: one person (LOW) who
#: cannot work at all (HIGH) is NORMAL; a whole class (MEDIUM) that cannot (HIGH) is HIGH.
MATRIX: dict[tuple[int, int], Priority] = {
    (Level.HIGH, Level.HIGH): Priority.CRITICAL,
    (Level.HIGH, Level.MEDIUM): Priority.HIGH,
    (Level.HIGH, Level.LOW): Priority.NORMAL,
    (Level.MEDIUM, Level.HIGH): Priority.HIGH,
    (Level.MEDIUM, Level.MEDIUM): Priority.NORMAL,
    (Level.MEDIUM, Level.LOW): Priority.LOW,
    (Level.LOW, Level.HIGH): Priority.NORMAL,
    (Level.LOW, Level.MEDIUM): Priority.NORMAL,
    (Level.LOW, Level.LOW): Priority.LOW,
}


class Verification(models.TextChoices):
    """How we know that it works. `ASKED` is not a verification: nobody has seen it work yet."""

    REQUESTER = "requester", _("The requester confirmed it")
    SEEN = "seen", _("I saw it work")
    TEST = "test", _("A test shows it")
    ASKED = "asked", _("Asked the requester, waiting for the answer")
    ELSEWHERE = "elsewhere", _("Ended in another desk")


#: What somebody here can say; the rest comes with history from another desk.
VERIFICATIONS_HERE = frozenset(set(Verification) - {Verification.ELSEWHERE})


class OpenTasks(models.TextChoices):
    """What becomes of tasks that are open when a ticket is solved."""

    KEEP = "keep", _("They are still to be done")
    SKIP = "skip", _("They are not needed any more")


class Closure(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed by the requester")
    VERIFIED = "verified", _("verified by the desk")
    NOT_CONFIRMED = "not_confirmed", _("not confirmed: no answer")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ELSEWHERE = "elsewhere", _("closed in another desk")
    MERGED = "merged", _("merged into another ticket")
    NOT_APPROVED = "not_approved", _("not approved")


#: What somebody says who closes a resolved ticket; the others are acts of their own.
CLOSURES_OF_RESOLVED = (Closure.CONFIRMED, Closure.VERIFIED, Closure.NOT_CONFIRMED)


#: The same in plain words; "" where the requester said so themselves.
PLAIN_CLOSURES: dict[str, str | Promise] = {
    Closure.CONFIRMED: "",
    Closure.VERIFIED: _("We saw that it works, so this is done."),
    Closure.NOT_CONFIRMED: _("We did not hear from you, so we closed this."),
    Closure.WITHDRAWN: "",
    Closure.ELSEWHERE: "",
    Closure.MERGED: "",
    Closure.NOT_APPROVED: _("This was not approved, so it is not done."),
}


EVERY_KIND = _("every kind of ticket")


class Care(models.TextChoices):
    """How a trainee's words to requesters are looked after."""

    WATCHED = "watched", _("watched")
    RELEASED = "released", _("released before sending")
    ALONE = "alone", _("alone")


class Speech(models.TextChoices):
    """What a message to the requester is part of, and so what happens once it is released."""

    REPLY = "reply", _("a reply")
    ASK = "ask", _("a question")
    INFORM = "inform", _("what happens next")
    RESOLVE = "resolve", _("the solution")
    FEED_BACK = "feed_back", _("what was done")
    CORRECT = "correct", _("a correction")
    REOPEN = "reopen", _("reopening")
    WITHDRAW = "withdraw", _("withdrawing")
    CALL = "call", _("a call that was solved")


class ReleaseState(models.TextChoices):
    WAITING = "waiting", _("waits for release")
    RELEASED = "released", _("released")
    SENT_BACK = "sent_back", _("sent back")
    TAKEN_BACK = "taken_back", _("taken back")


class Step(models.TextChoices):
    """The process that every standard we serve describes, in its order; verbs name the step they complete."""

    REGISTER = "register", _("Register")
    INFORM = "inform", _("Inform")
    ANALYSE = "analyse", _("Analyse")
    SOLVE = "solve", _("Solve or escalate")
    VERIFY = "verify", _("Verify")
    FEED_BACK = "feed_back", _("Feed back")
    CLOSE = "close", _("Close")


FIELD_WORDS: dict[str, str | Promise] = {"title": _("the subject"), "kind": _("the kind"), "requester": _("the requester")}
FIELD_WORDS |= {"assignee": _("whose it is"), "state": _("its state"), "category": _("the category"), "priority": _("the priority")}


def _fields_in_words(values: Iterable[str]) -> dict[str, str]:
    return {value: ", ".join(str(FIELD_WORDS[name]) for name in value.split(", ")) for value in values}


FIELDS = Kind("tickets.fields", _fields_in_words)
CATEGORY = named("tickets.Category", "category")
IDENTITY_WAY = named("tickets.IdentityWay", "identity_way")
KIND = choice(TicketKind)
WAITING = choice(WaitingFor)
VERIFICATION = choice(Verification)
CLOSURE = choice(Closure)
STATE = choice(State)
PRIORITY = choice(Priority)
LEVEL = choice(Level)
CARE = choice(Care)
SPEECH = choice(Speech)
CARE_KIND = Kind("tickets.carekind", lambda values: {value: TicketKind(value).label if value else EVERY_KIND for value in values})
