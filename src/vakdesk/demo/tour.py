"""A guided tour: one laptop, on a Monday at 08:30. Which step is next is read from the logbook, whoever did the others.

A step says who acts, where, what to do and why; `is_done` looks for it in the logbook, and `do` does it for the visitor
by the same actions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from vakdesk.access.actors import Actor, Door
from vakdesk.demo import letters
from vakdesk.demo.cast import CAST
from vakdesk.kit.errors import Sentence
from vakdesk.logbook.models import Book, Entry
from vakdesk.logbook.queries import EntryQuerySet
from vakdesk.logbook.verbs import Verb
from vakdesk.mailroom.actions import receive
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records import actions as records
from vakdesk.records import verbs as of_records
from vakdesk.records.kinds import LinkKind, Via
from vakdesk.tickets import actions, verbs
from vakdesk.tickets.kinds import OPEN, Level, TicketKind, Verification
from vakdesk.tickets.models import Category, Ticket


class Journey:
    """What has happened to Bo's laptop since the tour began.

    By moment and not by position, because the demo may still be writing its past behind the visitor's back.
    """

    def __init__(self, since: datetime) -> None:
        self.since = since

    @cached_property
    def bo(self) -> Person:
        return CAST["bo"].person

    @cached_property
    def tia(self) -> Person:
        return CAST["tia"].person

    @cached_property
    def reports(self) -> list[Ticket]:
        """Bo's reports since then, oldest first: the first is the one that lives on."""
        begun = self._entries(verbs.REPORTED, verbs.REGISTERED).values("subject_id")
        mine = Ticket.objects.filter(pk__in=begun, record__requester=self.bo)
        return list(mine.select_related("record").order_by("opened_at", "pk"))

    @cached_property
    def report(self) -> Ticket | None:
        return next((ticket for ticket in self.reports if ticket.via != Via.MAIL), None)

    @cached_property
    def by_mail(self) -> Ticket | None:
        return next((ticket for ticket in self.reports if ticket.via == Via.MAIL), None)

    def happened(self, *wanted: Verb, to: Ticket | None, by: Person | None = None) -> bool:
        """Whether one of the verbs was done to the ticket, or to its record."""
        if to is None:
            return False
        found = self._entries(*wanted).filter(subject_type__in=["tickets.ticket", "records.record"], subject_id=to.pk)
        return (found.filter(actor=by) if by else found).exists()

    def as_bo(self, door: Door = Door.PORTAL) -> Actor:
        return actor_for(self.bo, door=door)

    def as_tia(self) -> Actor:
        return actor_for(self.tia)

    def _entries(self, *wanted: Verb) -> EntryQuerySet:
        return Entry.objects.filter(book=Book.MAIN, at__gte=self.since, verb__in=[verb.name for verb in wanted])


@dataclass(frozen=True)
class Step:
    """`who` is a key of the cast; `page` answers the address at which the step is done."""

    name: str
    at: str
    who: str
    title: Sentence
    what: Sentence
    why: Sentence
    page: Callable[[Journey], str]
    is_done: Callable[[Journey], bool]
    do: Callable[[Journey], object] | None = None
    only_for_you: Sentence = _l("Do it for me")


def next_step(journey: Journey) -> tuple[int, Step]:
    """The first step that is not done, with its number; the last one when all others are."""
    number, step = next(((number, step) for number, step in enumerate(STEPS, start=1) if not step.is_done(journey)))
    return number, step


def _home(_journey: Journey) -> str:
    return reverse("portal:home")


def _at_report(journey: Journey) -> str:
    return _address(journey.report)


def _at_bos_report(journey: Journey) -> str:
    return reverse("portal:report", args=[journey.report.reference]) if journey.report else _home(journey)


def _at_mail(journey: Journey) -> str:
    return _address(journey.by_mail)


def _address(ticket: Ticket | None) -> str:
    return reverse("tickets:ticket", args=[ticket.reference]) if ticket else reverse("tickets:queue")


def _report(journey: Journey) -> None:
    text = _(
        "My laptop does not start since this morning. The light is on but the screen stays black. I teach at nine in C2.14 and everything is on it!"
    )
    actions.report(journey.bo, by=journey.as_bo(), kind=TicketKind.INCIDENT, title=_("My laptop stays black"), text=text)


def _mail(journey: Journey) -> None:
    subject, text = (
        _("laptop BLACK, class at 9!!"),
        _("Hi, I also filled in the form but I don't know if anybody reads that. My laptop stays black. Class at nine. Bo"),
    )
    receive(letters.written(sender=journey.bo, subject=subject, text=text, about=f"{journey.since:%Y%m%d%H%M%S}"), source="demo")


def _call(journey: Journey) -> None:
    assert journey.report
    text = _("08:41, Bo on the phone: black screen, power light on, no beep. Sent a mail as well. Sounds out of breath.")
    actions.note(journey.report, by=journey.as_tia(), text=text)


def _join(journey: Journey) -> None:
    assert journey.report and journey.by_mail
    linked = journey.happened(of_records.LINKED, to=journey.by_mail) or journey.happened(of_records.LINKED, to=journey.report)
    if not linked:
        records.link(journey.by_mail.record, by=journey.as_tia(), kind=LinkKind.DUPLICATES, target=journey.report.record)
    if journey.by_mail.state in OPEN:
        text = _("We have it, Bo. Your mail and your report are one thing for us now: %(reference)s.") % {
            "reference": journey.report.reference
        }
        actions.withdraw(journey.by_mail, by=journey.as_tia(), text=text)


def _is_one(journey: Journey) -> bool:
    linked = journey.happened(of_records.LINKED, to=journey.by_mail) or journey.happened(of_records.LINKED, to=journey.report)
    return linked and journey.happened(verbs.CLOSED, to=journey.by_mail)


def _take(journey: Journey) -> None:
    assert journey.report
    actions.take(journey.report, by=journey.as_tia())


def _ask(journey: Journey) -> None:
    assert journey.report
    text = _(
        "Good morning Bo, I have it. Please hold the power button for ten seconds, let go, and press once. Do you hear a fan, and does an external screen show anything?"
    )
    actions.ask(journey.report, by=journey.as_tia(), text=text)


def _answer(journey: Journey) -> None:
    assert journey.report
    actions.reply(journey.report, by=journey.as_bo(), text=_("Fan yes. Big screen in the room: nothing either. 12 minutes to go…"))


def _argue(journey: Journey) -> None:
    assert journey.report
    actions.classify(
        journey.report,
        by=journey.as_tia(),
        category=Category.objects.get(code="laptop"),
        impact=Level.MEDIUM,
        urgency=Level.HIGH,
        affected=_("One teacher and a class of 24"),
        systems=_("Laptop of Bo de Wit"),
        criticality=_("Class starts at nine"),
        workaround=_("A loan laptop; the files are on the server"),
    )


def _lend(journey: Journey) -> None:
    assert journey.report
    actions.resolve(
        journey.report,
        by=journey.as_tia(),
        cause=_("Mainboard or display defective, to be found out at leisure"),
        done=_("Handed out a loan laptop, signed in together, lesson opened on the big screen in C2.14"),
        verification=Verification.SEEN,
        text=_(
            "You are working on a loan laptop, and I saw your lesson on the screen. I keep yours here and find out what it has. Does everything work?"
        ),
    )


def _confirm(journey: Journey) -> None:
    assert journey.report
    actions.confirm(journey.report, by=journey.as_bo())


STEPS = (
    Step(
        "report",
        "08:30",
        "bo",
        _l("Bo reports it"),
        _l("You are Bo, a teacher. Your laptop stays black and class begins at nine. Write that as you would say it, and send it."),
        _l("One field, plain words. Nobody who asks for help has to know what an incident is."),
        _home,
        lambda journey: journey.report is not None,
        _report,
    ),
    Step(
        "mail",
        "08:36",
        "bo",
        _l("Bo also sends a mail"),
        _l("Nobody answers within five minutes, so Bo writes a mail as well. Let it come in."),
        _l("Mail goes the same way as the form: the original is kept, and a ticket comes of it, once."),
        _home,
        lambda journey: journey.by_mail is not None,
        _mail,
        _l("Let the mail come in"),
    ),
    Step(
        "call",
        "08:41",
        "tia",
        _l("And then the phone rings"),
        _l("You are Tia, a trainee. Bo calls. You see that the report is there: write what Bo says as an internal note on it."),
        _l("A call about something known is no new ticket. The note is yellow, because Bo never sees it."),
        _at_report,
        lambda journey: journey.happened(of_records.NOTED, to=journey.report),
        _call,
    ),
    Step(
        "join",
        "08:43",
        "tia",
        _l("Three become one"),
        _l("Open the ticket that came of the mail. Link it: it duplicates the report. Then withdraw it with a kind word."),
        _l("Nothing is deleted or merged beyond recognition. Both remain, and each leads to the other."),
        _at_mail,
        _is_one,
        _join,
    ),
    Step(
        "take",
        "08:44",
        "tia",
        _l("Tia takes it"),
        _l("Open Bo's report and take it."),
        _l("From now on it is somebody's. Everyone can see whose."),
        _at_report,
        lambda journey: journey.happened(verbs.TAKEN, verbs.ASSIGNED, to=journey.report),
        _take,
    ),
    Step(
        "ask",
        "08:45",
        "tia",
        _l("Ask what you need to know"),
        _l("Write to Bo: what has he tried, what does he see? Send it and hold for the requester in one press."),
        _l("The question and the wait are one act. When Bo answers, the ticket is in progress again by itself."),
        _at_report,
        lambda journey: journey.happened(verbs.HELD, to=journey.report),
        _ask,
    ),
    Step(
        "answer",
        "08:48",
        "bo",
        _l("Bo answers"),
        _l("You are Bo again. Answer Tia's question."),
        _l("Bo sees the conversation and plain states, and not one internal word. Look for the yellow note: it is not here."),
        _at_bos_report,
        lambda journey: journey.happened(verbs.RESUMED, to=journey.report),
        _answer,
    ),
    Step(
        "argue",
        "08:49",
        "tia",
        _l("Argue how urgent it is"),
        _l("Classify it: a laptop, medium impact (a class waits), high urgency (it starts at nine). It asks for four facts; give them."),
        _l("Priority is an argument, not a feeling. Only what weighs heavily has to be argued in full."),
        _at_report,
        lambda journey: journey.happened(verbs.CLASSIFIED, to=journey.report),
        _argue,
    ),
    Step(
        "lend",
        "08:56",
        "tia",
        _l("The loan works"),
        _l(
            "Tia hands out a loan laptop and sees the lesson on the big screen. Resolve it: cause, what was done, and that you saw it work. Tell Bo."
        ),
        _l("“Solved” is a claim. The desk writes down how it knows: seen, tested, or confirmed by the one who asked."),
        _at_report,
        lambda journey: journey.happened(verbs.RESOLVED, to=journey.report),
        _lend,
    ),
    Step(
        "confirm",
        "09:10",
        "bo",
        _l("Bo confirms"),
        _l("You are Bo, with a class at work. Say that it works now."),
        _l("Who solved it cannot be the one who confirms it. Now it is closed, and may be reopened for ten days."),
        _at_bos_report,
        lambda journey: journey.happened(verbs.CONFIRMED, to=journey.report),
        _confirm,
    ),
    Step(
        "read",
        "16:30",
        "dee",
        _l("Read the day back"),
        _l("You are Dee, the team lead. Open the ticket and read its timeline: every step you took is a line of the logbook."),
        _l("Each line holds the digest of the one before. Who changes or removes one is found out, and the first bad line is named."),
        _at_report,
        lambda _journey: False,
    ),
)
