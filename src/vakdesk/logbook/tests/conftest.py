"""Verbs, a permission and actors of the tests' own, so that the ground floor is proved without the rooms above it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from vakdesk.access.actors import Actor, Door, machine
from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role
from vakdesk.logbook.act import act, finishers, reactions
from vakdesk.logbook.followers import followers
from vakdesk.logbook.models import Entry
from vakdesk.logbook.verbs import PERSON, PLAIN, Audience, Verb

POKE = Permission("test.poke", "Poke", granted_to=(Role.TRAINEE, Role.AGENT), machines=("poker",))
POKED = Verb("test.poked", "poked {whom} {times} times, saying {words}", carries={"whom": PERSON, "times": PLAIN}, seals=("words",))
NUDGED = Verb("test.nudged", "nudged", audience=Audience.REQUESTER, plain="{actor} nudged")
POKER = machine("poker", "The poker", door=Door.JOB)
STRANGER = machine("stranger", "Stranger")


@pytest.fixture
def by_ada(ada: Any, actor: Callable[..., Actor]) -> Actor:
    return actor(ada)


@pytest.fixture
def poke(ada: Any) -> Callable[..., Entry]:
    """poke(times=1, by=POKER): one entry about Ada."""

    def poke(*, by: Actor = POKER, times: int = 1, **more: Any) -> Entry:
        with act(by, may=POKE, on=ada, **more) as log:
            return log.record(POKED, ada, sealed={"words": "hey"}, whom=ada.pk, times=times)

    return poke


@pytest.fixture(autouse=True)
def declarations_end_with_the_test() -> Iterator[None]:
    """Reactions, finishers and followers that a test declares are forgotten after it."""
    known_finishers = list(finishers)
    known_reactions = {verb: list(some) for verb, some in reactions.items()}
    known_followers = dict(followers._things)
    yield
    finishers[:] = known_finishers
    reactions.clear()
    reactions.update(known_reactions)
    followers._things.clear()
    followers._things.update(known_followers)
