"""A supplier is what its editing says, with a contract that can be."""

from datetime import date
from typing import Any

import pytest
from refusing import refused

from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.people.tests import cast
from vakdesk.suppliers.actions import add_supplier, edit_supplier
from vakdesk.suppliers.models import Supplier

CONTRACT: dict[str, Any] = {
    "contract": "C-7",
    "contract_starts_on": date(2026, 1, 1),
    "contract_ends_on": date(2026, 12, 31),
    "contact": "help@printers.example",
}


def kept() -> dict[str, Any]:
    """The one supplier's contract and contact."""
    return Supplier.objects.values(*CONTRACT).get()


def test_an_added_supplier_is_as_given(ann: Person, actor) -> None:
    supplier = add_supplier(by=actor(ann), name=" Printers\nLtd ", **CONTRACT)

    assert (Supplier.objects.get().name, kept()) == ("Printers Ltd", CONTRACT)
    assert Entry.objects.about(supplier).get().verb == "supplier.added"


def test_an_edited_supplier_is_as_given(ann: Person, actor) -> None:
    supplier = add_supplier(by=actor(ann), name="Printers Ltd")

    edit_supplier(supplier, by=actor(ann), name="Printers & Co", is_active=False, **CONTRACT)
    assert (Supplier.objects.get().name, Supplier.objects.get().is_active, kept()) == ("Printers & Co", False, CONTRACT)
    assert Entry.objects.latest("pk").verb == "supplier.edited"

    edit_supplier(supplier, by=actor(ann), name="Printers & Co", is_active=True, **CONTRACT)
    assert Supplier.objects.get().is_active


def test_a_supplier_has_a_name_of_its_own(ann: Person, actor) -> None:
    add_supplier(by=actor(ann), name="Printers Ltd")
    other = add_supplier(by=actor(ann), name="Cables Ltd")

    for name in (" ", "Printers Ltd"):
        with refused("name"):
            add_supplier(by=actor(ann), name=name)
        with refused("name"):
            edit_supplier(other, by=actor(ann), name=name, is_active=True, **CONTRACT)
    assert sorted(Supplier.objects.values_list("name", flat=True)) == ["Cables Ltd", "Printers Ltd"]


def test_long_words_are_cut_to_what_is_kept(ann: Person, actor) -> None:
    supplier = add_supplier(by=actor(ann), name="n" * 300, contract="c" * 300, contact="a" * 300)
    assert [len(words) for words in (supplier.name, supplier.contract, supplier.contact)] == [120, 80, 200]


def test_a_contract_does_not_end_before_it_starts(ann: Person, actor) -> None:
    with refused("contract_ends_on"):
        add_supplier(by=actor(ann), name="Printers Ltd", **CONTRACT | {"contract_ends_on": date(2025, 12, 31)})
    assert not Supplier.objects.exists()
    for ends_on in (CONTRACT["contract_starts_on"], None):
        add_supplier(by=actor(ann), name=f"Until {ends_on}", **CONTRACT | {"contract_ends_on": ends_on})


def test_suppliers_are_the_houses_so_only_who_arranges_for_all_of_it_adds_and_edits_them(
    ann: Person, ada: Person, dee: Person, desk: Team, lindewaard: Organisation, actor
) -> None:
    supplier = add_supplier(by=actor(ann), name="Printers Ltd")
    for person in (ada, *(cast.make_person(role=Role.LEAD, scope=scope) for scope in (desk, lindewaard))):
        with pytest.raises(NotAllowed):
            add_supplier(by=actor(person), name="Cables Ltd")
        with pytest.raises(NotAllowed):
            edit_supplier(supplier, by=actor(person), name="Mine", is_active=True, **CONTRACT)
    assert Supplier.objects.get().name == "Printers Ltd"
    assert add_supplier(by=actor(dee), name="Cables Ltd").pk
