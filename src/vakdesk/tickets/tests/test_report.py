"""A person reports something for themselves."""

import pytest

from vakdesk.access.actors import Door, machine
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.records.kinds import Via
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import last, refused, verbs


def test_it_came_by_the_door_it_came_in(bo):
    ticket = actions.report(bo, by=actor(bo, door=Door.PORTAL), title="No sound", text="Since this morning.", kind="service_request")
    assert (ticket.via, ticket.kind, ticket.registrar_id) == (Via.PORTAL, "service_request", None)
    assert last(ticket, "ticket.reported").facts == {"kind": "service_request", "via": "portal"}
    assert verbs(ticket) == ["ticket.reported"]


def test_without_a_title_the_first_line_is_the_title(bo):
    assert actions.report(bo, by=actor(bo), text="No sound\nSince this morning.").title == "No sound"


def test_nobody_reports_for_somebody_else(bo, cem):
    with refused("", "for yourself only"):
        actions.report(cem, by=actor(bo), text="No sound")


def test_an_empty_text_is_refused(bo):
    with refused("text"):
        actions.report(bo, by=actor(bo), title="No sound", text="")


def test_the_mailroom_reports_for_a_sender_and_no_other_machine_does(bo):
    letter = {"text": "No sound", "html": "<p>No sound</p>", "history": "> earlier", "verified": False}
    message = actions.report(bo, by=machine("mailroom", "Mail", door=Door.MAIL), **letter).record.messages.get()
    assert (message.html, message.history, message.verified, message.via) == ("<p>No sound</p>", "> earlier", False, Via.MAIL)
    with pytest.raises(NotAllowed):
        actions.report(bo, by=machine("timekeeper", "Timekeeper"), text="No sound")
