"""A message about something else becomes a ticket of its own, and stays readable where it was said."""

from datetime import timedelta

import pytest

from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.records.models import Link, Message
from vakdesk.records.store import stage
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import MONDAY, fresh, last, refused
from vakdesk.tickets.tests.play import taken as taken_by
from vakdesk.tickets.tests.test_merge import told

WORDS = {"title": "The beamer in C2", "kind": "incident"}


@pytest.fixture
def said(bo, ada) -> Message:
    """Bo's second message, about something else, with a picture of it."""
    with clock.travel(MONDAY):
        ticket = taken_by(bo, ada)
    with clock.travel(MONDAY + timedelta(minutes=5)):
        return actions.reply(ticket, by=actor(bo), text="The beamer in C2 is dark too.", files=[stage("beamer.png", [b"dark"])])


def split(said: Message, by) -> Ticket:
    with clock.travel(MONDAY + timedelta(minutes=30)):
        return actions.split(Ticket.objects.get(pk=said.record_id), by=actor(by), message=said, **WORDS)


def test_it_is_a_ticket_of_who_wrote_it_with_their_words_and_files(ada, bo, said):
    own = fresh(split(said, ada))
    first = own.record.messages.get()
    assert (own.title, own.requester_id, own.record.organisation_id) == ("The beamer in C2", bo.pk, bo.organisation_id)
    assert (first.text, first.author, [one.name for one in first.attachments.all()]) == (said.text, bo, ["beamer.png"])
    assert Message.objects.get(pk=said.pk).record_id == said.record_id


def test_it_counts_from_when_it_was_asked(ada, said):
    own = fresh(split(said, ada))
    assert own.opened_at == own.record.opened_at == own.record.messages.get().at == said.at == MONDAY + timedelta(minutes=5)
    registered = last(own, "ticket.registered")
    assert (registered.happened_at, registered.at) == (said.at, MONDAY + timedelta(minutes=30))


def test_both_say_so_to_the_desk_and_to_who_asked(as_ada, as_bo, ada, said):
    of = Ticket.objects.get(pk=said.record_id)
    own = split(said, ada)
    assert Link.objects.get().kind == "split_from"
    assert f"On its own: {own.reference}" in as_ada.get(of.get_absolute_url()).content.decode()
    assert of.reference in as_ada.get(own.get_absolute_url()).content.decode()
    assert own.reference in as_bo.get(f"/portal/reports/{of.reference}/").content.decode()
    assert of.reference in as_bo.get(f"/portal/reports/{own.reference}/").content.decode()


def test_its_requester_reads_in_one_mail_where_to_answer_about_which(ada, bo, said):
    before = told(bo)
    own = split(said, ada)
    (mail,) = told(bo)[len(before) :]
    assert own.reference in mail and own.split_from.record.reference in mail and "beamer" in mail


def test_what_is_answered_to_each_goes_there(ada, bo, said):
    own, of = split(said, ada), Ticket.objects.get(pk=said.record_id)
    actions.reply(own, by=actor(bo), text="Dark since Friday")
    assert (own.record.messages.count(), of.record.messages.count()) == (2, 2)


def test_it_is_split_off_once(ada, said):
    own = split(said, ada)
    with refused("", own.reference):
        split(said, ada)


def test_the_report_itself_and_the_desks_words_are_not_split_off(ada, said):
    ticket = Ticket.objects.get(pk=said.record_id)
    first = ticket.record.messages.order_by("pk")[0]
    with refused("", "report itself"):
        actions.split(ticket, by=actor(ada), message=first, **WORDS)
    with refused("", "by the desk"):
        actions.split(ticket, by=actor(ada), message=actions.reply(ticket, by=actor(ada), text="We look."), **WORDS)
    with refused("", "no such message"):
        actions.split(ticket, by=actor(ada), message=actions.note(ticket, by=actor(ada), text="Hm."), **WORDS)


def test_a_message_of_another_ticket_is_not_there(as_ada, ada, bo, cem, said):
    other = taken_by(cem, ada)
    with refused("", "no such message"):
        actions.split(other, by=actor(ada), message=said, **WORDS)
    assert as_ada.get(f"/tickets/{other.reference}/split/{said.pk}/").status_code == 404


def test_requesters_split_nothing(bo, said):
    with pytest.raises(NotAllowed):
        actions.split(Ticket.objects.get(pk=said.record_id), by=actor(bo), message=said, **WORDS)


def test_the_page_begins_with_the_first_line_and_goes_to_the_new_one(as_ada, said):
    ticket = Ticket.objects.get(pk=said.record_id)
    url = f"/tickets/{ticket.reference}/split/{said.pk}/"
    assert "The beamer in C2 is dark too." in as_ada.get(url).content.decode()
    as_ada.post(url, WORDS)
    assert Ticket.objects.get(split_from=said).title == WORDS["title"]
