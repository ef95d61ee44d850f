"""Appointments on tickets: made, moved, called off, and kept. A visit begins when it is safe, a remote session when its user agreed."""

from datetime import datetime

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import Act, act
from vakdesk.people.actions.turns import one_at_a_time
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.shifts import permissions, verbs
from vakdesk.shifts.kinds import AppointmentKind, AppointmentState, Consent, Safe
from vakdesk.shifts.models import Appointment, Shift
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.permissions import TAKE


def arrange(
    ticket: Ticket, *, by: Actor, kind: str, person: Person, starts_at: datetime, ends_at: datetime, place: str = ""
) -> Appointment:
    """There is an appointment on the ticket. Refuses a ticket that is solved, a visit without a place, a time that has passed or ends
    before it begins, who cannot work on the ticket, and a time at which the person is away or elsewhere."""
    with act(by, may=permissions.APPOINT, on=ticket) as log:
        require(ticket.is_open, _("This is solved already. Reopen it to work on it."))
        able = person.is_active and actor_for(person).may(TAKE, ticket)
        require(able, _("%(person)s cannot work on this ticket.") % {"person": person}, field="person")
        place = one_line(place, at_most=200)
        require(place or kind != AppointmentKind.VISIT, _("Say where the visit is."), field="place")
        made = Appointment(ticket=ticket, kind=AppointmentKind(kind), person=person, starts_at=starts_at, ends_at=ends_at, place=place)
        _check_time(made, log)
        made.save()
        log.record(verbs.ARRANGED, ticket, appointment=made.pk, kind=made.kind, person=person.pk)
    return made


def reschedule(appointment: Appointment, *, by: Actor, starts_at: datetime, ends_at: datetime, why: str) -> None:
    """It is at another time. Refuses what has begun or is over, no reason, and a time that does not fit."""
    with act(by, may=permissions.APPOINT, on=appointment.ticket) as log:
        _still(appointment, AppointmentState.PLANNED)
        require(why.strip(), _("Say why it is moved."), field="why")
        appointment.starts_at, appointment.ends_at = starts_at, ends_at
        _check_time(appointment, log)
        appointment.revision += 1
        appointment.save(update_fields=["starts_at", "ends_at", "revision"])
        log.record(verbs.RESCHEDULED, appointment.ticket, appointment=appointment.pk, sealed={"why": one_line(why, at_most=500)})


def cancel(appointment: Appointment, *, by: Actor, why: str) -> None:
    """It is called off. Refuses what has begun or is over, and no reason."""
    with act(by, may=permissions.APPOINT, on=appointment.ticket) as log:
        _still(appointment, AppointmentState.PLANNED)
        require(why.strip(), _("Say why it is called off."), field="why")
        _set(
            appointment,
            state=AppointmentState.CANCELLED,
            why=one_line(why, at_most=500),
            ended_at=log.at,
            revision=appointment.revision + 1,
        )
        log.record(verbs.CANCELLED, appointment.ticket, appointment=appointment.pk, sealed={"why": appointment.why})


def check_safety(appointment: Appointment, *, by: Actor, power: str, esd: str, ladder: str, tools: str) -> None:
    """Each question of the safety checklist has this answer. Refuses anything but a visit that is planned."""
    with act(by, may=permissions.APPOINT, on=appointment.ticket) as log:
        _still(appointment, AppointmentState.PLANNED)
        require(appointment.kind == AppointmentKind.VISIT, _("Only a site visit has a safety checklist."))
        _set(appointment, safe_power=Safe(power), safe_esd=Safe(esd), safe_ladder=Safe(ladder), safe_tools=Safe(tools))
        log.record(verbs.SAFETY_CHECKED, appointment.ticket, appointment=appointment.pk, power=power, esd=esd, ladder=ladder, tools=tools)


def record_consent(appointment: Appointment, *, by: Actor, how: str, given_at: datetime) -> None:
    """The user agreed to the remote session, in that way and then. Refuses anything but one that is planned, and a moment to come."""
    with act(by, may=permissions.APPOINT, on=appointment.ticket) as log:
        _still(appointment, AppointmentState.PLANNED)
        require(appointment.kind == AppointmentKind.REMOTE, _("Only a remote session needs consent."))
        require(given_at <= log.at, _("That moment is still to come."), field="given_at")
        _set(appointment, consent_how=Consent(how), consent_at=given_at)
        log.record(verbs.CONSENTED, appointment.ticket, appointment=appointment.pk, how=appointment.consent_how)


def start(appointment: Appointment, *, by: Actor) -> None:
    """It has begun, by the actor. Refuses a visit that is not known to be safe, a remote session without consent, and what has begun."""
    with act(by, may=permissions.APPOINT, on=appointment.ticket) as log:
        _still(appointment, AppointmentState.PLANNED)
        require(by.person_id is not None, _("Only people keep appointments."))
        if appointment.kind == AppointmentKind.VISIT:
            require(appointment.is_answered, _("Answer the safety checklist first."))
            require(
                not appointment.is_unsafe, _("The safety checklist says that it is not safe yet. Put that right, then answer it again.")
            )
        if appointment.kind == AppointmentKind.REMOTE:
            require(appointment.consent_at, _("Record the user's consent first."))
        _set(appointment, state=AppointmentState.BEGUN, begun_at=log.at, begun_by_id=by.person_id)
        log.record(verbs.BEGUN, appointment.ticket, appointment=appointment.pk, kind=appointment.kind)


def finish(appointment: Appointment, *, by: Actor) -> None:
    """It is over. Refuses what has not begun."""
    with act(by, may=permissions.APPOINT, on=appointment.ticket) as log:
        _still(appointment, AppointmentState.BEGUN)
        _set(appointment, state=AppointmentState.OVER, ended_at=log.at)
        log.record(verbs.FINISHED, appointment.ticket, appointment=appointment.pk, kind=appointment.kind)


def _still(appointment: Appointment, state: AppointmentState) -> None:
    """As it stands now: the ticket is locked, and all its appointments are written under that lock."""
    appointment.refresh_from_db()
    said = _("This has not begun.") if state == AppointmentState.BEGUN else _("This has begun or is over already.")
    require(appointment.state == state, said)


def _set(appointment: Appointment, **values: object) -> None:
    for name, value in values.items():
        setattr(appointment, name, value)
    appointment.save(update_fields=list(values))


def _check_time(appointment: Appointment, log: Act) -> None:
    start, end, person = appointment.starts_at, appointment.ends_at, appointment.person
    require(end > start, _("It ends before it begins."), field="ends_at")
    require(end > log.at, _("That moment has passed."), field="starts_at")
    one_at_a_time(f"appointments of {person.pk}")
    away = Shift.objects.filter(person=person).away().during(start, end).order_by("starts_at").first()
    require(away is None, _("%(person)s is not there then: %(line)s.") % {"person": person, "line": away}, field="starts_at")
    other = Appointment.objects.of(person.pk).to_come().during(start, end).exclude(pk=appointment.pk).first()
    said = _("%(person)s has an appointment then, on %(ticket)s.")
    require(other is None, said % {"person": person, "ticket": other and other.ticket.reference}, field="starts_at")
