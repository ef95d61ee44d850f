import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import fresh, last, refused, verbs


def test_what_differs_is_changed_and_named(ada, cem, vlierhof, taken):
    actions.edit(taken, by=actor(ada), title=" Blue  page ", kind="complaint", requester=cem)
    found = fresh(taken)
    assert (found.title, found.kind, found.record.requester, found.record.organisation) == ("Blue page", "complaint", cem, vlierhof)
    assert last(taken, "ticket.edited").facts == {"fields": "title, kind, requester"}


def test_nothing_is_recorded_when_nothing_differs(ada, bo, taken):
    before = verbs(taken)
    actions.edit(taken, by=actor(ada), title=taken.title, kind=taken.kind, requester=bo)
    assert verbs(taken) == before


def test_an_empty_subject_is_refused(ada, bo, taken):
    with refused("title"):
        actions.edit(taken, by=actor(ada), title=" ", kind="incident", requester=bo)


def test_who_has_left_does_not_become_the_requester(ada, cem, taken):
    people.record_leaving(cem, by=INSTALLER)
    with refused("requester", "Cem Yildiz has left"):
        actions.edit(taken, by=actor(ada), title="Blue page", kind="incident", requester=cem)


def test_what_somebody_changed_in_between_is_not_overwritten(ada, dee, bo, taken):
    seen = fresh(taken).as_described()
    actions.edit(taken, by=actor(dee), title="Blue page", kind="incident", requester=bo, seen=seen)
    with refused("", "Somebody changed this"):
        actions.edit(taken, by=actor(ada), title="Green page", kind="incident", requester=bo, seen=seen)
    assert fresh(taken).title == "Blue page"


def test_requesters_do_not_edit(bo, ticket):
    with pytest.raises(NotAllowed):
        actions.edit(ticket, by=actor(bo), title="Mine", kind="incident", requester=bo)
