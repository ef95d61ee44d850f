"""A service is what its editing says; nobody else than who arranges may edit it."""

from typing import Any

import pytest
from refusing import refused

from vakdesk.access.roles import Role
from vakdesk.approvals.steps import ApproverKind
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person, Team
from vakdesk.people.tests import cast
from vakdesk.records.models import Record
from vakdesk.services.actions import add_service, edit_service
from vakdesk.services.models import Criticality, Service
from vakdesk.suppliers.actions import add_supplier


@pytest.fixture
def given(ann: Person, ada: Person, desk: Team, actor) -> dict[str, Any]:
    return {
        "names": {"en": "Printing and scanning", "nl": "Printen"},
        "owner": ada,
        "team": desk,
        "supplier": add_supplier(by=actor(ann), name="Printers Ltd"),
        "criticality": Criticality.SUPPORTING,
    }


def is_as(given: dict[str, Any]) -> bool:
    """Whether the one service is as given."""
    kept = Service.objects.get()
    return {name: getattr(kept, name) for name in given} == given


def test_an_added_service_is_as_given(ann: Person, given: dict[str, Any], actor) -> None:
    service = add_service(by=actor(ann), **given)
    assert is_as(given | {"code": "printing-and-scanning", "is_active": True})
    assert Entry.objects.about(service).get().verb == "service.added"


def test_an_edited_service_is_as_given_and_keeps_its_code(ann: Person, given: dict[str, Any], actor) -> None:
    service = add_service(by=actor(ann), names={"en": "Printing"})
    edit_service(service, by=actor(ann), is_active=False, **given)
    assert is_as(given | {"code": "printing", "is_active": False})
    assert Entry.objects.latest("pk").verb == "service.edited"


def test_a_service_has_a_name_of_its_own(ann: Person, actor) -> None:
    add_service(by=actor(ann), names={"en": "Printing"})
    with refused("name_en", "by that name already"):
        add_service(by=actor(ann), names={"en": "Printing"})
    with refused("name_en", "with letters"):
        add_service(by=actor(ann), names={"en": "!?"})
    assert len(add_service(by=actor(ann), names={"en": "Mail"}, code="m" * 300).code) == 60


def test_an_agent_and_the_lead_of_another_team_edit_none(ann: Person, ada: Person, systems: Team, given: dict[str, Any], actor) -> None:
    service = add_service(by=actor(ann), **given)
    lead = cast.make_person(role=Role.LEAD, scope=systems)
    for person in (ada, lead):
        with pytest.raises(NotAllowed):
            edit_service(service, by=actor(person), is_active=False, **given)
    assert Service.objects.get().is_active


def test_whoever_owns_a_service_can_be_asked_to_approve(ann, actor, dee, lindewaard):
    service = add_service(by=actor(ann), names={"en": "Mail"}, owner=dee)
    kind = ApproverKind.registry["service_owner"]
    assert (service.code, "Mail") in kind.choices()
    assert [chair.person for chair in kind.seats(Record(), None, service.code)] == [dee]
    assert [chair.person for chair in kind.seats(Record(), None, "no-such-service")] == [None]
