"""What acts on tickets mean to a major incident."""

from django.utils.translation import gettext as _

from vakdesk.kit.errors import require
from vakdesk.kit.prepared import prepared_count
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.majors.jobs import propose_one, propose_recent, tell_all, tell_one
from vakdesk.majors.kinds import MajorState
from vakdesk.majors.models import Major, News, Told, in_language
from vakdesk.majors.verbs import DECLARED, JOINED_THEMSELVES, TOLD_NEWS
from vakdesk.tickets.following import tells_children
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.verbs import FOLLOWED, MERGED, REGISTERED, REPORTED, RESOLVED, WITHDRAWN


@react(RESOLVED, WITHDRAWN, MERGED)
def _ends_on_its_page(act: Act, entry: Entry) -> None:
    """Nobody forgets to tell those who wait: while it goes on, its ticket does not end behind their backs."""
    going_on = Major.objects.going_on().filter(pk=entry.subject_id).exists()
    require(not going_on, _("This is a major incident. End it on its page, so that everybody affected is told."))


@react(REGISTERED, REPORTED)
def _may_be_about_it(act: Act, entry: Entry) -> None:
    if prepared_count("majors.going_on", lambda: Major.objects.going_on()[:1]):
        propose_one.enqueue(entry.subject_id)


@react(DECLARED)
def _look_through_the_last(act: Act, entry: Entry) -> None:
    propose_recent.enqueue(entry.subject_id)


@react(TOLD_NEWS)
def _tell_all(act: Act, entry: Entry) -> None:
    """Not where it is solved: then each child is told as it is solved."""
    if not Major.objects.filter(pk=entry.subject_id, state=MajorState.SOLVED).exists():
        tell_all.enqueue(entry.facts["news"])


@react(JOINED_THEMSELVES)
def _tell_one(act: Act, entry: Entry) -> None:
    tell_one.enqueue(entry.subject_id)


@react(FOLLOWED)
def _was_told_the_end(act: Act, entry: Entry) -> None:
    if (news := _end_of(entry.subject)) is not None:
        Told.objects.update_or_create(ticket=entry.subject, defaults={"news": news})


@tells_children
def _end_in_words(child: Ticket, parent: Ticket) -> str:
    news = _end_of(child)
    return in_language(news.texts, child.record.language) if news else ""


def _end_of(child: object) -> News | None:
    assert isinstance(child, Ticket)
    return News.objects.filter(major=child.parent_id, is_last=True, major__state=MajorState.SOLVED).first()
