"""The requester is asked how it went; whoever handles a complaint hears of it."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.feedback.kinds import Score
from vakdesk.feedback.links import address
from vakdesk.feedback.models import Rating
from vakdesk.feedback.verbs import COMPLAINED
from vakdesk.logbook.models import Entry
from vakdesk.notices.about import Telling, Words, about
from vakdesk.notices.kinds import How, Kind, Why
from vakdesk.notices.letters import absolute
from vakdesk.notices.news import News
from vakdesk.notices.texts import MailText, Placeholder
from vakdesk.people.models import Person
from vakdesk.records.models import Share
from vakdesk.tickets.kinds import Closure
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.notices import NAME, NUMBER, TITLE
from vakdesk.tickets.verbs import CLOSED

ASKED = News(
    "report.how_it_went", _("How did it go?"), _("Once a report is closed: one press says it."), How.AT_ONCE, for_staff=False, icon="smile"
)
COMPLAINT = News(
    "work.complaint", _("A complaint for me"), _("Somebody is not happy, and you handle it."), How.AT_ONCE, can_stop=False, icon="frown"
)
ASKED_TEXT = MailText(
    "report.how_it_went",
    _("We ask how it went"),
    format_lazy("[{}] {}", "{{ number }}", _("How did it go?")),
    _("Hello {{ name }},\n\nyour report “{{ title }}” is closed. How did it go? Press what fits; you can add a sentence.\n\n{{ faces }}"),
    {
        "number": NUMBER,
        "title": TITLE,
        "name": NAME,
        "faces": Placeholder(_("the five answers, each with its link"), "Very good: https://…", prose=True),
    },
)
COMPLAINT_TEXT = MailText(
    "work.complaint",
    _("A complaint has come in"),
    format_lazy("[{}] {}", "{{ number }}", _("A complaint")),
    _("Somebody complains. Only those who handle it see it: do not pass it on to whom it is about. Answer within two working days."),
    {"number": NUMBER},
    _("Open the complaint"),
)
#: Nobody was helped, so there is nothing to ask.
NOT_ASKED = (Closure.WITHDRAWN, Closure.MERGED, Closure.ELSEWHERE)


@about(CLOSED)
def ask(entry: Entry) -> Iterator[Telling]:
    """Not within the conversation: an answer by mail is for the desk, the score is not."""
    ticket = Ticket.objects.with_people().get(pk=entry.subject_id)
    requester = ticket.record.requester
    if requester is None or ticket.closure in NOT_ASKED or ticket.record.restricted or Rating.objects.filter(ticket=ticket).exists():
        return

    def words() -> Words:
        faces = "\n\n".join(f"[{score.label}]({absolute(address(ticket, score))})" for score in reversed(Score))
        values = {"number": ticket.reference, "title": ticket.title, "name": requester.get_short_name(), "faces": faces}
        return Words(ASKED_TEXT, values)

    yield Telling(requester, ASKED, words, Why.REQUESTER, kind=Kind.RECEIPT)


@about(COMPLAINED)
def complained(entry: Entry) -> Iterator[Telling]:
    """Exactly those who were let in."""
    ticket = Ticket.objects.with_people().get(pk=entry.subject_id)
    readers = Share.objects.filter(record=ticket.pk).values("person")
    for person in Person.objects.active().filter(pk__in=readers).select_related("organisation"):
        yield Telling(
            person,
            COMPLAINT,
            lambda: Words(COMPLAINT_TEXT, {"number": ticket.reference}, url=ticket.get_absolute_url()),
            Why.HOUSE,
            ticket.record,
        )
