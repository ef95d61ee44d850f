"""The work in between: whose it is, what it is, how much it matters, whom we wait for."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person, Team
from vakdesk.records import actions as records
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.actions.common import NOT_WAITING, save, save_and_touch
from vakdesk.tickets.kinds import Level, Priority, State, TicketKind, WaitingFor
from vakdesk.tickets.models import Category, PriorityMatrix, Ticket, argued_by
from vakdesk.tickets.pingpong import had_it


def take(ticket: Ticket, *, by: Actor) -> None:
    """The ticket is the actor's and in progress. Refuses when it is theirs already, or solved."""
    with act(by, may=permissions.TAKE, on=ticket) as log:
        require(ticket.is_open, _("This is solved already. Reopen it to work on it."))
        require(by.person_id is not None and ticket.assignee_id != by.person_id, _("This is yours already."))
        save_and_touch(ticket, log, assignee_id=by.person_id, **_in_progress(ticket))
        log.record(verbs.TAKEN, ticket)


def assign(ticket: Ticket, *, by: Actor, assignee: Person) -> None:
    """The ticket is the colleague's. Refuses whoever may not take it, and a ticket that is solved."""
    with act(by, may=permissions.ASSIGN, on=ticket) as log:
        require(ticket.is_open, _("This is solved already. Reopen it to work on it."))
        require(ticket.assignee_id != assignee.pk, _("It is assigned to %(person)s already.") % {"person": assignee.name}, field="assignee")
        able = assignee.is_active and actor_for(assignee).may(permissions.TAKE, ticket)
        require(able, _("%(person)s cannot work on this ticket.") % {"person": assignee.name}, field="assignee")
        save_and_touch(ticket, log, assignee_id=assignee.pk, **_in_progress(ticket))
        log.record(verbs.ASSIGNED, ticket, assignee=assignee.pk)


def edit(ticket: Ticket, *, by: Actor, title: str, kind: str, requester: Person, seen: str = "") -> None:
    """Subject, kind and requester are as given; nothing is recorded when nothing differs.

    `seen` is what `as_described()` answered when the form was shown; refuses when somebody changed it since.
    """
    with act(by, may=permissions.EDIT, on=ticket) as log:
        _as_seen(ticket, seen)
        record, title = ticket.record, one_line(title)
        require(title, _("Say in a few words what it is about."), field="title")
        wanted = {"title": title, "kind": TicketKind(kind), "requester": requester.pk}
        present = {"title": record.title, "kind": ticket.kind, "requester": record.requester_id}
        changed = [field for field in wanted if wanted[field] != present[field]]
        if not changed:
            return
        if "requester" in changed:
            require(requester.is_active, _("%(person)s has left. Choose somebody else.") % {"person": requester.name}, field="requester")
            record.requester, record.organisation = requester, requester.organisation
        record.title = title
        record.save(update_fields=["title", "requester", "organisation"])
        save_and_touch(ticket, log, kind=TicketKind(kind))
        log.record(verbs.EDITED, ticket, fields=", ".join(changed))


def classify(
    ticket: Ticket,
    *,
    by: Actor,
    category: Category,
    impact: int,
    urgency: int,
    priority: int | None = None,
    override_reason: str = "",
    affected: str = "",
    systems: str = "",
    criticality: str = "",
    workaround: str = "",
    seen: str = "",
) -> None:
    """The ticket has a category, and a priority that impact and urgency argue for, or an override with its reason.

    The four facts (who is affected, which systems, how critical, is there another way to work) are demanded for high,
    critical and overridden priorities only. Refuses an unknown level, a missing fact, an override without a reason, and
    a change somebody made since `seen` (what `as_described()` answered).
    """
    with act(by, may=permissions.CLASSIFY, on=ticket) as log:
        _as_seen(ticket, seen)
        require(ticket.state != State.CLOSED, _("This is closed. Reopen it to change it."))
        require(impact in Level.values and urgency in Level.values, _("Choose an impact and an urgency."), field="impact")
        matrix = _edition_for(ticket, impact, urgency)
        argued = argued_by(matrix, impact, urgency)
        chosen = Priority(priority) if priority else argued
        facts = {"affected": affected, "systems": systems, "criticality": criticality, "workaround": workaround}
        facts = {name: one_line(words, at_most=500) for name, words in facts.items()}
        overridden = chosen != argued
        require(not overridden or override_reason.strip(), _("Say why the priority differs from the matrix."), field="override_reason")
        if overridden or chosen <= Priority.HIGH:
            for name, words in facts.items():
                require(words, _("This fact is needed for a high, critical or overridden priority."), field=name)
        reason = one_line(override_reason, at_most=500) if overridden else ""
        argument = {"impact": impact, "urgency": urgency, "matrix": matrix, "priority": chosen, "override_reason": reason}
        save_and_touch(ticket, log, category=category, **argument, **facts)
        log.record(
            verbs.CLASSIFIED,
            ticket,
            category=category.pk,
            impact=int(impact),
            urgency=int(urgency),
            priority=int(chosen),
            argued=int(argued),
            matrix=matrix.edition if matrix else 0,
        )
        if overridden:
            log.record(verbs.OVERRIDDEN, ticket, sealed={"why": reason}, priority=int(chosen), argued=int(argued))


def _edition_for(ticket: Ticket, impact: int, urgency: int) -> PriorityMatrix | None:
    """The edition of now, but where impact and urgency stay as somebody set them, the one they were argued by: no priority
    moves because somebody corrects a fact beside it."""
    if ticket.category_id and (ticket.impact, ticket.urgency) == (impact, urgency):
        return ticket.matrix
    return PriorityMatrix.objects.now()


def hold(ticket: Ticket, *, by: Actor, waiting_for: str, reason: str, until: datetime | None = None) -> None:
    """The ticket waits, for whom and why is known; with `until` it resumes by itself then.

    Refuses an empty reason, a moment in the past, an agreed moment without a moment, and a ticket that is solved.
    """
    with act(by, may=permissions.HOLD, on=ticket) as log:
        require(ticket.is_open, _("This is solved already. There is nothing to wait for."))
        require(waiting_for in WaitingFor.values, _("Say whom we wait for."), field="waiting_for")
        require(reason.strip(), _("Say what we wait for."), field="reason")
        require(until is None or until > log.at, _("That moment has passed."), field="until")
        require(until or waiting_for != WaitingFor.MOMENT, _("Say until when."), field="until")
        save_and_touch(
            ticket, log, state=State.WAITING, waiting_for=waiting_for, hold_reason=one_line(reason, at_most=500), hold_until=until
        )
        log.record(verbs.HELD, ticket, waiting_for=waiting_for, until=until and until.isoformat())


def resume(ticket: Ticket, *, by: Actor) -> None:
    """The ticket is worked on again. Refuses when it was not waiting."""
    with act(by, may=permissions.HOLD, on=ticket) as log:
        require(ticket.state == State.WAITING, _("This is not on hold."))
        waited_for = ticket.waiting_for
        save_and_touch(ticket, log, state=State.IN_PROGRESS if ticket.assignee_id else State.NEW, **NOT_WAITING)
        log.record(verbs.RESUMED, ticket, waited_for=waited_for)


def hand_over(ticket: Ticket, *, by: Actor, team: Team, found: str, tried: str, expected: str) -> None:
    """The ticket lies with the other team, unassigned, with a note of what was found, tried and is expected next.

    Refuses when one of them is not said: what one team knows the next one need not find out again.
    """
    with act(by, may=permissions.HAND_OVER, on=ticket) as log:
        require(found.strip(), _("Say what you found."), field="found")
        require(tried.strip(), _("Say what you tried."), field="tried")
        require(expected.strip(), _("Say what the next team should do."), field="expected")
        from_team = _move(ticket, team)
        said = {"found": found.strip(), "tried": tried.strip(), "expected": expected.strip()}
        records.note(ticket.record, by=by, text=_("Found: %(found)s\n\nTried: %(tried)s\n\nExpected next: %(expected)s") % said)
        log.record(verbs.HANDED_OVER, ticket, team=team.pk, from_team=from_team)


def route(ticket: Ticket, *, by: Actor, team: Team) -> None:
    """The ticket lies with the team it is for; nobody has found out anything yet that they would have to know.

    Refuses a ticket that is solved or that somebody works on, a team that is no more, and the team that has it.
    """
    with act(by, may=permissions.ROUTE, on=ticket) as log:
        require(ticket.assignee_id is None, _("Somebody works on this. They hand it over, with what they found."))
        from_team = _move(ticket, team)
        log.record(verbs.ROUTED, ticket, team=team.pk, from_team=from_team)


def hand_back(ticket: Ticket, *, by: Actor, team: Team, tried: str, needed: str) -> None:
    """What is beyond the actor lies with the team again, with what was tried and what is needed. This is no failure.

    Refuses when either is not said, and a ticket that is not the actor's.
    """
    with act(by, may=permissions.HAND_BACK, on=ticket) as log:
        require(ticket.assignee_id == by.person_id, _("Only the one who has a ticket can hand it back."))
        require(tried.strip(), _("Say what you tried."), field="tried")
        require(needed.strip(), _("Say what is needed."), field="needed")
        from_team = _move(ticket, team, even_if_there=True)
        message = records.note(ticket.record, by=by, text=_("Tried: %(tried)s\n\nNeeded: %(needed)s") % {"tried": tried, "needed": needed})
        log.record(verbs.HANDED_BACK, ticket, team=team.pk, from_team=from_team, message=message.pk)


def _move(ticket: Ticket, team: Team, *, even_if_there: bool = False) -> int | None:
    require(ticket.is_open, _("This is solved already. Reopen it to work on it."))
    require(team.is_active, _("That team no longer works here."), field="team")
    record, from_team = ticket.record, ticket.team_id
    require(even_if_there or from_team != team.pk, _("It lies with that team already."), field="team")
    returned = int(from_team != team.pk and team.pk in had_it(ticket.pk))
    record.team = team
    record.save(update_fields=["team"])
    save(ticket, assignee_id=None, state=State.NEW, times_returned=ticket.times_returned + returned, **NOT_WAITING)
    return from_team


def _as_seen(ticket: Ticket, seen: str) -> None:
    require(
        not seen or seen == ticket.as_described(),
        _("Somebody changed this while you had it open. Look at it again, then send yours once more."),
    )


def _in_progress(ticket: Ticket) -> dict[str, Any]:
    return {"state": State.IN_PROGRESS} if ticket.state == State.NEW else {}
