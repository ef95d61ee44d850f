"""Roles: who holds what, where, from when until when."""

from datetime import datetime

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.people import permissions, verbs
from vakdesk.people.actions.turns import one_at_a_time
from vakdesk.people.models import Group, Organisation, Person, RoleGrant, ScopeKind, Team


def grant_role(
    person: Person,
    *,
    by: Actor,
    role: str,
    scope: Organisation | Team | Group | None = None,
    until: datetime | None = None,
) -> RoleGrant:
    """The person holds the role from now until `until` (None: until ended). Refuses a grant they hold already, and who has left."""
    with act(by, may=permissions.GRANT, on=person) as log:
        kind = ScopeKind.HOUSE if scope is None else ScopeKind(scope._meta.model_name or "")
        place = {} if scope is None else {kind.value: scope}
        require(person.is_active, _("%(person)s has left.") % {"person": person.name})
        require(role != Role.ADMINISTRATOR or scope is None, _("An administrator is one for the whole house."), field="scope")
        held = person.grants.in_force().filter(role=role, scope=kind, **place)
        require(not held.exists(), _("%(person)s holds that role already.") % {"person": person.name}, field="role")
        require(until is None or until > log.at, _("The end lies in the past."), field="until")
        grant = RoleGrant.objects.create(person=person, role=Role(role), scope=kind, starts_at=log.at, ends_at=until, **place)
        log.record(verbs.ROLE_GRANTED, person, role=role, scope=kind, scope_id=scope and scope.pk, until=until and until.isoformat())
    return grant


def end_role(grant: RoleGrant, *, by: Actor) -> None:
    """The grant is over. Refuses to take the last administrator out of the house."""
    with act(by, may=permissions.GRANT, on=grant.person) as log:
        one_at_a_time("administrators")
        grant.refresh_from_db()
        require(grant.ends_at is None or grant.ends_at > log.at, _("That role has ended already."))
        require(not _is_last_administrator(grant), _("This is the last administrator. Give somebody else that role first."))
        grant.ends_at = max(log.at, grant.starts_at)
        grant.save(update_fields=["ends_at"])
        log.record(verbs.ROLE_ENDED, grant.person, role=grant.role, grant=grant.pk)


def _is_last_administrator(grant: RoleGrant) -> bool:
    """Grants with an end do not count as others: the house may not run out of administrators by itself."""
    if grant.role != Role.ADMINISTRATOR:
        return False
    return not RoleGrant.objects.administrators().filter(ends_at=None).exclude(pk=grant.pk).exists()
