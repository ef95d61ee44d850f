"""What goes to the requester waits ten seconds, and leaves once, or is taken back whole."""

from datetime import timedelta

import pytest
from django.conf import settings

from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import INSTALLER, actor, client_of
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.models import Draft, Message
from vakdesk.records.store import stage
from vakdesk.tickets import actions
from vakdesk.tickets.actions.sending import leave, send
from vakdesk.tickets.kinds import Speech, State
from vakdesk.tickets.models import Outgoing
from vakdesk.tickets.tests.play import SOLUTION, fresh, refused, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ten_seconds(monkeypatch):
    monkeypatch.setattr(settings, "UNDO_SEND_SECONDS", 10)


@pytest.fixture
def going(taken, ada):
    """Ada's reply, which leaves in ten seconds."""
    files = [stage("log.txt", [b"lines"])]
    return actions.send_soon(taken, by=actor(ada), speech=Speech.REPLY, text="Try the other cable.", files=files)


def said(ticket):
    return list(Message.objects.public().filter(record=ticket.pk).order_by("pk").values_list("text", flat=True))[1:]


def later(seconds=11):
    return clock.travel(clock.now() + timedelta(seconds=seconds))


def test_nothing_has_happened_before_ten_seconds_and_once_after(going, taken):
    before = verbs(taken)
    work_off()
    assert (said(taken), verbs(taken)) == ([], before)
    with later():
        work_off()
        work_off()
        assert said(taken) == ["Try the other cable."]
        assert [one.name for one in taken.record.attachments.all()] == ["log.txt"]
        assert not Outgoing.objects.exists() and fresh(taken).needs_answer is False


def test_a_worker_that_is_killed_and_runs_it_again_sends_it_once(going, taken, ada):
    with later():
        send(going, by=actor(ada))
        leave.call(going.pk)
        send(going, by=actor(ada))
    assert said(taken) == ["Try the other cable."]


def test_what_is_taken_back_is_a_draft_again_with_its_files(going, taken, ada):
    actions.undo_send(going, by=actor(ada))
    with later():
        work_off()
    draft = Draft.objects.get(record=taken.pk, person=ada)
    assert (draft.text, [one.name for one in draft.files.all()]) == ("Try the other cable.", ["log.txt"])
    assert said(taken) == []


def test_what_was_begun_since_stays_behind_it(going, taken, ada):
    records.save_draft(taken.record, by=actor(ada), side=Side.PUBLIC, text="And another thing.")
    actions.undo_send(going, by=actor(ada))
    assert Draft.objects.get(record=taken.pk, person=ada).text == "Try the other cable.\n\nAnd another thing."


def test_what_has_left_is_not_taken_back_and_nobody_takes_back_for_somebody_else(going, ada, dee):
    with refused("", "left already"):
        actions.undo_send(going, by=actor(dee))
    with later():
        work_off()
    with refused("", "left already"):
        actions.undo_send(going, by=actor(ada))


@pytest.mark.parametrize(
    ("speech", "particulars", "state"),
    [(Speech.ASK, {}, State.WAITING), (Speech.RESOLVE, SOLUTION, State.RESOLVED), (Speech.INFORM, {}, State.IN_PROGRESS)],
)
def test_what_it_is_part_of_happens_with_it(taken, ada, speech, particulars, state):
    actions.send_soon(taken, by=actor(ada), speech=speech, text="Words", **particulars)
    assert fresh(taken).state == State.IN_PROGRESS
    with later():
        work_off()
    assert (fresh(taken).state, said(taken)) == (state, ["Words"])


def test_what_would_be_refused_is_refused_at_once_and_leaves_no_trace(taken, ada, bo):
    before = verbs(taken)
    with refused("text"):
        actions.send_soon(taken, by=actor(ada), speech=Speech.REPLY, text="  ")
    with refused("cause"):
        actions.send_soon(taken, by=actor(ada), speech=Speech.RESOLVE, text="Done", **SOLUTION | {"cause": ""})
    assert verbs(taken) == before and not Outgoing.objects.exists()


def test_what_is_refused_when_it_leaves_waits_for_its_writer_with_the_reason(going, taken, ada, dee, bo):
    actions.withdraw(taken, by=actor(dee))
    with later():
        work_off()
        assert said(taken) == []
        assert "closed" in Outgoing.objects.get().fault
        page = client_of(ada).get(taken.get_absolute_url()).content.decode()
    assert "Not sent" in page and "Try the other cable." in page
    actions.undo_send(Outgoing.objects.get(), by=actor(ada))
    assert Draft.objects.get(record=taken.pk, person=ada).text == "Try the other cable."


def test_who_may_no_longer_write_sends_nothing(going, taken, ada):
    people.end_role(ada.grants.get(), by=INSTALLER)
    with later():
        work_off()
    assert said(taken) == [] and Outgoing.objects.get().fault


def test_the_composer_holds_it_shows_it_and_takes_it_back(taken, as_ada, as_bo, as_dee, ada):
    as_ada.post(f"/tickets/{taken.reference}/write/", {"mode": "public", "text": "Try the other cable.", "then": "ask"})
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert "Try the other cable." in page and "Undo" in page and fresh(taken).state == State.IN_PROGRESS
    for client, knows in ((as_dee, True), (as_bo, False)):
        shown = client.get(taken.get_absolute_url(), follow=True).content.decode()
        assert ("Try the other cable." in shown) == knows and "/undo/" not in shown
    address = f"/tickets/sending/{Outgoing.objects.get().pk}/undo/"
    assert as_dee.post(address).status_code == as_bo.post(address).status_code == 404
    as_ada.post(address)
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert "Try the other cable.</textarea>" in page and not Outgoing.objects.exists()


def test_a_note_does_not_wait_and_neither_does_who_switched_it_off(taken, as_ada, ada):
    as_ada.post(f"/tickets/{taken.reference}/write/", {"mode": "staff", "text": "Among us"})
    as_ada.post("/ui/preferences/", {"undo": "off"})
    ada.refresh_from_db()
    assert ada.undo == "off"
    as_ada.post(f"/tickets/{taken.reference}/write/", {"mode": "public", "text": "At once"})
    assert said(taken) == ["At once"] and not Outgoing.objects.exists()


def test_resolving_with_words_waits_and_without_words_does_not(taken, as_ada):
    address = f"/tickets/{taken.reference}/resolve/"
    as_ada.post(address, SOLUTION | {"text": "It works again."})
    assert fresh(taken).state == State.IN_PROGRESS
    answer = as_ada.post(f"/tickets/sending/{Outgoing.objects.get().pk}/undo/", follow=True)
    assert "It works again." in (form := answer.content.decode()) and "Cable replaced" in form
    as_ada.post(address, SOLUTION | {"text": ""})
    assert fresh(taken).state == State.RESOLVED


def test_what_was_solved_before_is_sent_and_resolved_again_in_one_press(resolved, as_ada, ada, bo, monkeypatch):
    actions.dispute(resolved, by=actor(bo), text="Not yet.")
    assert "Send and resolve again" in as_ada.get(resolved.get_absolute_url()).content.decode()
    as_ada.post(f"/tickets/{resolved.reference}/write/", {"mode": "public", "text": "Now it is in.", "then": "again"})
    assert fresh(resolved).state == State.IN_PROGRESS
    with later():
        work_off()
    assert (fresh(resolved).state, fresh(resolved).cause, said(resolved)[-1]) == (State.RESOLVED, "Cable loose", "Now it is in.")


def test_what_was_never_solved_is_not_resolved_by_a_forged_press(taken, as_ada):
    answer = as_ada.post(f"/tickets/{taken.reference}/write/", {"mode": "public", "text": "Done", "then": "again"})
    assert answer.status_code == 409 and fresh(taken).state == State.IN_PROGRESS
