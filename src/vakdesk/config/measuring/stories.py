"""What a measured desk is filled with: a house, its people, and a set of tickets played by the real actions.

A set is SET tickets, of which one of each open state and the rest closed after some talk, as in a desk that has been at work
for long.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vakdesk.access.actors import Actor, Door, machine
from vakdesk.access.roles import Role
from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.kit.progress import Bar
from vakdesk.levels import actions as levels
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.kinds import AgreementKind, Measure
from vakdesk.logbook.act import act
from vakdesk.logbook.followers import run_followers
from vakdesk.logbook.models import Book, Cursor, Head
from vakdesk.people import actions as people
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Line, Person, Team
from vakdesk.people.permissions import EDIT
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Closure, Level, TicketKind, Verification, WaitingFor
from vakdesk.tickets.models import Category, Ticket
from vakdesk.tickets.starting_set import install

FOUNDER = machine("installer", "Bench", door=Door.COMMAND)
INTAKE = machine("mailroom", "Bench", door=Door.COMMAND)
SET = 200
ORGANISATIONS, AGENTS, REQUESTERS = 5, 8, 2_000
#: Requesters of the same organisation, alike in having mail or not, and by a step that no key takes.
ON_TO_THE_NEXT = 220
#: One in so many has a mail address: each mail is kept for a year, and a million tickets of them would be a disk full of mail.
BY_MAIL = 20
STEP = timedelta(minutes=40)
HOUR = 3600
SYLLABLES = "ver pri net werk ter lo kaal scher wacht woord sleu tel mel ding roos ac count bij lage ser ve da ta ge bruik toe gang"


@dataclass(frozen=True)
class House:
    """Whoever and whatever the stories are about."""

    agents: Sequence[Person]
    requesters: Sequence[Person]
    teams: Sequence[Team]
    categories: Sequence[Category]


def found() -> House:
    """An empty desk gets teams, agents, requesters, categories, and an agreement that counts day and night."""
    with clock.travel(clock.now() - timedelta(days=3650)):
        organisations = [people.add_organisation(f"School {number}", by=FOUNDER) for number in range(ORGANISATIONS)]
        teams = [people.add_team("Front", by=FOUNDER), people.add_team("Behind", by=FOUNDER, line=Line.SECOND)]
        install(by=FOUNDER)
        calendar = levels.add_calendar(
            by=FOUNDER, name="Day and night", starts_on=date(2000, 1, 1), days=["0:00-24:00"] * 7, zone="UTC", country=""
        )
        levels.add_agreement(
            by=FOUNDER,
            kind=AgreementKind.SLA,
            name="Day and night",
            calendar=calendar,
            holds_for=[WaitingFor.REQUESTER],
            targets=[Wanted(Measure.FIRST_RESPONSE, 400 * HOUR), Wanted(Measure.RESOLUTION, 4_000 * HOUR)],
        )
        agents = [_agent(number, teams) for number in range(AGENTS)]
        requesters: list[Person] = []
        bar = Bar("Registering people", REQUESTERS)
        while len(requesters) < REQUESTERS:
            with act(INTAKE, may=EDIT):
                for number in range(len(requesters), min(len(requesters) + SET, REQUESTERS)):
                    name = f"{_word(number).title()} {_word(number * 7 + 3).title()}son"
                    home = organisations[number % ORGANISATIONS]
                    email = f"{_word(number)}.{number}@school.example" if number % BY_MAIL == 0 else ""
                    requesters.append(people.register(name, by=INTAKE, email=email, organisation=home))
            bar.step(SET)
        bar.end()
        _settle()
    return House(agents, requesters, teams, list(Category.objects.order_by("pk")))


def _agent(number: int, teams: Sequence[Team]) -> Person:
    agent = people.register(f"Agent {_word(number).title()}", by=INTAKE)
    people.grant_role(agent, by=FOUNDER, role=Role.AGENT)
    people.join_team(teams[number % len(teams)], by=FOUNDER, person=agent)
    return agent


def requester_of(house: House, place: int, number: int) -> Person:
    """Whose ticket it is at that place of that set: another person of the same organisation in every set."""
    return house.requesters[(place + ON_TO_THE_NEXT * number) % REQUESTERS]


def phrases_of(place: int, number: int) -> list[str]:
    """What is said on the ticket at that place of that set: its title, then texts. Words come as often as in a language."""
    draw = random.Random(number * SET + place)  # noqa: S311  the same desk every time
    lengths = (6, 40, 25, 50, 20, 30, 8)
    return [" ".join(_word(int(draw.paretovariate(0.35)) % 9_001) for _each in range(length)).capitalize() for length in lengths]


def play(house: House, number: int, begins: datetime) -> list[Ticket]:
    """The tickets of a set, played by the real actions and settled: mails written, clocks read."""
    tickets = []
    bar = Bar(f"Playing set {number + 1}", SET)
    for place in range(SET):
        tickets.append(_ticket(house, place, number, begins + STEP / SET * place))
        bar.step()
    bar.end()
    with clock.travel(begins + STEP + timedelta(minutes=30)):
        _settle()
    return tickets


def _settle() -> None:
    """Followers read to the end of the book, and what they ordered is done."""
    while Cursor.objects.filter(position__lt=Head.objects.get(book=Book.MAIN).position, book=Book.MAIN).exists() or run_followers():
        run_followers()
    work_off()


def _ticket(house: House, place: int, number: int, at: datetime) -> Ticket:
    requester, agent = requester_of(house, place, number), house.agents[place % AGENTS]
    title, report, answer, more, noted, solution, cause = phrases_of(place, number)
    by, asks = actor_for(agent), actor_for(requester, door=Door.PORTAL)
    category = house.categories[place % len(house.categories)]
    with clock.travel(at):
        ticket = actions.register(
            requester, by=by if place % 3 else INTAKE, kind=TicketKind.INCIDENT, title=title, text=report, team=house.teams[place % 2]
        )
    if place in (0, 1):  # nobody's yet
        return ticket
    with clock.travel(at + timedelta(minutes=1)):
        actions.take(ticket, by=by)
        actions.classify(ticket, by=by, category=category, impact=Level.LOW, urgency=(Level.LOW, Level.MEDIUM)[place % 2])
        actions.reply(ticket, by=by, text=answer)
    if place == 2:
        with clock.travel(at + timedelta(minutes=2)):
            actions.hold(ticket, by=by, waiting_for=WaitingFor.REQUESTER, reason=cause)
        return ticket
    with clock.travel(at + timedelta(minutes=4)):
        actions.reply(ticket, by=asks, text=more)
        actions.note(ticket, by=by, text=noted)
    if place == 3:
        return ticket
    with clock.travel(at + timedelta(minutes=9)):
        actions.resolve(ticket, by=by, cause=cause, done=solution, verification=Verification.REQUESTER, text=solution)
        actions.close(ticket, by=by, closure=Closure.CONFIRMED)
    return ticket


def agent_actor(house: House, number: int) -> Actor:
    return actor_for(house.agents[number])


def _word(number: int) -> str:
    parts = SYLLABLES.split()
    first, rest = number % len(parts), number // len(parts)
    return parts[first] + parts[rest % len(parts)] + (parts[rest // len(parts) % len(parts)] if rest >= len(parts) else "")
