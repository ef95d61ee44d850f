"""Labels lead to their device, and a count of a place ends with its differences."""

from collections.abc import Callable

from django.test import Client
from refusing import refused

from vakdesk.inventory import actions
from vakdesk.inventory.kinds import Seen, State
from vakdesk.inventory.labels import FORMATS, address_of, as_pdf
from vakdesk.inventory.models import Item, Location, Sighting, Stocktake
from vakdesk.people.models import Person
from vakdesk.people.tests import cast


def test_every_format_prints_every_label_however_long_its_words(make_item: Callable[..., Item], as_ada: Client) -> None:
    items = [make_item(title="W" * 200, tag="X" * 60), make_item(title="<b>&", tag="")]
    for form in FORMATS.values():
        pdf = as_pdf(items * 40, form=form, site="https://desk.example", skip=form.on_a_page - 1)
        pages = -(-(80 + form.on_a_page - 1) // form.on_a_page)
        assert pdf.startswith(b"%PDF") and pdf.count(b"/Type /Page\n") == pages, form.name
    assert address_of(items[1], "https://desk.example/") == f"https://desk.example/d/{items[1].reference}"
    assert as_ada.get(f"/d/{items[1].reference}")["Location"] == items[1].get_absolute_url()
    asked = as_ada.post("/devices/labels/", {"pick": [items[0].pk, "7x", "99999"]}).content.decode()
    assert items[0].reference in asked
    answer = as_ada.post("/devices/labels/", {"codes": items[0].reference, "form": "62x29", "skip": "0"})
    assert answer["Content-Type"] == "application/pdf"
    assert as_ada.post("/devices/labels/", {"codes": items[0].reference, "form": "62x29", "skip": "5"}).status_code == 422
    assert as_ada.post("/devices/labels/", {"codes": "nothing", "form": "62x29"}).status_code == 422


def test_a_count_tells_what_is_missing_astray_held_and_unknown(
    make_item: Callable[..., Item], room: Location, ada: Person, bo: Person, as_ada: Client
) -> None:
    by = cast.actor(ada)
    shelf = actions.add_location(by=cast.INSTALLER, name="Shelf", parent=room)
    elsewhere = actions.add_location(by=cast.INSTALLER, name="Elsewhere")
    there = make_item(tag="there", location=shelf)
    make_item(tag="gone", location=room)
    astray = make_item(tag="astray", location=elsewhere)
    held = make_item(tag="held", state=State.ISSUED, holder=bo)
    count = actions.start_stocktake(by=by, location=room)
    with refused("location", "counted already"):
        actions.start_stocktake(by=by, location=room)
    as_ada.post(count.get_absolute_url(), {"codes": "there\nthere\nASTRAY\nheld\nnobody-knows"})
    assert dict(Sighting.objects.values_list("code", "seen")) == {
        "there": Seen.EXPECTED,
        "ASTRAY": Seen.ELSEWHERE,
        "held": Seen.HELD,
        "nobody-knows": Seen.UNKNOWN,
    }
    page = as_ada.get(count.get_absolute_url()).content.decode()
    assert "1 of 2 seen" in page and "nobody-knows" in page and "GONE" in page
    as_ada.post(f"{count.get_absolute_url()}close/", {"move_found": "on"})
    assert Sighting.objects.get(seen=Seen.MISSING).code == "GONE"
    assert Item.objects.get(pk=astray.pk).location == room
    assert Item.objects.get(pk=held.pk).location is None and Item.objects.get(pk=there.pk).location == shelf
    with refused("", "closed"):
        actions.scan(Stocktake.objects.get(), by=by, codes=["there"])
