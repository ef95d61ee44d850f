"""The sample company comes to be: firms, teams, people, their posts, and what the desk is asked about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from vakdesk.access.actors import Actor, Door, machine
from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role
from vakdesk.demo.asking import arrange_scripts
from vakdesk.demo.company import CALLS, CATEGORIES, CLASS, CONTACTS, FIRMS, LEAVERS, LIMITED, MEMBERS, POSTS, TEAMS, Member
from vakdesk.demo.devices import stock_up
from vakdesk.demo.levels import agree_levels
from vakdesk.demo.playing import correlation
from vakdesk.demo.ruling import arrange_rules
from vakdesk.demo.screenplay import edition
from vakdesk.inventory import permissions as for_inventory
from vakdesk.kit import clock
from vakdesk.kit.text import fold
from vakdesk.levels import permissions as for_levels
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.people import actions as people
from vakdesk.people import permissions as for_people
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.rules import permissions as for_rules
from vakdesk.scripts import permissions as for_scripts
from vakdesk.tickets import actions as tickets
from vakdesk.tickets import permissions as for_tickets
from vakdesk.tickets.kinds import Care, TicketKind
from vakdesk.tickets.models import Category

FOUNDER = machine("installer", "Installer", door=Door.COMMAND)
#: So long before the demo's first start everybody was employed, and so long before it some left.
EMPLOYED_FOR, LEFT_FOR = timedelta(days=400), timedelta(days=12)
#: So long ago Tia began with kinds of tickets that were new to her.
NEW_KINDS_FOR = timedelta(days=6)


def anchor() -> datetime | None:
    """The moment the demo was first started, from which its eight weeks count back. None before that."""
    first = Entry.objects.filter(correlation=_mark("company")).order_by("position").first()
    return first and first.at + EMPLOYED_FOR


def found(now: datetime) -> datetime | None:
    """Firms, teams, people, posts and categories are there; answers the anchor.

    None, and nothing done, for a desk in which something else lives, such as a demo with other storylines.
    """
    begun = anchor()
    if begun is None and Organisation.objects.exists():
        return None
    moment = begun or now.replace(second=0, microsecond=0)
    _once("company", for_people.ARRANGE, moment - EMPLOYED_FOR, _company)
    _once("choices", for_tickets.ARRANGE, moment - EMPLOYED_FOR, _choices)
    _once("scripts", for_scripts.ARRANGE, moment - EMPLOYED_FOR, arrange_scripts)
    _once("rules", for_rules.ARRANGE, moment - EMPLOYED_FOR, arrange_rules)
    _once("devices", for_inventory.ARRANGE, moment - EMPLOYED_FOR, stock_up)
    _once("levels", for_levels.ARRANGE, moment - EMPLOYED_FOR, agree_levels)
    _once("care", for_people.ARRANGE, moment - EMPLOYED_FOR, _care)
    _once("new kinds for Tia", for_people.ARRANGE, moment - NEW_KINDS_FOR, _new_kinds)
    _once("leavers", for_people.GRANT, moment - LEFT_FOR, _leavers)
    return moment


def _once(part: str, may: Permission, moment: datetime, do: Callable[[Actor], None]) -> None:
    """Does a part in one act at that moment, unless the logbook says that it was done before."""
    by = replace(FOUNDER, correlation=_mark(part))
    if not Entry.objects.filter(correlation=by.correlation).exists():
        with clock.travel(moment), act(by, may=may):
            do(by)


def _mark(part: str) -> UUID:
    return correlation(f"{part} {edition()}")


def _company(by: Actor) -> None:
    firms = {
        key: people.add_organisation(firm.name, by=by, language=firm.language, zone=firm.zone, domains=(firm.domain,))
        for key, firm in FIRMS.items()
    }
    teams = {key: people.add_team(name, by=by, line=line) for key, (name, line) in TEAMS.items()}
    staff = {member.key: _employ(by, member, number, firms) for number, member in enumerate(MEMBERS.values(), start=101)}
    for key, (team, role) in POSTS.items():
        _post(by, staff[key], role, teams.get(team), firms.get(LIMITED.get(key, "")))
    for key, firm in CONTACTS.items():
        people.grant_role(staff[key], by=by, role=Role.REQUESTER, scope=firms[firm])
    name, students = CLASS
    people.change_group(people.add_group(name, by=by), by=by, joining=[staff[key] for key in students])


def _employ(by: Actor, member: Member, number: int, firms: dict[str, Organisation]) -> Person:
    firm = FIRMS[member.firm]
    return people.register(
        member.name,
        by=by,
        email=f"{fold(member.name).replace(' ', '.')}@{firm.domain}",
        phone=firm.telephone.format(number),
        job_title=member.job,
        organisation=firms[member.firm],
        language=member.language,
        external_id=f"demo-{member.key}",
        verified=True,
    )


def _post(by: Actor, person: Person, role: Role, team: Team | None, only: Organisation | None) -> None:
    """In the team and with the role: a coach's reaches as far as the team, others' over the house or the one firm."""
    if team is not None:
        people.join_team(team, by=by, person=person)
    people.grant_role(person, by=by, role=role, scope=team if role is Role.COACH else only)


def _choices(by: Actor) -> None:
    """The starting set of categories came with the administrator's role."""
    for code, names in CATEGORIES.items():
        tickets.add_category(by=by, code=code, names=names)
    for code, (kind, category, names, cause, solution) in CALLS.items():
        row = Category.objects.get(code=category)
        tickets.add_call_template(by=by, code=code, kind=kind, category=row, names=names, cause=cause, done=solution)


def _care(by: Actor) -> None:
    """The desk is run by trainees who know it: their coach reads along."""
    for key, (_team, role) in POSTS.items():
        if role is Role.TRAINEE:
            _set_care(by, key, Care.WATCHED, "Tweedejaars: kent de servicedesk. Ik lees mee.")


def _new_kinds(by: Actor) -> None:
    for kind in (TicketKind.SERVICE_REQUEST, TicketKind.INFORMATION, TicketKind.ACCESS):
        _set_care(by, "tia", Care.RELEASED, "Nieuw voor Tia: deze berichten bekijken we eerst samen.", kind)


def _set_care(by: Actor, key: str, care: Care, why: str, kind: str = "") -> None:
    karel, trainee = (Person.objects.get(external_id=f"demo-{one}") for one in ("karel", key))
    coach = actor_for(karel, correlation=by.correlation)
    tickets.set_care(trainee, by=coach, care=care, why=why, kind=kind, starts_on=timezone.localdate(clock.now()))


def _leavers(by: Actor) -> None:
    for key in LEAVERS:
        people.record_leaving(Person.objects.get(external_id=f"demo-{key}"), by=by)
