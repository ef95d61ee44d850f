"""act(): everything or nothing, by somebody, with permission, and entries chained without gaps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from refusing import refused

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.act import Act, act, finish, react, record_many
from vakdesk.logbook.models import AppendOnly, Book, Entry, Head
from vakdesk.logbook.redaction import redact
from vakdesk.logbook.sentences import lines
from vakdesk.logbook.tests.conftest import NUDGED, POKE, POKED, POKER, STRANGER
from vakdesk.logbook.verify import verify

Poke = Callable[..., Entry]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_an_act_writes_chained_entries_and_moves_the_head(poke: Poke) -> None:
    before = Head.objects.get(book=Book.MAIN)
    poke(times=1)
    poke(times=2)
    first, second = Entry.objects.order_by("-position")[:2][::-1]
    assert (first.position, second.position) == (before.position + 1, before.position + 2)
    assert (first.previous, second.previous) == (before.digest, first.digest)
    head = Head.objects.get(book=Book.MAIN)
    assert (head.position, head.digest) == (second.position, second.digest)


def test_an_entry_says_who_when_by_which_door_and_about_what(poke: Poke, ada: Any, by_ada: Actor) -> None:
    poke(by=by_ada, times=3)
    entry = Entry.objects.latest("position")
    assert (entry.actor_id, entry.machine, entry.door) == (ada.pk, "", "web")
    assert (entry.subject_type, entry.subject_id, entry.facts) == ("people.person", ada.pk, {"whom": ada.pk, "times": 3})
    assert entry.sealed == {"actor": "Ada Kask", "words": "hey"}
    assert entry.correlation == by_ada.correlation and entry.at == entry.happened_at
    assert (entry.on_behalf_of_id, entry.subject_reference) == (None, "")


def test_an_entry_names_the_reference_of_its_subject_and_for_whom_it_was_done(poke: Poke, ada: Any, bo: Any) -> None:
    ada.reference = "TK-7"
    poke(by=replace(POKER, on_behalf_of_id=bo.pk))
    entry = Entry.objects.latest("position")
    assert (entry.on_behalf_of_id, entry.subject_reference) == (bo.pk, "TK-7")


def test_without_permission_nothing_happens(poke: Poke, ada: Any) -> None:
    before = Entry.objects.count()
    with pytest.raises(NotAllowed, match="Poke"):
        poke(by=STRANGER)
    assert Entry.objects.count() == before


def test_a_refusal_undoes_the_whole_act(ada: Any) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused), act(POKER, may=POKE, on=ada) as log:
        ada.name = "Somebody else"
        ada.save()
        log.record(NUDGED, ada)
        raise Refused("No.")
    ada.refresh_from_db()
    assert (ada.name, Entry.objects.count()) == ("Ada Kask", before)


def test_an_act_sees_its_subject_fresh(ada: Any) -> None:
    type(ada).objects.filter(pk=ada.pk).update(phone="112")
    with act(POKER, may=POKE, on=ada):
        assert ada.phone == "112"


def test_acts_within_acts_join_at_the_same_moment_under_their_own_actor(ada: Any, by_ada: Actor) -> None:
    with act(by_ada, may=POKE, on=ada) as outer:
        outer.record(NUDGED, ada)
        with act(POKER, may=POKE, on=ada) as inner:
            inner.record(NUDGED, ada)
        outer.record(NUDGED, ada)
    entries = Entry.objects.filter(verb=NUDGED.name)
    assert [entry.machine for entry in entries] == ["", "poker", ""]
    assert len({entry.at for entry in entries}) == 1


def test_an_inner_act_that_is_refused_is_taken_back_alone(ada: Any) -> None:
    with act(POKER, may=POKE, on=ada) as outer:
        outer.record(NUDGED, ada)
        with pytest.raises(Refused), act(POKER, may=POKE) as inner:
            type(ada).objects.filter(pk=ada.pk).update(phone="112")
            inner.record(NUDGED, ada)
            raise Refused("No.")
    ada.refresh_from_db()
    assert ada.phone == "" and Entry.objects.filter(verb=NUDGED.name).count() == 1


def test_an_inner_act_needs_its_own_permission(ada: Any) -> None:
    with act(POKER, may=POKE, on=ada) as outer:
        outer.record(NUDGED, ada)
        with pytest.raises(NotAllowed), act(STRANGER, may=POKE, on=ada):
            pass


@pytest.mark.parametrize("facts", [{}, {"whom": 1}, {"whom": 1, "times": 1, "more": 1}])
def test_facts_must_be_those_the_verb_declares(ada: Any, facts: dict[str, int]) -> None:
    with pytest.raises(AssertionError, match=r"test\.poked carries"), act(POKER, may=POKE) as log:
        log.record(POKED, ada, sealed={"words": ""}, **facts)


def test_sealed_particulars_must_be_those_the_verb_declares(ada: Any) -> None:
    with pytest.raises(AssertionError, match=r"test\.poked seals"), act(POKER, may=POKE) as log:
        log.record(POKED, ada, whom=ada.pk, times=1)


def test_reactions_run_in_the_same_transaction_and_name_their_cause(ada: Any, poke: Poke) -> None:
    @react(POKED)
    def nudge(log: Any, entry: Entry) -> None:
        log.record(NUDGED, entry.subject)

    poke()
    poked, nudged = Entry.objects.order_by("-position")[:2][::-1]
    assert (nudged.verb, nudged.cause) == (NUDGED.name, poked.position)


def test_a_finisher_runs_once_an_act_after_all_reactions(ada: Any, poke: Poke) -> None:
    finished: list[list[str]] = []

    @finish
    def look(log: Act) -> None:
        finished.append([entry.verb for entry in log.entries])

    @react(POKED)
    def nudge(log: Any, entry: Entry) -> None:
        log.record(NUDGED, entry.subject)

    poke()
    assert finished == [[POKED.name, NUDGED.name]]


def test_a_reaction_that_refuses_undoes_the_act(poke: Poke) -> None:
    @react(POKED)
    def refuse(log: Any, entry: Entry) -> None:
        raise Refused("Not now.")

    before = Entry.objects.count()
    with pytest.raises(Refused):
        poke()
    assert Entry.objects.count() == before


def test_recording_something_earlier_needs_a_reason_and_is_itself_recorded(poke: Poke, by_ada: Actor) -> None:
    earlier = clock.now() - timedelta(days=1)
    poke(by=by_ada, happened_at=earlier, why="the desk had no power")
    poked, backdated = Entry.objects.order_by("-position")[:2][::-1]
    assert poked.happened_at == earlier and poked.at > earlier
    assert backdated.verb == "logbook.backdated" and backdated.sealed is not None and backdated.sealed["why"] == "the desk had no power"
    assert backdated.facts["seconds"] >= timedelta(days=1).total_seconds()


@pytest.mark.parametrize(
    ("back", "why", "field", "sentence"),
    [
        (timedelta(hours=-1), "why", "happened_at", "still to come"),
        (timedelta(hours=1), " ", "why", "Say why"),
        (settings.BACKDATE_AT_MOST + timedelta(seconds=1), "why", "happened_at", "days back"),
    ],
)
def test_a_moment_that_will_not_do_is_refused(poke: Poke, by_ada: Actor, back: timedelta, why: str, field: str, sentence: str) -> None:
    with clock.travel(NOON), refused(field, sentence):
        poke(by=by_ada, happened_at=NOON - back, why=why)


def test_something_earlier_may_be_as_old_as_the_house_allows_but_not_for_everybody(poke: Poke, by_ada: Actor, tia: Any, actor: Any) -> None:
    with clock.travel(NOON):
        earliest = NOON - settings.BACKDATE_AT_MOST
        assert poke(by=by_ada, happened_at=earliest, why="no power").happened_at == earliest
        with refused("happened_at", "needs a permission"):
            poke(by=actor(tia), happened_at=earliest, why="no power")


def test_what_is_recorded_earlier_is_about_what_was_acted_on_else_about_the_first_entry(ada: Any, bo: Any, by_ada: Actor) -> None:
    for on in (ada, None):
        with act(by_ada, may=POKE, on=on, happened_at=clock.now() - timedelta(hours=1), why="no power") as log:
            log.record(NUDGED, bo)
    backdated = Entry.objects.filter(verb="logbook.backdated").order_by("position")
    assert [entry.subject_id for entry in backdated] == [ada.pk, bo.pk]


def test_an_act_within_a_transaction_of_something_else_is_a_fault(ada: Any) -> None:
    """Its head would stay locked until that ends, and what it says would be undone with it."""
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"), act(POKER, may=POKE, on=ada):
        pass


def test_imported_history_may_lie_anywhere_in_the_past_in_a_book_of_its_own(ada: Any) -> None:
    years_ago = clock.now() - timedelta(days=4000)
    with act(POKER, may=POKE, book=Book.IMPORTED, happened_at=years_ago) as log:
        moments = [years_ago + timedelta(days=day) for day in range(3)]
        assert record_many(log, NUDGED, ((ada, moment, "Somebody", {}) for moment in moments)) == 3
    entries = Entry.objects.filter(book=Book.IMPORTED)
    assert [(entry.position, entry.happened_at) for entry in entries] == list(enumerate(moments, start=1))
    with act(POKER, may=POKE, book=Book.IMPORTED) as log:
        record_many(log, POKED, [(ada, years_ago, "", {"whom": ada.pk, "times": 1})])
    assert entries.latest("position").sealed == {"actor": "The poker", "words": None}
    assert verify().ok


def test_the_model_itself_refuses_change(poke: Poke) -> None:
    poke()
    entry = Entry.objects.latest("position")
    for change in (entry.save, entry.delete):
        with pytest.raises(AppendOnly):
            change()
    for change_all in (Entry.objects.all().delete, lambda: Entry.objects.update(verb="x")):
        with pytest.raises(NotImplementedError):
            change_all()


def test_a_fact_that_is_a_list_is_read_as_one(ann: Any, actor: Callable[..., Actor], poke: Callable[..., Entry]) -> None:
    redact(ann, by=actor(ann), entries=[poke(), poke()], ground="gdpr-17")
    assert lines([Entry.objects.latest("position")])[0].sentence == "erased the sealed particulars of 2 entries"


def test_an_entry_of_an_earlier_version_is_read_without_what_its_verb_has_come_to_carry(poke: Poke) -> None:
    entry = poke(times=3)
    del entry.facts["times"], entry.facts["whom"]  # in memory: what is written stays
    assert lines([entry])[0].sentence == "poked – – times, saying hey"
