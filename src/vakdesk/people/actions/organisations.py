"""Organisations the desk serves, with their mail domains; and groups of people, such as classes."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.people import permissions, verbs
from vakdesk.people.models import Group, MailDomain, Organisation, Person


def add_organisation(name: str, *, by: Actor, language: str = "nl", zone: str = "", domains: Iterable[str] = ()) -> Organisation:
    """The organisation exists; mail from its domains belongs to it. Refuses a name or domain that is taken."""
    with act(by, may=permissions.ARRANGE) as log:
        organisation = Organisation(name=_free_name(Organisation(), name), language=language, zone=zone)
        organisation.save()
        _own_domains(organisation, domains)
        log.record(verbs.ORGANISATION_ADDED, organisation)
    return organisation


def edit_organisation(organisation: Organisation, *, by: Actor, domains: Iterable[str] | None = None, **values: Any) -> None:
    """Name, language, zone and is_active hold the values, and exactly these domains (None: as they are) belong to it.

    Refuses a name or domain that is taken. Nothing is recorded when nothing differs.
    """
    assert set(values) <= {"name", "language", "zone", "is_active"}
    with act(by, may=permissions.ARRANGE) as log:
        organisation.refresh_from_db()
        if "name" in values:
            values["name"] = _free_name(organisation, values["name"])
        changed = [field for field, value in values.items() if getattr(organisation, field) != value]
        for field in changed:
            setattr(organisation, field, values[field])
        if changed:
            organisation.save()
        if domains is not None and _own_domains(organisation, domains):
            changed.append("domains")
        if changed:
            log.record(verbs.ORGANISATION_EDITED, organisation, fields=", ".join(sorted(changed)))


def add_group(name: str, *, by: Actor, external_id: str = "") -> Group:
    """The group exists, without members; `external_id` is its key elsewhere, by default its name. Refuses a key that is taken."""
    with act(by, may=permissions.ARRANGE) as log:
        name, key = one_line(name, at_most=80), one_line(external_id or name, at_most=80)
        require(name, _("Give the group a name."), field="name")
        require(not Group.objects.filter(external_id=key).exists(), _("There is already a group of that name."), field="name")
        group = Group.objects.create(name=name, external_id=key)
        log.record(verbs.GROUP_ADDED, group)
    return group


def change_group(group: Group, *, by: Actor, joining: Iterable[Person | int] = (), leaving: Iterable[Person | int] = ()) -> None:
    """Those joining are in the group and those leaving are not; nothing is recorded when nobody moved."""
    with act(by, may=permissions.ARRANGE) as log:
        before = set(group.members.values_list("pk", flat=True))
        joined, left = {_pk(one) for one in joining} - before, {_pk(one) for one in leaving} & before
        group.members.add(*joined)
        group.members.remove(*left)
        if joined or left:
            log.record(verbs.GROUP_CHANGED, group, joined=len(joined), left=len(left))


def _pk(person: Person | int) -> int:
    return person if isinstance(person, int) else person.pk


def _free_name(organisation: Organisation, name: str) -> str:
    name = one_line(name, at_most=120)
    require(name, _("Give the organisation a name."), field="name")
    taken = Organisation.objects.filter(name=name).exclude(pk=organisation.pk).exists()
    require(not taken, _("There is already an organisation of that name."), field="name")
    return name


def _own_domains(organisation: Organisation, domains: Iterable[str]) -> bool:
    """Exactly these domains belong to it; answers whether that is a change."""
    wanted = {domain.strip().lower().removeprefix("@") for domain in domains} - {""}
    had = set(organisation.domains.values_list("name", flat=True))
    for domain in sorted(wanted - had):
        require("." in domain and " " not in domain, _("%(domain)s is no mail domain.") % {"domain": domain}, field="domains")
        taken = MailDomain.objects.filter(name=domain).exists()
        require(not taken, _("The domain %(domain)s belongs to another organisation.") % {"domain": domain}, field="domains")
        organisation.domains.create(name=domain)
    organisation.domains.filter(name__in=had - wanted).delete()
    return wanted != had
