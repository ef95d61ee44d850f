"""The weeks at the desk: who is on, who has lessons, whose turn the phone is, and two appointments Ada has to keep."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from vakdesk.access.actors import Actor
from vakdesk.demo.company import TEAMS
from vakdesk.demo.playing import correlation
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person, Team
from vakdesk.shifts import actions
from vakdesk.shifts.kinds import AppointmentKind, Consent, ShiftKind
from vakdesk.shifts.weeks import Week
from vakdesk.tickets.models import Ticket

#: Who is on from when until when on working days; trainees have lessons on the day given, counted from Monday.
EARLY, LATE = (time(8), time(16, 30)), (time(9, 30), time(18))
ON = {"ada": EARLY, "cem": LATE, "joris": EARLY, "dee": EARLY, "tia": LATE, "youssef": EARLY, "lotte": LATE}
LESSONS = {"tia": 1, "youssef": 1, "lotte": 3}
AT_SCHOOL = (time(9), time(16))
PHONE = (time(9), time(12, 30))
AT_THE_PHONE = ("ada", "cem", "tia", "joris", "cem")
#: Away on Friday.
AWAY = "joris"
FRIDAY = 4
WORKING_DAYS = range(5)


def plan_weeks() -> None:
    """This week and the next stand on the desk's rota, and Ada has a site visit and a remote session; nothing the second time."""
    people = {person.external_id.removeprefix("demo-"): person for person in _staff()}
    lead = actor_for(people["dee"], correlation=correlation("rota"))
    if Entry.objects.filter(correlation=lead.correlation).exists():
        return
    team, week = Team.objects.get(name=TEAMS["desk"][0]), Week.of(timezone.localdate(clock.now()))
    for key, kind, day, (since, until) in _lines():
        times = {"starts_at": _at(week.days[day], since), "ends_at": _at(week.days[day], until)}
        actions.plan(by=lead, team=team, person=people[key], kind=kind, **times)
    actions.copy_week(team, by=lead, into=week.plus(1).monday)
    away = {"starts_at": _at(week.days[FRIDAY], time(0)), "ends_at": _at(week.days[FRIDAY + 1], time(0))}
    actions.plan(by=lead, team=team, person=people[AWAY], kind=ShiftKind.ABSENCE, **away)
    _make_appointments(people["ada"], week)


def _staff() -> list[Person]:
    return list(Person.objects.filter(external_id__in=[f"demo-{key}" for key in {*ON, *AT_THE_PHONE}]))


def _lines() -> Iterator[tuple[str, ShiftKind, int, tuple[time, time]]]:
    for day in WORKING_DAYS:
        for key, hours in ON.items():
            if LESSONS.get(key) == day:
                yield key, ShiftKind.LESSONS, day, AT_SCHOOL
            else:
                yield key, ShiftKind.SHIFT, day, hours
        if LESSONS.get(AT_THE_PHONE[day]) != day:
            yield AT_THE_PHONE[day], ShiftKind.PHONE, day, PHONE


def _make_appointments(ada: Person, week: Week) -> None:
    """On the next working day, on what she has open."""
    by = actor_for(ada, correlation=correlation("appointments"))
    today = timezone.localdate(clock.now())
    day = today + timedelta(days=1) if today.weekday() < FRIDAY else week.plus(1).monday
    for ticket, do in zip(_open_tickets(ada), (_visit, _session), strict=False):
        do(ticket, by, ada, day)


def _open_tickets(ada: Person) -> list[Ticket]:
    return list(Ticket.objects.open().assigned_to(ada.pk).select_related("record").order_by("-opened_at", "-pk")[:2])


def _visit(ticket: Ticket, by: Actor, ada: Person, day: date) -> None:
    times = {"starts_at": _at(day, time(13)), "ends_at": _at(day, time(14))}
    actions.arrange(ticket, by=by, kind=AppointmentKind.VISIT, person=ada, place="C2.04", **times)


def _session(ticket: Ticket, by: Actor, ada: Person, day: date) -> None:
    times = {"starts_at": _at(day, time(10)), "ends_at": _at(day, time(10, 30))}
    session = actions.arrange(ticket, by=by, kind=AppointmentKind.REMOTE, person=ada, **times)
    actions.record_consent(session, by=by, how=Consent.PHONE, given_at=clock.now())


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=timezone.get_current_timezone())
