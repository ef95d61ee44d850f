"""An administrator lets a follower try again, or pass over, what it could not deal with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook import actions
from vakdesk.logbook.followers import RETRIED, SKIPPED, follow, run_followers
from vakdesk.logbook.models import Entry, Parked
from vakdesk.logbook.tests.conftest import POKED
from vakdesk.logbook.verify import verify


@pytest.fixture
def by_ann(ann: Any, actor: Callable[..., Actor]) -> Actor:
    return actor(ann)


@pytest.fixture
def seen(poke: Callable[..., Entry]) -> list[int]:
    """What a follower has seen, after it stumbled over the first of two entries about Ada."""
    seen: list[int] = []
    bad = {13}

    @follow("test.stumbles", POKED)
    def stumble(entry: Entry) -> None:
        if entry.facts["times"] in bad:
            raise RuntimeError
        seen.append(entry.facts["times"])

    poke(times=13)
    poke(times=14)
    run_followers()
    assert Parked.objects.count() == 2 and not seen
    return seen


def first() -> Parked:
    return Parked.objects.order_by("entry__position")[0]


def test_what_is_skipped_lets_the_rest_of_its_subject_go_on(seen: list[int], by_ann: Actor) -> None:
    position = first().entry.position
    actions.skip(first(), by=by_ann, reason="The address is gone")
    while run_followers():
        pass
    assert seen == [14] and not Parked.objects.exists()
    entry = Entry.objects.get(verb=SKIPPED.name)
    assert entry.facts == {"follower": "test.stumbles", "book": "main", "position": position}
    assert entry.sealed["reason"] == "The address is gone"  # type: ignore[index]
    assert verify().ok


def test_what_is_tried_again_is_due_at_once(seen: list[int], by_ann: Actor) -> None:
    actions.retry(first(), by=by_ann)
    run_followers()
    assert first().attempts == 2
    assert Entry.objects.filter(verb=RETRIED.name).count() == 1


def test_only_what_this_follower_parked_of_this_subject_is_hurried(seen: list[int], by_ann: Actor) -> None:
    here = first()
    whose = [
        ("test.other", here.subject_type, here.subject_id),
        (here.follower, "test.other", here.subject_id),
        (here.follower, here.subject_type, here.subject_id + 1),
    ]
    later = here.next_at + timedelta(days=1)
    for entry, (follower, kind, number) in zip(Entry.objects.order_by("pk"), whose, strict=False):
        Parked.objects.create(follower=follower, entry=entry, subject_type=kind, subject_id=number, next_at=later)
    actions.retry(here, by=by_ann)
    assert Parked.objects.filter(next_at=later).count() == 3
    assert Parked.objects.filter(next_at=Entry.objects.latest("pk").at).count() == 2


def test_skipping_needs_a_reason_and_the_permission(seen: list[int], by_ann: Actor, by_ada: Actor) -> None:
    with pytest.raises(Refused, match="Say why") as refusal:
        actions.skip(first(), by=by_ann, reason=" ")
    assert refusal.value.field == "reason"
    for decide in (lambda: actions.skip(first(), by=by_ada, reason="x"), lambda: actions.retry(first(), by=by_ada)):
        with pytest.raises(NotAllowed):
            decide()
    assert Parked.objects.count() == 2


def test_what_was_dealt_with_meanwhile_is_refused(seen: list[int], by_ann: Actor) -> None:
    gone = first()
    actions.skip(gone, by=by_ann, reason="x")
    for decide in (lambda: actions.skip(gone, by=by_ann, reason="x"), lambda: actions.retry(gone, by=by_ann)):
        with pytest.raises(Refused, match="meanwhile"):
            decide()


def test_a_follower_that_fails_on_what_was_just_skipped_harms_nobody(poke: Callable[..., Entry], by_ann: Actor) -> None:
    @follow("test.slow", POKED)
    def slow(entry: Entry) -> None:
        if waiting := Parked.objects.first():
            actions.skip(waiting, by=by_ann, reason="x")
        raise RuntimeError

    poke()
    run_followers()
    Parked.objects.update(next_at=Entry.objects.latest("position").at)
    run_followers()
    assert not Parked.objects.exists()
