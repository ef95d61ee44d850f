"""A requester says how it went, or complains; an administrator names who handles complaints about leads."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from vakdesk.access.actors import Actor, machine
from vakdesk.feedback import permissions, verbs
from vakdesk.feedback.kinds import FACES, LOW
from vakdesk.feedback.models import Complaint, Handler, Rating
from vakdesk.feedback.routing import handlers_of
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import Act, act
from vakdesk.people.models import Person
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.store import Staged
from vakdesk.tasks.actions.listing import make
from vakdesk.tasks.kinds import State as TaskState
from vakdesk.tasks.kinds import TaskKind
from vakdesk.tasks.models import Task
from vakdesk.tasks.verbs import ADDED
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.care import leads_of
from vakdesk.tickets.kinds import State, TicketKind
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.permissions import REPORT

#: By what a task is known that a low score added.
AFTERCARE = "Aftercare: ask what went wrong"
#: Who lets the handlers of a complaint read it.
COMPLAINTS = machine("complaints", "Complaints")


def rate(ticket: Ticket, *, by: Actor, score: int, text: str = "") -> Rating:
    """The requester said how it went; said again, the later word counts. A low score asks a lead of the team to call, once.

    Refuses before the report is closed, and what is not on the scale.
    """
    with act(by, may=permissions.RATE, on=ticket) as log:
        require(ticket.state == State.CLOSED, _("This is still open. Say how it went when it is closed."))
        require(score in FACES, _("Choose a face."), field="score")
        values = {"score": score, "text": one_line(storable(text), at_most=500), "team_id": ticket.team_id, "at": log.at}
        rating, _made = Rating.objects.update_or_create(ticket=ticket, defaults=values)
        log.record(verbs.RATED, ticket)
        if score <= LOW:
            _ask_a_lead_to_call(ticket, rating, log)
    return rating


def complain(
    person: Person,
    *,
    by: Actor,
    text: str,
    title: str = "",
    about_ticket: Ticket | None = None,
    about_person: Person | None = None,
    files: Iterable[Staged] = (),
) -> Ticket:
    """A complaint of that person's, which only those see who handle it: never whom it is about, nor who has the ticket it is about.

    One that names nothing, in a house without leads and administrators, is a ticket like any other. Refuses when everybody who could
    handle it has a part in it.
    """
    with act(by, may=REPORT) as log:
        ticket = tickets.report(person, by=by, text=text, title=title, kind=TicketKind.COMPLAINT, files=files)
        handlers = handlers_of(ticket, about_ticket, about_person)
        names_nobody = about_ticket is None and about_person is None
        require(
            handlers or names_nobody,
            _("Everybody here who could handle this has a part in it. Call or write to the head of your organisation."),
        )
        Complaint.objects.create(ticket=ticket, about_ticket=about_ticket, about_person=about_person)
        if not handlers:
            return ticket
        ticket.record.restricted = True
        ticket.record.save(update_fields=["restricted"])
        for handler in handlers:
            records.share(ticket.record, by=COMPLAINTS, person_id=handler.pk, side=Side.STAFF, why=_("handles this complaint"))
        log.record(verbs.COMPLAINED, ticket, count=len(handlers))
    return ticket


def name_handler(*, by: Actor, person: Person) -> Handler:
    """Complaints about team leads go to this person from now on. Refuses who has left."""
    with act(by, may=permissions.NAME_HANDLER) as log:
        require(person.is_active, _("%(person)s has left. Choose somebody else.") % {"person": person.name}, field="person")
        handler, _made = Handler.objects.update_or_create(id=1, defaults={"person": person})
        log.record(verbs.HANDLER_NAMED, handler, person=person.pk)
    return handler


def _ask_a_lead_to_call(ticket: Ticket, rating: Rating, log: Act) -> None:
    asked = Task.objects.filter(record=ticket.record_id, kind=TaskKind.CALL_BACK, state=TaskState.OPEN, titles__en=AFTERCARE)
    if asked.exists():
        asked.update(about=rating.text)
        return
    titles = {}
    for language in ("en", "nl", "et"):
        with override(language):
            titles[language] = _("Aftercare: ask what went wrong")
    lead = leads_of(ticket).order_by("folded", "pk").first()
    team = None if lead else ticket.record.team
    task = make(ticket.record, log, titles=titles, about=rating.text, kind=TaskKind.CALL_BACK, owner=lead, team=team, due_at=log.at)
    log.record(ADDED, ticket.record, task=task.pk, owner=lead and lead.pk, team=team and team.pk)
