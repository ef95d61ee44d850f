"""The people of the tests, and small factories with defaults. Everybody is made by the real actions, in January 2025."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from itertools import count

from django.conf import settings
from django.test import Client
from remembered import remembered

from vakdesk.access.actors import Actor, Door, machine
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.commands import commands
from vakdesk.kit.text import fold
from vakdesk.logbook.act import act
from vakdesk.people import actions, permissions
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Group, Organisation, Person, Team

INSTALLER = machine("installer", "Installer", door=Door.COMMAND)
PASSWORD = "hang-the-moon-9"
#: Long before any moment a test travels to, so that roles are in force whenever it plays.
HIRED = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)
_number = count(1)


@remembered
def make_organisation(name: str = "", *, language: str = "nl", zone: str = "", domains: tuple[str, ...] = ()) -> Organisation:
    with clock.travel(HIRED):
        return actions.add_organisation(name or f"Client {next(_number)}", by=INSTALLER, language=language, zone=zone, domains=domains)


@remembered
def make_team(name: str = "", *, line: str = "1") -> Team:
    with clock.travel(HIRED):
        return actions.add_team(name or f"Team {next(_number)}", by=INSTALLER, line=line)


@remembered
def make_person(
    name: str = "",
    *,
    organisation: Organisation | None = None,
    email: str | None = None,
    phone: str = "",
    language: str = "en",
    role: Role | None = None,
    scope: Organisation | Team | Group | None = None,
    teams: tuple[Team, ...] = (),
    account: bool = True,
) -> Person:
    """A person with a verified address (`email=""`: none), an account whose password is PASSWORD, and at most one role."""
    name = name or f"Person {next(_number)}"
    handle = fold(name).replace(" ", ".")
    with clock.travel(HIRED), act(INSTALLER, may=permissions.REGISTER):
        address = email if email is not None else f"{handle}@example.org"
        person = actions.register(
            name, by=INSTALLER, email=address, verified=True, organisation=organisation, phone=phone, language=language
        )
        if account:
            actions.give_account(person, by=INSTALLER, username=handle, password=PASSWORD)
        for team in teams:
            actions.join_team(team, by=INSTALLER, person=person)
        if role:
            actions.grant_role(person, by=INSTALLER, role=role, scope=scope)
    return person


def actor(person: Person, *, door: Door = Door.WEB) -> Actor:
    """The person as they would act now."""
    return actor_for(person, door=door)


def client_of(person: Person) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(person)
    return client


@remembered
def session_of(person: Person) -> str:
    """The key of a session in which the person is signed in."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def typed(command: str, *words: str) -> int:
    """`vakdesk COMMAND WORDS…`, without what surrounds it: the exit status, or Refused."""
    parser = ArgumentParser()
    commands[command].arguments(parser)
    return commands[command].run(parser.parse_args(words))
