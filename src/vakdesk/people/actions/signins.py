"""What people do at the door: signing in and out, passwords, second factors, their own addresses.

The sign-in framework has stored its part when it tells us, so these acts record and change nothing (decision 0011).
"""

from vakdesk.access.actors import Door, machine
from vakdesk.logbook.act import act
from vakdesk.logbook.verbs import Verb
from vakdesk.people import permissions, verbs
from vakdesk.people.actions.addresses import digest
from vakdesk.people.actors import actor_for
from vakdesk.people.kinds import Factor, FactorChange, PasswordChange, SignIn
from vakdesk.people.models import Person


def record_sign_in(person: Person, *, method: str) -> None:
    """The person is in. An unknown `method` counts as another way."""
    with act(actor_for(person), may=permissions.SELF, on=person) as log:
        log.record(verbs.SIGNED_IN, person, method=SignIn(method) if method in SignIn else SignIn.OTHER)


def record_sign_out(person: Person) -> None:
    with act(actor_for(person), may=permissions.SELF, on=person) as log:
        log.record(verbs.SIGNED_OUT, person)


def record_failed_sign_in(person: Person) -> None:
    """Somebody, we do not know who, failed to sign in as this person."""
    with act(machine("doorkeeper", "Doorkeeper", door=Door.WEB), may=permissions.SELF) as log:
        log.record(verbs.SIGN_IN_FAILED, person)


def record_password_change(person: Person, *, how: PasswordChange) -> None:
    with act(actor_for(person), may=permissions.SELF, on=person) as log:
        log.record(verbs.PASSWORD_CHANGED, person, how=how)


def record_factor_change(person: Person, *, change: FactorChange, kind: str) -> None:
    with act(actor_for(person), may=permissions.SELF, on=person) as log:
        log.record(verbs.AUTHENTICATOR_CHANGED, person, change=change, kind=Factor(kind))


def record_address_change(person: Person, *, verb: Verb, email: str) -> None:
    with act(actor_for(person), may=permissions.SELF, on=person) as log:
        log.record(verb, person, digest=digest(email))


def record_link(person: Person, *, verb: Verb, provider: str) -> None:
    with act(actor_for(person), may=permissions.SELF, on=person) as log:
        log.record(verb, person, provider=provider)
