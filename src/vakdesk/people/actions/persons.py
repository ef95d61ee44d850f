"""Persons: known to the desk, changed, gone, back."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit import clock
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.people import permissions, verbs
from vakdesk.people.actions.addresses import attach
from vakdesk.people.actions.roles import end_role
from vakdesk.people.models import Membership, Organisation, Person

EDITABLE = ("name", "called", "phone", "job_title", "organisation", "lead", "language", "zone", "external_id")
#: What people may change about themselves. Their name is what the organisation knows them by.
OWN = ("called", "phone", "language", "zone", "theme", "density", "undo")
LONGEST = {"name": 120, "called": 60, "phone": 40, "job_title": 120}


def register(
    name: str,
    *,
    by: Actor,
    email: str = "",
    phone: str = "",
    job_title: str = "",
    organisation: Organisation | None = None,
    language: str = "",
    external_id: str | None = None,
    verified: bool = False,
) -> Person:
    """The person is known to the desk, without an account. `verified`: the address comes from a source we trust.

    Refuses an empty name, an organisation the actor does not serve, and an address or external id that is somebody's.
    """
    with act(by, may=permissions.REGISTER) as log:
        _serves(by, organisation)
        person = Person(joined_at=log.at, organisation=organisation)
        _fill(person, {"name": name, "phone": phone, "job_title": job_title, "language": language, "external_id": external_id})
        person.set_unusable_password()
        person.save()
        log.record(verbs.REGISTERED, person)
        if email:
            address = attach(person, email, verified=verified)
            log.record(verbs.ADDRESS_ADDED, person, digest=address.digest)
    return person


def edit(person: Person, *, by: Actor, **values: Any) -> None:
    """The named fields of EDITABLE hold the values; nothing is recorded when nothing differs.

    Refuses that somebody leads themselves, or is led by whom they lead.
    """
    assert set(values) <= set(EDITABLE)
    with act(by, may=permissions.EDIT, on=person):
        _leads_another(values.get("lead"), person)
        if "organisation" in values and values["organisation"] != person.organisation:
            _serves(by, values["organisation"])
        _edit(person, by=by, may=permissions.EDIT, values=values)


def edit_self(person: Person, *, by: Actor, **values: Any) -> None:
    """The person's own fields of OWN hold the values. Refuses anybody but the person."""
    assert set(values) <= set(OWN)
    _edit(person, by=by, may=permissions.SELF, values=values)


def record_leaving(person: Person, *, by: Actor, on: date | None = None) -> None:
    """The person has left (on that day, by default today): no sign-in, no roles, no teams, no groups. Their tickets stay theirs.

    Refuses who has left already, a day to come, and the last administrator.
    """
    with act(by, may=permissions.GRANT, on=person) as log:
        today = log.at.date()
        require(person.is_active, _("%(person)s has left already.") % {"person": person.name})
        require(on is None or on <= today, _("That day is still to come."), field="on")
        for grant in person.grants.in_force():
            end_role(grant, by=by)
        Membership.objects.filter(person=person).delete()
        person.cohorts.clear()  # type: ignore[attr-defined]
        person.is_active, person.left_on = False, on or today
        person.save(update_fields=["is_active", "left_on"])
        log.record(verbs.LEFT, person, on=person.left_on.isoformat())


def record_return(person: Person, *, by: Actor) -> None:
    """The person is active again, without the roles they had. Refuses who has not left."""
    with act(by, may=permissions.EDIT, on=person) as log:
        require(not person.is_active, _("%(person)s has not left.") % {"person": person.name})
        person.is_active, person.left_on = True, None
        person.save(update_fields=["is_active", "left_on"])
        log.record(verbs.RETURNED, person)


def _edit(person: Person, *, by: Actor, may: Permission, values: dict[str, Any]) -> None:
    with act(by, may=may, on=person) as log:
        changed = _fill(person, values)
        if changed:
            person.save()
            log.record(verbs.EDITED, person, fields=", ".join(sorted(changed)))


def _serves(by: Actor, organisation: Organisation | None) -> None:
    """Staff limited to organisations may not move people out of, or into, what they do not serve."""
    scope = by.reach(permissions.REGISTER)
    within = scope.house or bool(scope.teams) or (organisation is not None and organisation.pk in scope.organisations)
    require(within, _("Choose an organisation that you serve."), field="organisation")


def _leads_another(lead: Person | None, person: Person) -> None:
    above, seen = lead, set[int]()
    while above is not None and above.pk not in seen:
        require(above.pk != person.pk, _("Nobody leads themselves, nor whoever leads them."), field="lead")
        seen.add(above.pk)
        above = above.lead


def _fill(person: Person, values: dict[str, Any]) -> list[str]:
    """Puts cleaned values on the person; answers which of them differ from before."""
    cleaned = {field: _clean(field, value) for field, value in values.items()}
    require(cleaned.get("name", person.name), _("Give a name."), field="name")
    require(cleaned.get("language", "") in {"", *dict(settings.LANGUAGES)}, _("That language is not known here."), field="language")
    require(not (zone := cleaned.get("zone")) or zone in clock.zones(), _("That time zone is not known."), field="zone")
    key = cleaned.get("external_id")
    taken = key is not None and Person.objects.filter(external_id=key).exclude(pk=person.pk).exists()
    require(not taken, _("Somebody else has that number in the source system."), field="external_id")
    changed = [field for field, value in cleaned.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, cleaned[field])
    return changed


def _clean(field: str, value: Any) -> Any:
    if field in LONGEST:
        return one_line(storable(value), at_most=LONGEST[field])
    if field == "external_id":
        return one_line(storable(value), at_most=120) or None if value else None
    return value
