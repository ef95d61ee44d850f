import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import fresh, refused, verbs


def test_a_note_stays_with_the_desk_and_answers_nobody(ada, bo, taken):
    note = actions.note(taken, by=actor(ada), text="Same as yesterday.")
    assert (note.side, fresh(taken).needs_answer, verbs(taken)[-1]) == (Side.STAFF, True, "record.noted")
    assert note not in Message.objects.visible_to(actor(bo))


def test_an_empty_note_is_refused(ada, taken):
    with refused("text"):
        actions.note(taken, by=actor(ada), text="")


def test_requesters_write_no_notes(bo, ticket):
    with pytest.raises(NotAllowed):
        actions.note(ticket, by=actor(bo), text="Mine")
