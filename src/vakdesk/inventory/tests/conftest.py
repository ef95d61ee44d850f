"""A laptop, and the type and place it is described by."""

from collections.abc import Callable
from typing import Any

import pytest

from vakdesk.inventory import actions
from vakdesk.inventory.kinds import State
from vakdesk.inventory.models import Item, ItemType, Location
from vakdesk.people.models import Organisation, Person
from vakdesk.people.tests import cast


@pytest.fixture
def computer(db: None) -> ItemType:
    return ItemType.objects.create(
        code="computer",
        names={"en": "Computer", "nl": "Computer"},
        icon="laptop",
        fields=[
            {"key": "memory_gb", "kind": "number", "names": {"en": "Memory (GB)"}, "choices": []},
            {"key": "encrypted", "kind": "truth", "names": {"en": "Drive encrypted"}, "choices": []},
        ],
    )


@pytest.fixture
def cable(db: None) -> ItemType:
    """What needs no preparation."""
    return ItemType.objects.create(code="accessory", names={"en": "Accessory"}, needs_preparation=False)


@pytest.fixture
def room(lindewaard: Organisation) -> Location:
    return actions.add_location(by=cast.INSTALLER, name="C2", organisation=lindewaard)


@pytest.fixture
def make_item(ada: Person, computer: ItemType, lindewaard: Organisation) -> Callable[..., Item]:
    def make(**given: Any) -> Item:
        return actions.register(**{"by": cast.actor(ada), "type": computer, "organisation": lindewaard, **given})

    return make


@pytest.fixture
def laptop(make_item: Callable[..., Item]) -> Item:
    return make_item(title="Laptop 12", tag="lw-0012", serial="5CG1234", macs=["AA:BB:CC:00:11:22"], values={"memory_gb": "16"})


@pytest.fixture
def make_ready(make_item: Callable[..., Item]) -> Callable[..., Item]:
    """A laptop that can be handed out."""

    def make(**given: Any) -> Item:
        item = make_item(**given)
        Item.objects.filter(pk=item.pk).update(state=State.READY)
        item.refresh_from_db()
        return item

    return make
