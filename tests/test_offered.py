"""Whatever the web can list and do, a program can, or it is written down why not."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from vakdesk.api.openapi import NOBODY
from vakdesk.ui.lists import ListPage
from vakdesk.ui.offering import Deed, Kept, Thing

pytestmark = [pytest.mark.house, pytest.mark.once]


def missing_acts() -> list[str]:
    """Actions that are neither offered as an act nor kept back with a reason."""
    offered = {inspect.unwrap(deed.action) for deed in Deed.registry}
    return sorted(name for name, action in acts() if action not in offered and name not in Kept.registry)


def acts() -> Iterator[tuple[str, Any]]:
    """Each public function of a room's actions that is done `by` somebody, as room.function."""
    for room in settings.ROOMS:
        for module in _modules(f"vakdesk.{room}"):
            for name, found in inspect.getmembers(module, inspect.isfunction):
                own = found.__module__ == module.__name__ and not name.startswith("_")
                by = inspect.signature(found).parameters.get("by")
                if own and by is not None and by.kind is by.KEYWORD_ONLY:
                    yield f"{room}.{name}", found


def _modules(room: str) -> Iterator[Any]:
    for each in iter_modules(import_module(room).__path__):
        if each.name.startswith("actions"):
            module = import_module(f"{room}.{each.name}")
            yield module
            if each.ispkg:
                yield from (import_module(f"{module.__name__}.{inner.name}") for inner in iter_modules(module.__path__))


def missing_lists() -> list[str]:
    """Lists of the web that no thing offered shows."""
    offered = {type(thing.page(NOBODY)) for thing in Thing.registry if thing.page is not None}
    return sorted(each.name for each in _pages(ListPage) if each not in offered and each.name not in Kept.registry)


def _pages(page: type[ListPage]) -> Iterator[type[ListPage]]:
    import_module(settings.ROOT_URLCONF)  # lists lie in views, which are loaded with the addresses
    for each in page.__subclasses__():
        if ".tests." not in each.__module__ and not each.__module__.startswith("test"):
            yield each
        yield from _pages(each)


def test_every_act_of_the_house_is_offered_to_programs_or_kept_back_with_a_reason() -> None:
    """Add one Deed to the room's offers.py, or its name to `not_offered("why", …)` there."""
    assert missing_acts() == []


@pytest.mark.django_db
def test_every_list_of_the_house_is_offered_to_programs_or_kept_back_with_a_reason() -> None:
    """Add one Thing to the room's offers.py, or its name to `not_offered("why", …)` there."""
    assert missing_lists() == []


@pytest.mark.django_db
def test_nothing_is_kept_back_that_is_not_there_or_offered_all_the_same() -> None:
    known = {name for name, _action in acts()} | {each.name for each in _pages(ListPage)}
    assert sorted(each.name for each in Kept.registry if each.name not in known) == []
    assert all(each.why for each in Kept.registry)


def test_every_room_with_a_route_says_what_it_offers() -> None:
    silent = [room for room in settings.ROOMS if getattr(apps.get_app_config(room), "route", None) is not None]
    rooms = {thing.room for thing in Thing.registry} | {"ui", "demo", "api"}
    assert [room for room in silent if room not in rooms] == []
