"""The pages of devices, by which everything is done without script."""

from django.test import Client

from vakdesk.inventory.models import Item, ItemType, Location, Product


def test_a_device_is_registered_moved_and_edited_by_its_pages(as_ada: Client, computer: ItemType) -> None:
    assert "type=computer" in as_ada.get("/devices/register/").content.decode()
    weights = {"availability": "2", "integrity": "0", "confidentiality": "3"}
    given = {"state": "ordered", "tag": "lw-1", "macs": "AA:BB:CC:00:11:22", "own_memory_gb": "16", "own_encrypted": "true", **weights}
    answer = as_ada.post("/devices/register/?type=computer", given)
    item = Item.objects.get()
    assert answer["Location"] == item.get_absolute_url()
    assert item.values == {"memory_gb": 16, "encrypted": True}
    page = as_ada.get(item.get_absolute_url()).content.decode()
    assert "LW-1" in page and "aa:bb:cc:00:11:22" in page and "Take into stock" in page
    as_ada.post(f"{item.get_absolute_url()}receive/")
    as_ada.post(f"{item.get_absolute_url()}note/", {"text": "Scratch on the lid"})
    as_ada.post(f"{item.get_absolute_url()}edit/", {**given, "title": "Exam laptop", "own_memory_gb": "32"})
    page = as_ada.get(item.get_absolute_url()).content.decode()
    assert "Exam laptop" in page and "In stock" in page and "Scratch on the lid" in page and "32" in page
    assert "Exam laptop" in as_ada.get("/devices/?words=lw-1").content.decode()
    assert "Exam laptop" in as_ada.get("/devices/?words=exam").content.decode()
    assert "Exam laptop" not in as_ada.get("/devices/?words=projector").content.decode()


def test_types_models_and_places_are_tended_by_whoever_leads(as_dee: Client, as_ada: Client) -> None:
    fields = {"field_0_en": "Size", "field_0_kind": "choice", "field_0_choices": "S, M"}
    as_dee.post("/devices/types/new/", {"name_en": "Robot", "icon": "bot", **fields})
    robot = ItemType.objects.get(code="robot")
    assert robot.fields == [{"key": "size", "kind": "choice", "names": {"en": "Size"}, "choices": ["S", "M"]}]
    as_dee.post("/devices/models/new/", {"maker": "Acme", "name": "R2", "type": robot.pk})
    as_dee.post("/devices/locations/new/", {"name": "Lab"})
    for url in (Product.objects.get().get_absolute_url(), Location.objects.get().get_absolute_url(), "/devices/types/"):
        assert as_ada.get(url).status_code == 200
        assert as_ada.post(f"{url}edit/", {"name": "Mine"}).status_code in (403, 404)
    assert "Acme R2" in as_ada.get("/devices/models/lookup/?q=acm").content.decode()
