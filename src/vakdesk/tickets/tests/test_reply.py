import pytest

from vakdesk.access.actors import Door, machine
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.records.kinds import Side
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import fresh, refused, verbs


def test_an_answer_of_the_desk_makes_it_the_requesters_turn(ada, taken):
    message = actions.reply(taken, by=actor(ada), text="Which key?")
    found = fresh(taken)
    assert (message.side, message.author, message.text) == (Side.PUBLIC, ada, "Which key?")
    assert (found.needs_answer, found.first_replied_at) == (False, message.at)
    assert verbs(taken)[-1] == "record.replied"


def test_only_the_first_answer_is_the_first(ada, taken):
    first = actions.reply(taken, by=actor(ada), text="Which key?").at
    actions.reply(taken, by=actor(ada), text="And since when?")
    assert fresh(taken).first_replied_at == first


def test_an_answer_of_the_requester_makes_it_the_desks_turn_and_ends_the_wait(ada, bo, taken):
    actions.ask(taken, by=actor(ada), text="Which key?")
    actions.reply(taken, by=actor(bo), text="4F2A")
    found = fresh(taken)
    assert (found.needs_answer, found.state, found.waiting_for) == (True, State.IN_PROGRESS, "")
    assert "ticket.resumed" in verbs(taken)


def test_it_goes_on_waiting_for_anybody_else(ada, bo, taken):
    actions.hold(taken, by=actor(ada), waiting_for="supplier", reason="A part")
    actions.reply(taken, by=actor(bo), text="Any news?")
    assert (fresh(taken).state, fresh(taken).needs_answer) == (State.WAITING, True)


def test_the_mailroom_speaks_for_the_requester(ada, taken):
    actions.reply(taken, by=actor(ada), text="Which key?")
    actions.reply(taken, by=machine("mailroom", "Mail", door=Door.MAIL), text="4F2A", verified=False)
    assert fresh(taken).needs_answer


def test_what_is_closed_takes_no_more_messages(ada, bo, resolved):
    actions.confirm(resolved, by=actor(bo))
    with refused("", "Reopen it"):
        actions.reply(resolved, by=actor(ada), text="One more thing")


def test_an_empty_reply_is_refused(ada, taken):
    with refused("text"):
        actions.reply(taken, by=actor(ada), text=" ")


def test_somebody_elses_requester_writes_nothing(cem, taken):
    with pytest.raises(NotAllowed):
        actions.reply(taken, by=actor(cem), text="Me too")
