"""The register says what was said of an item, refuses what cannot be, and shows it to nobody else's staff."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from refusing import refused

from vakdesk.access.roles import Role
from vakdesk.inventory import actions
from vakdesk.inventory.kinds import State
from vakdesk.inventory.models import Item, ItemType, Location
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Organisation, Person
from vakdesk.people.tests import cast


def test_a_registered_item_is_as_given_and_found_by_every_code_it_carries(laptop: Item, ada: Person) -> None:
    kept = Item.objects.get()
    assert (kept.reference[:4], kept.title, kept.tag, kept.state) == ("DEV-", "Laptop 12", "LW-0012", State.IN_STOCK)
    assert kept.values == {"memory_gb": 16}
    for code in ("lw-0012", kept.reference.lower(), "5CG1234", "aa-bb-cc-00-11-22"):
        assert Item.objects.visible_to_staff(cast.actor(ada)).called(code).get() == kept
    assert Entry.objects.about(kept).get().facts == {"type": kept.type_id, "state": "in_stock"}


def test_what_cannot_be_is_refused_at_its_field(make_item: Callable[..., Item], laptop: Item) -> None:
    with refused("tag", "Another device carries the tag LW-0012"):
        make_item(tag="LW-0012")
    with refused("tag", "At most 60"):
        make_item(tag="x" * 300)
    with refused("macs", "no hardware address"):
        make_item(macs=["not-one"])
    with refused("own_memory_gb", "will not do"):
        make_item(values={"memory_gb": "lots"})
    with refused("warranty_until", "before it was bought"):
        make_item(bought_on=date(2026, 1, 2), warranty_until=date(2026, 1, 1))
    with refused("state", "begins ordered"):
        make_item(state=State.RETIRED)
    with refused("holder", "who has it"):
        make_item(state=State.ISSUED)
    assert Item.objects.count() == 1


def test_an_edit_says_which_fields_it_changed(laptop: Item, ada: Person, lindewaard: Organisation, room: Location) -> None:
    given = {"title": "Laptop 13", "organisation": lindewaard, "team": None, "macs": ["aabbcc001122"], "values": {"memory_gb": 16}}
    actions.edit(laptop, by=cast.actor(ada), location=room, **given)
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.facts["fields"]) == ("item.edited", "title, location")
    actions.edit(laptop, by=cast.actor(ada), **given)
    assert Entry.objects.latest("pk") == entry


def test_places_lie_within_each_other_and_never_within_themselves(room: Location, lindewaard: Organisation) -> None:
    by = cast.INSTALLER
    rack = actions.add_location(by=by, name="Rack", parent=room)
    unit = actions.add_location(by=by, name="U4", parent=rack)
    campus = actions.add_location(by=by, name="Campus", organisation=lindewaard)
    with refused("parent", "within itself"):
        actions.edit_location(room, by=by, name="C2", parent=unit, organisation=lindewaard, is_active=True)
    actions.edit_location(room, by=by, name="C3", parent=campus, organisation=lindewaard, is_active=True)
    unit.refresh_from_db()
    assert unit.path == "Campus / C3 / Rack / U4"
    assert list(Location.objects.within(campus)) == list(Location.objects.all())


def test_who_serves_another_client_neither_sees_nor_registers_it(
    laptop: Item, computer: ItemType, vlierhof: Organisation, lindewaard: Organisation
) -> None:
    other = cast.make_person(role=Role.AGENT, scope=vlierhof)
    assert cast.client_of(other).get(laptop.get_absolute_url()).status_code == 404
    with pytest.raises(NotAllowed):
        actions.register(by=cast.actor(other), type=computer, organisation=lindewaard)
    assert actions.register(by=cast.actor(other), type=computer, organisation=vlierhof).organisation_id == vlierhof.pk


def test_what_people_type_is_shown_and_never_run(make_item: Callable[..., Item], as_ada: Client) -> None:
    evil = '<script>alert("x")</script>'
    names = ("title", "tag", "serial", "order_number", "function", "meant_for")
    item = make_item(**{name: f"{number}{evil}" for number, name in enumerate(names)})
    for url in (item.get_absolute_url(), "/devices/", f"{item.get_absolute_url()}edit/", "/devices/lookup/?q=0<scr"):
        page = as_ada.get(url).content.decode()
        assert evil not in page and "<script>alert" not in page.lower(), url
