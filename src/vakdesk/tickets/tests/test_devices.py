"""What devices mean for tickets: one that comes back damaged is a ticket of who gave it back, linked to the device."""

from django.test import Client

from vakdesk.inventory import actions as inventory
from vakdesk.inventory.kinds import State
from vakdesk.inventory.models import Item, ItemType
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.records.models import Link
from vakdesk.tickets.models import Ticket


def test_a_device_that_comes_back_damaged_opens_a_repair_ticket(ada: Person, bo: Person) -> None:
    by = cast.actor(ada)
    computer = ItemType.objects.create(code="computer", names={"en": "Computer"}, needs_preparation=False)
    laptop = inventory.register(by=by, type=computer, title="Laptop 12", tag="LW-12")
    inventory.issue(laptop, by=by, person=bo)
    inventory.take_back(laptop, by=by, damage="The screen is cracked")
    ticket = Ticket.objects.get()
    assert (ticket.title, ticket.record.requester) == ("Repair: Laptop 12 LW-12", bo)
    assert ticket.record.messages.get().text == "The screen is cracked"
    assert (Link.objects.get().source, Link.objects.get().target) == (ticket.record, laptop.record)
    assert Item.objects.get().state == State.IN_REPAIR
    inventory.end_repair(laptop, by=by, outcome="New screen")
    assert Ticket.objects.count() == 1


def test_a_ticket_is_registered_by_a_devices_tag_and_each_page_shows_the_other(as_ada: Client, ada: Person, bo: Person) -> None:
    computer = ItemType.objects.create(code="computer", names={"en": "Computer"})
    laptop = inventory.register(by=cast.actor(ada), type=computer, title="Laptop 12", tag="LW-12", state=State.ISSUED, holder=bo)
    form = as_ada.get(f"/tickets/new/?device={laptop.reference}").content.decode()
    assert "LW-12" in form and "Bo Jansen" in form
    given = {
        "requester": "Bo Jansen <bo@lindewaard.example>",
        "kind": "incident",
        "title": "It is slow",
        "text": "Since today",
        "via": "phone",
    }
    as_ada.post("/tickets/new/", given | {"device": "lw-12"})
    ticket = Ticket.objects.get()
    assert ticket.reference in as_ada.get(laptop.get_absolute_url()).content.decode()
    page = as_ada.get(ticket.get_absolute_url()).content.decode()
    assert "Their devices" in page and page.count(laptop.reference) >= 2
    assert as_ada.post("/tickets/new/", given | {"device": "lw-99"}).status_code == 422
