"""Reports that may be about a major incident: proposed, joined and answered in one press, declined, or joined by who is affected."""

from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.majors import permissions, verbs
from vakdesk.majors.models import Major, Proposal, Told, in_language
from vakdesk.people.models import Person
from vakdesk.records.kinds import Side
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.following import FAMILY
from vakdesk.tickets.kinds import OPEN, TicketKind
from vakdesk.tickets.models import Ticket


def propose(ticket: Ticket, *, by: Actor, major: Major, **reasons: Any) -> None:
    """The report may be about it. Refuses what somebody decided about already."""
    with act(by, may=permissions.PASS_ON, on=ticket) as log:
        require(ticket.is_open and ticket.parent_id is None, _("This is solved already."))
        require(not Proposal.objects.filter(ticket=ticket).exists(), _("This is proposed already."))
        Proposal.objects.create(ticket=ticket, major=major, at=log.at, **reasons)
        log.record(verbs.PROPOSED, ticket, parent=major.ticket.reference)


def answer(ticket: Ticket, *, by: Actor, major: Major) -> Ticket:
    """The report is its child, and whoever made it reads the current text; of a trainee under care it waits first. Answers the report.

    Refuses when it does not go on, and whatever cannot be its child.
    """
    with act(by, may=permissions.ANSWER, on=ticket) as log:
        require(major.is_going_on, _("This major incident is over already."))
        tickets.join(ticket, by=by, parent=major.ticket)
        news = major.latest
        assert news is not None, "it was declared with news"
        message = tickets.reply(ticket, by=by, text=in_language(news.texts, ticket.record.language))
        if message.side == Side.PUBLIC:
            Told.objects.update_or_create(ticket=ticket, defaults={"news": news})
            log.record(verbs.PASSED_ON, ticket, news=news.pk, parent=major.ticket.reference)
    return ticket


def decline(ticket: Ticket, *, by: Actor) -> None:
    """The report is about something else. Refuses what is not proposed."""
    with act(by, may=permissions.ANSWER, on=ticket) as log:
        proposal = Proposal.objects.filter(ticket=ticket, declined_at=None).select_related("major__ticket__record").first()
        require(proposal is not None, _("Nobody proposed this."))
        assert proposal is not None
        proposal.declined_at = log.at
        proposal.save(update_fields=["declined_at"])
        log.record(verbs.DECLINED, ticket, parent=proposal.major.ticket.reference)


def me_too(major: Major, *, by: Actor) -> Ticket:
    """The person is affected as well: a report of theirs is its child, and they hear its news. Theirs that is there already, no second.

    Refuses when they cannot know of it.
    """
    with act(by, may=permissions.ME_TOO) as log:
        person = Person.objects.select_related("organisation").get(pk=by.person_id)
        locked = Major.objects.known_to(person).select_for_update(of=("self",)).filter(pk=major.pk).first()
        require(locked is not None, _("This is over already. If it still does not work, tell us."))
        theirs = Ticket.objects.filter(parent=major.pk, record__requester=person, state__in=OPEN).select_related("record").first()
        if theirs is not None:
            return theirs
        headline = in_language(major.headlines, person.language)
        said = _("I have this too: %(headline)s") % {"headline": headline}
        report = tickets.report(person, by=by, text=said, title=headline, kind=TicketKind.INCIDENT, category=major.ticket.category)
        tickets.join(report, by=FAMILY, parent=major.ticket)
        log.record(verbs.JOINED_THEMSELVES, report, parent=major.ticket.reference)
    return report
