"""A major incident begins and ends."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, Refused, Sentence, require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.majors import permissions, verbs
from vakdesk.majors.actions.common import add_news, check_next, cleaned_texts
from vakdesk.majors.kinds import MajorState
from vakdesk.majors.models import Major, in_language
from vakdesk.people.models import Person
from vakdesk.records.kinds import Via
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import Level, TicketKind
from vakdesk.tickets.models import Category, Ticket


def declare(
    ticket: Ticket,
    *,
    by: Actor,
    headlines: dict[str, str],
    why: str,
    texts: dict[str, str],
    next_at: datetime | None = None,
    is_shown: bool = True,
    for_everybody: bool = False,
) -> Major:
    """The ticket is a major incident, its children are told the first news, and what came in lately is looked through for more.

    Refuses without a headline, a reason or news, a solved ticket, a child, and one that is a major incident already.
    """
    with act(by, may=permissions.DECLARE, on=ticket) as log:
        require(ticket.is_open, _("This is solved already."))
        require(ticket.parent_id is None, _("This is a child of another ticket. Declare that one."))
        going_on = Major.objects.going_on().filter(pk=ticket.pk).exists()
        require(not going_on, _("This is a major incident already."))
        require(why.strip(), _("Say why this is a major incident."), field="why")
        headlines = cleaned_texts(headlines, field="headline", said=_("Say in a few words what does not work."), at_most=120)
        texts = cleaned_texts(texts, field="text", said=_("Write what everybody affected should know now."))
        check_next(next_at, log)
        assert by.person_id is not None
        values = {
            "state": MajorState.DECLARED,
            "headlines": headlines,
            "why": one_line(why, at_most=500),
            "lead_id": by.person_id,
            "declared_at": log.at,
            "ended_at": None,
            "why_ended": "",
            "next_news_at": next_at,
            "warned_at": None,
            "is_shown": is_shown,
            "for_everybody": for_everybody,
        }
        major, _made = Major.objects.update_or_create(ticket=ticket, defaults=values)
        log.record(verbs.DECLARED, ticket, sealed={"why": major.why})
        add_news(major, log, texts, next_at)
    return major


def declare_of(
    reports: Sequence[Ticket], *, by: Actor, headlines: dict[str, str], why: str, **more: object
) -> tuple[Major, list[tuple[Ticket, Sentence]]]:
    """One major incident of these reports: a new ticket of the actor's, the reports its children. Answers which refused, and why.

    Nobody's own report becomes everybody's, so no requester reads what another wrote. Refuses when none of them can be its child.
    """
    with act(by, may=permissions.DECLARE):
        person = Person.objects.get(pk=by.person_id)
        given = cleaned_texts(headlines, field="headline", said=_("Say in a few words what does not work."), at_most=120)
        clients = {report.record.organisation for report in reports}
        category = _most_common([report.category for report in reports if report.category])
        parent = tickets.register(
            person,
            by=by,
            kind=TicketKind.INCIDENT,
            title=in_language(given, person.language),
            text=why.strip() or in_language(given, person.language),
            via=Via.WEB,
            category=category,
            organisation=clients.pop() if len(clients) == 1 else None,
        )
        tickets.take(parent, by=by)
        if category and why.strip():
            tickets.classify(
                parent,
                by=by,
                category=category,
                impact=Level.HIGH,
                urgency=Level.HIGH,
                affected=why,
                systems=in_language(given, person.language),
                criticality=why,
                workaround=_("Not known yet"),
            )
        refused: list[tuple[Ticket, Sentence]] = []
        for report in reports:
            try:
                tickets.join(report, by=by, parent=parent)
            except (Refused, NotAllowed) as refusal:
                refused.append((report, refusal.sentence))
        if len(refused) == len(reports):
            raise Refused(refused[0][1] if refused else _("Select tickets first."))
        major = declare(parent, by=by, headlines=headlines, why=why, **more)  # type: ignore[arg-type]
    return major, refused


def end(major: Major, *, by: Actor, cause: str, done: str, verification: str, texts: dict[str, str]) -> None:
    """It is solved: so are all its children, and each requester is told so with these words. Refuses when it does not go on."""
    with act(by, may=permissions.DECLARE, on=major) as log:
        require(major.is_going_on, _("This major incident is over already."))
        texts = cleaned_texts(texts, field="text", said=_("Write what everybody affected should know now."))
        _close(major, MajorState.SOLVED, log.at, "")
        add_news(major, log, texts, None, last=True)
        log.record(verbs.ENDED, major.ticket)
        own = in_language(texts, major.ticket.record.language) if major.ticket.requester_id != major.lead_id else ""
        tickets.resolve(major.ticket, by=by, cause=cause, done=done, verification=verification, text=own)


def stand_down(major: Major, *, by: Actor, why: str, texts: dict[str, str]) -> None:
    """It is no major incident any more, though not solved: its children stay its children and are told. Refuses without a reason."""
    with act(by, may=permissions.DECLARE, on=major) as log:
        require(major.is_going_on, _("This major incident is over already."))
        require(why.strip(), _("Say why it is no major incident any more."), field="why")
        texts = cleaned_texts(texts, field="text", said=_("Write what everybody affected should know now."))
        add_news(major, log, texts, None, last=True)
        _close(major, MajorState.STOOD_DOWN, log.at, one_line(why, at_most=500))
        log.record(verbs.STOOD_DOWN, major.ticket, sealed={"why": major.why_ended})


def _close(major: Major, state: MajorState, at: datetime, why: str) -> None:
    major.state, major.ended_at, major.why_ended, major.next_news_at = state, at, why, None
    major.save(update_fields=["state", "ended_at", "why_ended", "next_news_at"])


def _most_common(categories: list[Category]) -> Category | None:
    return Counter(categories).most_common(1)[0][0] if categories else None
