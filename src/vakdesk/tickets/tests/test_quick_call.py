"""A call that is solved on the phone is registered, solved, confirmed and closed in one act."""

import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Closure, State, Verification
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import refused, verbs


def test_what_is_not_said_comes_from_the_template(ada, bo, forgotten):
    ticket = actions.quick_call(bo, by=actor(ada), template=forgotten)
    assert (ticket.state, ticket.closure, ticket.verification) == (State.CLOSED, Closure.CONFIRMED, Verification.REQUESTER)
    assert (ticket.kind, ticket.category, ticket.cause, ticket.done) == (
        "access",
        forgotten.category,
        "Forgotten",
        "New password set together.",
    )
    assert [message.text for message in ticket.record.messages.order_by("pk")] == ["Password forgotten", "New password set together."]
    assert (ticket.assignee_id, ticket.resolver_id) == (ada.pk, ada.pk)


def test_what_is_said_goes_before_the_template(ada, bo, forgotten):
    ticket = actions.quick_call(bo, by=actor(ada), template=forgotten, text="Locked out", done="Unlocked it.")
    assert [message.text for message in ticket.record.messages.order_by("pk")] == ["Locked out", "Unlocked it."]
    assert ticket.done == "Unlocked it."


def test_every_step_of_the_process_is_on_record(ada, bo, forgotten):
    wanted = ["registered", "taken", "classified", "resolved", "verified", "fed_back", "closed"]
    assert [verb for verb in verbs(actions.quick_call(bo, by=actor(ada), template=forgotten)) if verb.startswith("ticket.")] == [
        f"ticket.{verb}" for verb in wanted
    ]


def test_who_calls_cannot_be_who_solves_and_nothing_is_left_behind(ada, forgotten):
    before = Entry.objects.count()
    with refused("verification"):
        actions.quick_call(ada, by=actor(ada), template=forgotten)
    assert (Ticket.objects.count(), Entry.objects.count()) == (0, before)


def test_requesters_make_no_quick_calls(bo, forgotten):
    with pytest.raises(NotAllowed):
        actions.quick_call(bo, by=actor(bo), template=forgotten)
