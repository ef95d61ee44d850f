"""One watcher rings for those whose record changed, and for nobody else."""

import pytest

from vakdesk.live import hub as hubs
from vakdesk.live import presence
from vakdesk.live.hub import Full, Hub
from vakdesk.people.tests.cast import actor
from vakdesk.records import actions as records
from vakdesk.tickets.tests import play

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(monkeypatch):
    """One that looks when it is told to."""
    made = Hub()
    made._watching = True
    return made


def test_an_act_rings_for_those_who_read_its_record(hub, ada, bo, desk):
    here, elsewhere = play.report(bo), play.report(bo)
    with hub.listening(here.pk) as ear, hub.listening(elsewhere.pk) as other:
        hub.look()
        records.tag(here.record, by=actor(ada), name="printer")
        hub.look()
        assert ear.rung.is_set() and not other.rung.is_set()
        ear.rung.clear()
        hub.look()
        assert not ear.rung.is_set()


def test_coming_writing_and_leaving_ring_and_staying_does_not(hub, ada, bo, desk):
    ticket = play.report(bo)
    rung = []
    with hub.listening(ticket.pk) as ear:
        for happens in (
            lambda: presence.tell(ticket.pk, "a1", "", by=actor(ada)),
            lambda: presence.still_there(ticket.pk, "a1", by=actor(ada)),
            lambda: presence.tell(ticket.pk, "a1", "reply", by=actor(ada)),
            lambda: presence.leave("a1", by=actor(ada)),
        ):
            hub.look()
            ear.rung.clear()
            happens()
            hub.look()
            rung.append(ear.rung.is_set())
    assert rung == [True, False, True, True]


def test_more_streams_than_there_are_threads_for_are_refused(hub, monkeypatch):
    monkeypatch.setattr(hubs, "STREAMS_AT_MOST", 1)
    with hub.listening(1):
        with pytest.raises(Full), hub.listening(2):
            pass
        assert hub.streams == 1
    with hub.listening(2):
        assert hub.streams == 1


def test_of_a_flood_of_entries_it_matters_only_that_they_are_there(hub, monkeypatch, ada, bo, desk):
    monkeypatch.setattr(hubs, "BATCH", 1)
    ticket = play.report(bo)
    with hub.listening(ticket.pk) as ear:
        hub.look()
        for word in ("one", "two"):
            records.tag(ticket.record, by=actor(ada), name=word)
        hub.look()
        assert ear.rung.is_set()
