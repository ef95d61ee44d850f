"""How a ticket begins: registered by the desk for somebody, reported by a person, or taken in and solved on the phone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor, Door
from vakdesk.inventory.models import Item
from vakdesk.kit.errors import require
from vakdesk.kit.prepared import prepared
from vakdesk.kit.text import storable
from vakdesk.logbook.act import Act, act
from vakdesk.people import actions as people
from vakdesk.people.models import Line, Organisation, Person, Team
from vakdesk.records.actions import attach_all, link, make_record
from vakdesk.records.kinds import LinkKind, Side, Via
from vakdesk.records.models import Message
from vakdesk.records.store import Staged
from vakdesk.tasks import actions as tasks
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.actions.common import save
from vakdesk.tickets.actions.ending import close
from vakdesk.tickets.actions.identifying import check_identity
from vakdesk.tickets.actions.solving import feed_back, resolve
from vakdesk.tickets.actions.submitting import submit
from vakdesk.tickets.actions.working import classify, take
from vakdesk.tickets.care import is_held_back
from vakdesk.tickets.kinds import Closure, Level, OpenTasks, Speech, State, TicketKind, Verification
from vakdesk.tickets.models import CallTemplate, Category, IdentityWay, PriorityMatrix, Ticket, argued_by

_VIA = {Door.PORTAL: Via.PORTAL, Door.MAIL: Via.MAIL, Door.API: Via.API}


@dataclass(frozen=True)
class Newcomer:
    """Somebody the desk does not know yet, who is registered together with their first ticket."""

    name: str
    email: str = ""
    phone: str = ""
    organisation: Organisation | None = None


def register(
    requester: Person | Newcomer,
    *,
    by: Actor,
    kind: str,
    title: str,
    text: str,
    via: Via = Via.PHONE,
    category: Category | None = None,
    team: Team | None = None,
    organisation: Organisation | None = None,
    files: Iterable[Staged] = (),
    estimate: int | None = None,
    device: Item | None = None,
) -> Ticket:
    """A new ticket for the requester, with what they said as its first message; `estimate` is how many minutes it may take, `device` what it is about.

    It lies with `team`, else the category's team, else the first line; in `organisation`, else the requester's.
    Refuses an empty subject or text, and a requester who has left. Source: ISO/IEC 20000-1:2018, 8.6.1 and 8.6.2.
    """
    with act(by, may=permissions.REGISTER) as log:
        requester = _known(requester, by)
        ticket = _open(
            log, requester, kind=kind, title=title, text=text, via=via, category=category, team=team, organisation=organisation, files=files
        )
        log.record(verbs.REGISTERED, ticket, kind=ticket.kind, via=ticket.via, requester=requester.pk)
        if estimate is not None:
            tasks.estimate(ticket.record, by=by, minutes=estimate)
        if device is not None:
            link(ticket.record, by=by, kind=LinkKind.AFFECTS, target=device.record)
    return ticket


def report(
    requester: Person,
    *,
    by: Actor,
    text: str,
    kind: str = TicketKind.INCIDENT,
    title: str = "",
    category: Category | None = None,
    team: Team | None = None,
    organisation: Organisation | None = None,
    files: Iterable[Staged] = (),
    html: str = "",
    history: str = "",
    verified: bool = True,
) -> Ticket:
    """A new ticket, as the requester themselves wrote it. Without a title the first line of the text is the title.

    It lies with `team`, else the category's team, else the first line; in `organisation`, else the requester's. Refuses a person who reports for somebody else, and an empty text.
    """
    with act(by, may=permissions.REPORT) as log:
        require(by.machine or by.person_id == requester.pk, _("You can report for yourself only."))
        title = title.strip() or (text.strip().splitlines() or [""])[0]
        ticket = _open(
            log,
            requester,
            kind=kind,
            title=title,
            text=text,
            via=_VIA.get(by.door, Via.WEB),
            category=category,
            team=team,
            organisation=organisation,
            files=files,
            html=html,
            history=history,
            verified=verified,
        )
        log.record(verbs.REPORTED, ticket, kind=ticket.kind, via=ticket.via)
    return ticket


def quick_call(
    requester: Person | Newcomer, *, by: Actor, template: CallTemplate, text: str = "", done: str = "", identity: IdentityWay | None = None
) -> Ticket:
    """A call that was solved on the phone is registered, solved, confirmed by the caller in person and closed.

    What is not said comes from the template. Where that reveals a secret, `identity` is the way in which somebody made sure who
    calls; without it the call is refused. Refuses when the caller is the one who solves. Of a trainee under care the solution
    waits, with what it tells the caller; the ticket is theirs and open until then.
    """
    with act(by, may=permissions.QUICK_CALL) as log:
        ticket = register(
            requester,
            by=by,
            kind=template.kind,
            title=str(template),
            text=text.strip() or str(template),
            via=Via.PHONE,
            category=template.category,
        )
        take(ticket, by=by)
        save(ticket, reveals_secret=template.reveals_secret)
        if template.reveals_secret or template.category.reveals_secret:
            require(identity, _("A secret is given out here. Say how you know that it is them."), field="identity")
        if identity is not None:
            check_identity(ticket, by=by, way=identity)
        classify(ticket, by=by, category=template.category, impact=Level.LOW, urgency=Level.MEDIUM)
        told = done.strip() or template.done
        if is_held_back(ticket, by):
            submit(ticket, log, by, Speech.CALL, text=told, cause=template.cause)
        else:
            end_call(ticket, by=by, text=told, cause=template.cause)
    return ticket


def end_call(ticket: Ticket, *, by: Actor, text: str, cause: str) -> None:
    """What was solved on the phone is resolved, told, confirmed and closed. Refuses when the caller is the one who solves."""
    with act(by, may=permissions.QUICK_CALL, on=ticket):
        resolve(ticket, by=by, cause=cause, done=text, verification=Verification.REQUESTER, open_tasks=OpenTasks.SKIP)
        feed_back(ticket, by=by, text=text)
        close(ticket, by=by, closure=Closure.CONFIRMED)


def _open(
    log: Act,
    requester: Person,
    *,
    kind: str,
    title: str,
    text: str,
    via: str,
    category: Category | None,
    files: Iterable[Staged],
    team: Team | None = None,
    organisation: Organisation | None = None,
    html: str = "",
    history: str = "",
    verified: bool = True,
) -> Ticket:
    require(requester.is_active, _("%(person)s has left. Choose somebody else.") % {"person": requester.name}, field="requester")
    text = storable(text).strip()
    require(text, _("Describe what is the matter."), field="text")
    organisation = organisation or requester.organisation
    record = make_record(
        log,
        "ticket",
        title=title,
        organisation=organisation,
        team=team or (category.team if category else None) or _first_line(),
        requester=requester,
        language=requester.language or (organisation.language if organisation else "en"),
    )
    matrix = PriorityMatrix.objects.now()
    ticket = Ticket.objects.create(
        record=record,
        matrix=matrix,
        priority=argued_by(matrix, Level.LOW, Level.MEDIUM),
        kind=TicketKind(kind),
        state=State.NEW,
        via=via,
        opened_at=log.happened_at,
        category=category,
        registrar_id=log.actor.person_id if log.actor.person_id != requester.pk else None,
        needs_answer=True,
    )
    message = Message.objects.create(
        record=record,
        side=Side.PUBLIC,
        author=requester,
        via=via,
        at=log.happened_at,
        text=text,
        html=html,
        history=history,
        verified=verified,
    )
    attach_all(record, log, files, side=Side.PUBLIC, message=message)
    return ticket


def _known(requester: Person | Newcomer, by: Actor) -> Person:
    if isinstance(requester, Person):
        return requester
    return people.register(requester.name, by=by, email=requester.email, phone=requester.phone, organisation=requester.organisation)


def _first_line() -> Team | None:
    return next(iter(prepared("tickets.first_line", lambda: Team.objects.active().filter(line=Line.FIRST).order_by("pk")[:1])), None)
