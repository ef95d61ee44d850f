import pytest

from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import INSTALLER, actor, make_person
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import fresh, last, refused


def test_a_ticket_that_is_assigned_is_the_colleagues_and_in_progress(dee, tia, ticket):
    actions.assign(ticket, by=actor(dee), assignee=tia)
    assert (fresh(ticket).assignee_id, fresh(ticket).state) == (tia.pk, State.IN_PROGRESS)
    assert last(ticket, "ticket.assigned").facts == {"assignee": tia.pk}


def test_it_cannot_be_assigned_to_who_has_it(dee, ada, taken):
    with refused("assignee", "Ada Kask already"):
        actions.assign(taken, by=actor(dee), assignee=ada)


def test_it_cannot_be_assigned_to_a_requester(dee, bo, ticket):
    with refused("assignee", "cannot work on this"):
        actions.assign(ticket, by=actor(dee), assignee=bo)


def test_it_cannot_be_assigned_to_who_serves_another_organisation(dee, ticket, vlierhof):
    elsewhere = make_person("Ivo Elders", role=Role.AGENT, scope=vlierhof)
    with refused("assignee", "cannot work on this"):
        actions.assign(ticket, by=actor(dee), assignee=elsewhere)


def test_it_cannot_be_assigned_to_who_has_left(dee, tia, ticket):
    people.record_leaving(tia, by=INSTALLER)
    with refused("assignee"):
        actions.assign(ticket, by=actor(dee), assignee=tia)


def test_what_is_solved_is_not_assigned(dee, tia, resolved):
    with refused("", "solved already"):
        actions.assign(resolved, by=actor(dee), assignee=tia)


def test_requesters_assign_nothing(bo, ada, ticket):
    with pytest.raises(NotAllowed):
        actions.assign(ticket, by=actor(bo), assignee=ada)
