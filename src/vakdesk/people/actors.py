"""From a person to an actor: who they are and what they hold at this moment."""

import uuid

from vakdesk.access.actors import Actor, Door, Grant
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.prepared import prepared
from vakdesk.people.models import Person, RoleGrant


def actor_for(person: Person, *, door: Door = Door.WEB, correlation: uuid.UUID | None = None) -> Actor:
    """The person with the grants in force now. Two queries at most."""
    held = prepared("people.grants", RoleGrant.objects.held, person=person.pk, at=clock.now())
    grants = tuple(Grant(Role(grant.role), grant.organisation_id, grant.team_id, grant.group_id) for grant in held)
    return Actor(
        person_id=person.pk,
        label=person.name,
        grants=grants,
        door=door,
        correlation=correlation or uuid.uuid4(),
        language=person.language or (person.organisation.language if person.organisation else ""),
    )
