"""A ticket begins: registered by the desk for somebody, known or new."""

import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people import actions as people
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.records.kinds import Side, Via
from vakdesk.tickets import actions
from vakdesk.tickets.actions.registering import Newcomer
from vakdesk.tickets.kinds import State
from vakdesk.tickets.tests.play import last, refused, verbs

WORDS = {"kind": "incident", "title": "No sound", "text": "Since this morning."}


def test_it_is_new_with_what_was_said_as_its_first_message(ada, bo, desk):
    ticket = actions.register(bo, by=actor(ada), via=Via.VISIT, **WORDS)
    message = ticket.record.messages.get()
    assert (ticket.state, ticket.via, ticket.needs_answer, ticket.registrar_id) == (State.NEW, Via.VISIT, True, ada.pk)
    assert (message.text, message.author, message.side, message.verified) == ("Since this morning.", bo, Side.PUBLIC, True)
    assert (ticket.record.requester, ticket.record.organisation, ticket.record.team) == (bo, bo.organisation, desk)


def test_the_entry_says_who_asks_and_how_it_came(ada, bo):
    ticket = actions.register(bo, by=actor(ada), **WORDS)
    assert verbs(ticket) == ["ticket.registered"]
    assert last(ticket, "ticket.registered").facts == {"kind": "incident", "via": "phone", "requester": bo.pk}


def test_it_lies_with_the_team_of_its_category(ada, bo, desk, systems, printing):
    actions.edit_category(printing, by=INSTALLER, names=printing.names, team=systems, is_active=True)
    assert actions.register(bo, by=actor(ada), category=printing, **WORDS).record.team == systems


def test_a_team_that_is_named_goes_before_that_of_the_category(ada, bo, desk, systems, printing):
    assert actions.register(bo, by=actor(ada), category=printing, team=systems, **WORDS).record.team == systems


def test_an_empty_subject_is_refused(ada, bo):
    with refused("title"):
        actions.register(bo, by=actor(ada), kind="incident", title="  ", text="Something")


def test_an_empty_text_is_refused(ada, bo):
    with refused("text"):
        actions.register(bo, by=actor(ada), kind="incident", title="Something", text=" \n ")


def test_who_has_left_cannot_ask(ada, bo):
    people.record_leaving(bo, by=INSTALLER)
    with refused("requester", "Bo Jansen has left"):
        actions.register(bo, by=actor(ada), **WORDS)


def test_a_requester_cannot_register_for_others(bo, cem):
    with pytest.raises(NotAllowed):
        actions.register(cem, by=actor(bo), **WORDS)


def test_somebody_new_is_registered_with_the_ticket(ada, lindewaard):
    new = Newcomer("Noor Bos", email="noor@lindewaard.example", phone="0612", organisation=lindewaard)
    requester = actions.register(new, by=actor(ada), **WORDS).record.requester
    assert (requester.name, requester.email, requester.phone, requester.organisation) == (
        "Noor Bos",
        "noor@lindewaard.example",
        "0612",
        lindewaard,
    )


def test_nobody_new_stays_behind_when_the_ticket_is_refused(ada, lindewaard):
    with refused("text"):
        actions.register(Newcomer("Noor Bos"), by=actor(ada), kind="incident", title="Something", text="")
    assert not Person.objects.filter(name="Noor Bos").exists()
