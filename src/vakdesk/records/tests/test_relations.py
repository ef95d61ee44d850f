"""Links, tags, watchers and shares: both directions, once each, and only for whoever may."""

from datetime import timedelta
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry
from vakdesk.records import actions, verbs
from vakdesk.records.kinds import REVERSE, LinkKind, Side
from vakdesk.records.models import Link, Message, Record, Tag, Watcher


def test_a_link_is_read_from_both_ends(record: Record, other: Record, by_ada: Actor, by_bo: Actor) -> None:
    actions.link(record, by=by_ada, kind=LinkKind.DUPLICATES, target=other)
    link = Link.objects.visible_to(by_ada).get()
    assert (record.links_out.get(), other.links_in.get()) == (link, link)
    assert str(REVERSE[link.kind]) == "duplicated by"
    assert not Link.objects.visible_to(by_bo).exists()


def test_a_link_to_itself_twice_or_to_what_is_not_seen_is_refused(record: Record, other: Record, by_ada: Actor) -> None:
    actions.link(record, by=by_ada, kind=LinkKind.RELATES_TO, target=other)
    for target in (record, other):
        with pytest.raises(Refused):
            actions.link(record, by=by_ada, kind=LinkKind.RELATES_TO, target=target)
    Record.objects.filter(pk=other.pk).update(restricted=True)
    with pytest.raises(Refused, match="no such record"):
        actions.link(record, by=by_ada, kind=LinkKind.CAUSED_BY, target=other)


def test_a_link_is_taken_away_from_either_end_once(record: Record, other: Record, by_ada: Actor) -> None:
    actions.link(record, by=by_ada, kind=LinkKind.AFFECTS, target=other)
    link = Link.objects.get()
    actions.unlink(other, by=by_ada, link=link)
    assert not Link.objects.exists()
    assert Entry.objects.about(record).filter(verb=verbs.UNLINKED.name).exists()
    with pytest.raises(Refused):
        actions.unlink(record, by=by_ada, link=Link(pk=link.pk or 1, source=record, target=other, kind=LinkKind.AFFECTS))


def test_spellings_that_fold_alike_are_one_tag(record: Record, other: Record, by_ada: Actor) -> None:
    actions.tag(record, by=by_ada, name="#Õppeklass")
    actions.tag(other, by=by_ada, name="oppeklass")
    actions.tag(other, by=by_ada, name="OPPEKLASS")
    assert Tag.objects.get().records.count() == 2
    assert Entry.objects.filter(verb=verbs.TAGGED.name).count() == 2
    actions.untag(record, by=by_ada, name="oppeklass")
    assert Entry.objects.about(record).filter(verb=verbs.UNTAGGED.name).exists()
    for act in (actions.untag, actions.tag):
        with pytest.raises(Refused):
            act(record, by=by_ada, name="oppeklass" if act is actions.untag else " # ")


def test_watching_is_recorded_once_and_can_end(record: Record, by_ada: Actor, dee: Any) -> None:
    actions.watch(record, by=by_ada, person_id=dee.pk)
    actions.watch(record, by=by_ada, person_id=dee.pk)
    assert Entry.objects.filter(verb=verbs.WATCHED.name).count() == Watcher.objects.count() == 1
    actions.unwatch(record, by=by_ada, person_id=dee.pk)
    assert Entry.objects.filter(verb=verbs.UNWATCHED.name).exists()
    with pytest.raises(Refused):
        actions.unwatch(record, by=by_ada, person_id=dee.pk)


def test_a_share_opens_one_side_of_one_record_until_its_end(record: Record, other: Record, by_ada: Actor, by_cem: Actor) -> None:
    actions.reply(record, by=by_ada, text="outside")
    actions.note(record, by=by_ada, text="inside")
    assert by_cem.person_id is not None
    actions.share(record, by=by_ada, person_id=by_cem.person_id, why="works at the same printer", until=clock.now() + timedelta(days=1))
    assert list(Record.objects.visible_to(by_cem)) == [record]
    assert [m.side for m in Message.objects.visible_to(by_cem)] == [Side.PUBLIC]
    actions.share(record, by=by_ada, person_id=by_cem.person_id, why="repairs it", side=Side.STAFF, until=clock.now() + timedelta(days=1))
    assert Message.objects.visible_to(by_cem).count() == 2
    with clock.travel(clock.now() + timedelta(days=2)):
        assert not Record.objects.visible_to(by_cem).exists()
    actions.unshare(record, by=by_ada, person_id=by_cem.person_id)
    assert not Record.objects.visible_to(by_cem).exists()
    assert Entry.objects.filter(verb=verbs.UNSHARED.name).exists()


def test_a_share_needs_a_reason_and_a_permission(record: Record, by_ada: Actor, by_bo: Actor, dee: Any) -> None:
    with pytest.raises(Refused):
        actions.share(record, by=by_ada, person_id=dee.pk, why=" ")
    with pytest.raises(Refused):
        actions.unshare(record, by=by_ada, person_id=dee.pk)
    with pytest.raises(NotAllowed):
        actions.share(record, by=by_bo, person_id=dee.pk, why="I want to")


def test_a_restricted_record_is_for_its_requester_and_those_it_is_shared_with(record: Record, by_ada: Actor, by_bo: Actor) -> None:
    Record.objects.filter(pk=record.pk).update(restricted=True)
    assert not Record.objects.visible_to(by_ada).exists()
    assert Record.objects.visible_to(by_bo).exists()


def test_references_are_unique_and_count_up(record: Record, other: Record) -> None:
    first, second = (int(r.reference.removeprefix("TK-")) for r in (record, other))
    assert second == first + 1
