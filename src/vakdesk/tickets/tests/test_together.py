"""Two answers to one requester: the second writer reads the first before theirs goes."""

import pytest

from vakdesk.people.tests.cast import actor
from vakdesk.records.models import Message
from vakdesk.tickets import actions

pytestmark = pytest.mark.django_db


def send(client, ticket, last, **more):
    return client.post(f"/tickets/{ticket.reference}/write/", {"mode": "public", "text": "Mine", "last": last, **more})


def test_what_a_colleague_sent_meanwhile_is_read_before_both_go(taken, as_ada, dee):
    before = Message.objects.latest("pk").pk
    theirs = actions.reply(taken, by=actor(dee), text="Theirs")
    answer = send(as_ada, taken, before)
    page = answer.content.decode()
    assert answer.status_code == 422 and f"{dee.name} answered while you were writing" in page and "Mine</textarea>" in page
    assert f'name="last" value="{theirs.pk}"' in page
    assert send(as_ada, taken, theirs.pk).status_code == 303
    assert Message.objects.latest("pk").text == "Mine"


def test_notes_own_messages_and_the_requesters_own_words_stop_nothing(taken, as_ada, ada, bo, dee):
    before = Message.objects.latest("pk").pk
    actions.note(taken, by=actor(dee), text="Among us")
    actions.reply(taken, by=actor(ada), text="First part")
    actions.reply(taken, by=actor(bo), text="And?")
    assert send(as_ada, taken, before).status_code == 303


def test_a_note_goes_whatever_was_answered(taken, as_ada, dee):
    before = Message.objects.latest("pk").pk
    actions.reply(taken, by=actor(dee), text="Theirs")
    assert send(as_ada, taken, before, mode="staff").status_code == 303
