"""The cast itself: what all other tests rely on."""

import pytest

from vakdesk.kit import clock
from vakdesk.logbook import triggers
from vakdesk.logbook.models import Entry
from vakdesk.logbook.verify import verify
from vakdesk.people.models import Person
from vakdesk.people.permissions import GRANT, SEE
from vakdesk.people.tests import cast


def test_everybody_holds_what_their_part_needs(ada, tia, dee, bo, cem, eli, ann, actor):
    assert [actor(person).may(SEE) for person in (ada, tia, dee, eli, ann, bo, cem)] == [True] * 5 + [False] * 2
    assert actor(ann).may(GRANT) and not actor(dee).may(GRANT)
    assert bo.email == "bo@lindewaard.example" and bo.check_password(cast.PASSWORD)


def test_roles_are_in_force_whenever_a_test_plays(ada, actor):
    with clock.travel(cast.HIRED):
        assert actor(ada).may(SEE)


@pytest.mark.parametrize("round", [1, 2])
def test_a_committing_test_leaves_an_empty_and_guarded_logbook(transactional_db, round):
    assert triggers.installed() and not Entry.objects.exists() and not Person.objects.exists()
    cast.make_person("Somebody")
    assert verify().ok
