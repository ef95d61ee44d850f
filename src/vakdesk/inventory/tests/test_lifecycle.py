"""An item moves along its life only as the lifecycle says, and ends only with evidence."""

from collections.abc import Callable

import pytest
from refusing import refused

from vakdesk.access.roles import Role
from vakdesk.inventory import actions
from vakdesk.inventory.kinds import MOVES, State
from vakdesk.inventory.models import Item, ItemType, Location
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests import cast

GONE = {"wiping": "purged", "wiping_evidence": "Certificate 7", "route": "collector", "receiver": "Green Ltd"}


def test_from_order_to_e_waste_each_move_is_an_entry(make_item: Callable[..., Item], ada: Person) -> None:
    by = cast.actor(ada)
    item = make_item(state=State.ORDERED)
    actions.receive(item, by=by)
    actions.send_to_repair(item, by=by, why="Arrived with a cracked screen")
    actions.end_repair(item, by=by, outcome="New screen")
    actions.restock(item, by=by)
    actions.retire(item, by=by, why="Too slow")
    actions.reinstate(item, by=by, why="Good for the lab")
    actions.retire(item, by=by, why="Really too slow")
    actions.dispose(item, by=by, **GONE)
    item.refresh_from_db()
    assert item.state == State.DISPOSED
    told = [entry.verb.removeprefix("item.") for entry in Entry.objects.about(item)]
    assert told == ["registered", "received", "sent_to_repair", "repair_ended", "restocked", "retired", "reinstated", "retired", "disposed"]


def test_every_move_that_the_lifecycle_does_not_hold_is_refused(laptop: Item, ada: Person, room: Location) -> None:
    by = cast.actor(ada)
    words = {"put_in_use": {"location": room}, "dispose": GONE, "send_to_repair": {"why": "x"}, "retire": {"why": "x"}}
    words |= {"reinstate": {"why": "x"}, "end_repair": {"outcome": "x"}, "receive": {}, "restock": {}}
    for state in (State.ORDERED, State.PREPARING, State.IN_USE, State.IN_REPAIR, State.RETIRED):
        for verb, given in words.items():
            if state not in MOVES[verb].of:
                Item.objects.update(state=state)
                with pytest.raises(Refused, match="can be"):
                    getattr(actions, verb)(laptop, by=by, **given)
                assert Item.objects.get().state == state


def test_nothing_is_disposed_of_without_evidence(laptop: Item, ada: Person) -> None:
    by = cast.actor(ada)
    with pytest.raises(Refused):
        actions.dispose(laptop, by=by, **GONE)
    actions.retire(laptop, by=by, why="Old")
    with refused("wiping_evidence", "Give the evidence"):
        actions.dispose(laptop, by=by, **GONE | {"wiping_evidence": " "})
    with refused("receiver", "who took it"):
        actions.dispose(laptop, by=by, **GONE | {"receiver": ""})
    trainee = cast.make_person(role=Role.TRAINEE)
    with pytest.raises(NotAllowed):
        actions.dispose(laptop, by=cast.actor(trainee), **GONE)


def test_what_needs_no_preparation_is_put_in_use_from_the_shelf(
    make_item: Callable[..., Item], cable: ItemType, ada: Person, room: Location
) -> None:
    item = make_item(type=cable)
    actions.put_in_use(item, by=cast.actor(ada), location=room)
    item.refresh_from_db()
    assert (item.state, item.location) == (State.IN_USE, room)
