import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import fresh, last, refused
from vakdesk.tickets.tests.play import taken as taken_by


def test_what_was_asked_can_be_verified_later(ada, dee, resolved):
    actions.verify(resolved, by=actor(dee), verification="test")
    assert (fresh(resolved).verification, fresh(resolved).is_verified) == ("test", True)
    assert last(resolved, "ticket.verified").facts == {"verification": "test", "resolver": ada.pk}


@pytest.mark.parametrize("way", ["asked", "hope", ""])
def test_asking_is_not_verifying(ada, resolved, way):
    with refused("verification", "not yet verifying"):
        actions.verify(resolved, by=actor(ada), verification=way)


def test_once_is_enough(ada, resolved):
    actions.verify(resolved, by=actor(ada), verification="seen")
    with refused("", "verified already"):
        actions.verify(resolved, by=actor(ada), verification="test")


def test_only_what_is_resolved_is_verified(ada, taken):
    with refused("", "Only a resolved ticket"):
        actions.verify(taken, by=actor(ada), verification="seen")


def test_the_resolver_of_their_own_report_does_not_confirm_it(ada, dee):
    own = taken_by(ada, ada)
    actions.resolve(own, by=actor(ada), cause="Cable", done="Replaced", verification="asked")
    with refused("verification"):
        actions.verify(own, by=actor(dee), verification="requester")


def test_requesters_do_not_verify_but_confirm(bo, resolved):
    with pytest.raises(NotAllowed):
        actions.verify(resolved, by=actor(bo), verification="requester")
