"""Lists from other systems are taken over row by row, many devices are changed at once, and both can be undone."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from refusing import refused

from vakdesk.inventory import actions
from vakdesk.inventory.kinds import BulkOutcome, State
from vakdesk.inventory.models import BulkAct, Item, ItemType, Location
from vakdesk.inventory.reading import SYSTEMS, guess, likeliest, read
from vakdesk.kit import clock
from vakdesk.people.models import Organisation, Person
from vakdesk.people.tests import cast

SNIPEIT = """Asset Tag,Serial,Asset Name,Category,Model,Manufacturer,Status,Checked Out To,Location,Purchase Date,Purchase Cost,Warranty
LW-1,S1,Laptop of Bo,Computer,Book 14,Acme,Deployed,bo@lindewaard.example,C2,2026-01-15,"1.049,50",36 months
LW-2,S2,=HYPERLINK(1),Computer,Book 14,Acme,Ready to Deploy,,C2,15-01-2026,899.00,
LW-3,S3,Lost,Computer,,,Ready to Deploy,nobody@example.org,C2,,,
LW-4,S4,Astray,Computer,,,Ready to Deploy,,Atlantis,,,
,,,,,,,,C2,,,
"""
OTHERS = {
    "glpi": "Name;Inventory number;Serial number;Manufacturers;Model;Locations;User\nPC-1;LW-9;S9;Acme;Book;C2;",
    "intune": "Device name,Serial number,Manufacturer,Model,OS,Encrypted,Primary user UPN,Wi-Fi MAC\nPC-1,S9,Acme,Book,Windows,True,,AABBCC001122",
    "jamf": "Computer Name,Asset Tag,Serial Number,Model,Email Address,Operating System\nMac-1,LW-9,S9,MacBook,,14.5",
    "chromebook": "serialNumber,annotatedAssetId,model,annotatedUser,annotatedLocation,osVersion\nS9,LW-9,Chromebook 314,,C2,126",
}


@pytest.fixture
def upload(as_ada: Client) -> Callable[[str], None]:
    def send(text: str) -> None:
        file = SimpleUploadedFile("list.csv", text.encode("utf-8-sig"))
        assert as_ada.post("/devices/import/", {"files": file})["Location"] == "/devices/import/columns/"

    return send


def test_a_list_of_snipe_it_is_taken_over_with_a_report_per_row_and_undone(
    upload: Callable[[str], None], as_ada: Client, bo: Person, room: Location, computer: ItemType, lindewaard: Organisation
) -> None:
    upload(SNIPEIT)
    page = as_ada.get("/devices/import/columns/")
    form = page.context["form"]
    given = {name: field.initial or "" for name, field in form.fields.items()} | {"type": computer.pk, "organisation": lindewaard.pk}
    answer = as_ada.post("/devices/import/columns/?system=snipeit", given)
    bulk = BulkAct.objects.get()
    assert answer["Location"] == bulk.get_absolute_url()
    assert list(bulk.lines.values_list("number", "outcome")) == [(2, "added"), (3, "added"), (4, "refused"), (5, "refused"), (6, "refused")]
    report = as_ada.get(bulk.get_absolute_url()).content.decode()
    assert "nobody@example.org" in report and "Atlantis" in report and "Neither tag" in report
    first, second = Item.objects.order_by("pk")
    assert (first.holder, first.state, first.location, first.price) == (bo, State.ISSUED, room, Decimal("1049.50"))
    assert (first.bought_on, first.warranty_until) == (date(2026, 1, 15), date(2026, 1, 15) + timedelta(days=1096))
    assert (second.title, second.state, second.bought_on) == ("HYPERLINK(1)", State.IN_STOCK, date(2026, 1, 15))
    upload(SNIPEIT.replace("899.00", "850"))
    as_ada.post("/devices/import/columns/?system=snipeit", given)
    assert Item.objects.count() == 2 and Item.objects.get(pk=second.pk).price == 850
    as_ada.post(f"{bulk.get_absolute_url()}undo/")
    assert Item.objects.get(pk=second.pk).state == State.IN_STOCK  # the second list changed it since
    assert Item.objects.get(pk=first.pk).state == State.RETIRED and Item.objects.get(pk=first.pk).holder is None
    assert set(bulk.lines.values_list("outcome", flat=True)) == {BulkOutcome.UNDONE, BulkOutcome.KEPT, BulkOutcome.REFUSED}


@pytest.mark.parametrize("system", OTHERS)
def test_the_columns_of_other_systems_are_known_by_their_names(system: str) -> None:
    table = read(OTHERS[system].encode())
    assert likeliest(table.headings) == system
    said = set(guess(table.headings, system).values())
    assert {"serial", "holder"} <= said <= set(SYSTEMS[system].columns.values())


def test_what_is_no_table_is_refused() -> None:
    for content, saying in (
        (b"", "no row"),
        (b"just a heading", "no row"),
        (b"a,b\n" + b"1,2\n" * 2_001, "Split the file"),
        (b"x" * 300_000, "not a table"),
    ):
        with refused("file", saying):
            read(content)


def test_many_are_edited_and_moved_at_once_and_put_back(make_item: Callable[..., Item], room: Location, ada: Person) -> None:
    by = cast.actor(ada)
    items = [make_item(), make_item(), make_item(state=State.ORDERED)]
    with refused("", "to be said"):
        actions.edit_many(by=by, items=items, changes={"location": None, "function": ""})
    edited = actions.edit_many(by=by, items=items, changes={"location": room, "function": "Exam room"})
    moved = actions.move_many(by=by, items=list(Item.objects.all()), verb="retire", why="Too old")
    assert list(moved.lines.values_list("outcome", flat=True)) == ["changed", "changed", "refused"]
    assert {item.location for item in Item.objects.all()} == {room}
    actions.undo_many(moved, by=by)
    assert set(Item.objects.values_list("state", flat=True)) == {State.IN_STOCK, State.ORDERED}
    with refused("", "undone already"):
        actions.undo_many(moved, by=by)
    with clock.travel(clock.now() + timedelta(days=2)), refused("", "has passed"):
        actions.undo_many(edited, by=by)


def test_the_list_asks_before_it_does_it_to_all_that_are_picked(make_item: Callable[..., Item], as_ada: Client, as_cem: Client) -> None:
    picked, left = make_item(title="One"), make_item(title="Two")
    asked = as_ada.post("/devices/many/move/", {"pick": [picked.pk]})
    assert "1 device" in asked.content.decode() and picked.reference in asked.content.decode()
    assert set(Item.objects.values_list("state", flat=True)) == {State.IN_STOCK}, "asking moves nothing"
    assert as_cem.post("/devices/many/move/", {"pick": [picked.pk], "sure": "1", "verb": "retire", "why": "Old"}).status_code in (403, 404)
    assert as_ada.post("/devices/many/move/", {"pick": [picked.pk], "sure": "1", "verb": "retire", "why": "Old"}).status_code == 303
    assert [Item.objects.get(pk=one.pk).state for one in (picked, left)] == [State.RETIRED, State.IN_STOCK]
