"""Who is on a record, heard of and forgotten within seconds."""

from datetime import timedelta

import pytest

from vakdesk.kit import clock
from vakdesk.live import presence
from vakdesk.people.tests.cast import actor

pytestmark = pytest.mark.django_db


def test_who_looks_and_who_writes_is_known_to_the_others(ada, dee):
    presence.tell(7, "a1", "", by=actor(ada))
    presence.tell(7, "d1", "reply", by=actor(dee))
    there = presence.others(presence.present_on(7), actor(ada))
    assert [(one.name, one.doing) for one in there] == [(dee.name, "reply")]
    assert presence.present_on(8) == []


def test_of_two_pages_of_one_person_the_one_that_writes_counts(ada, dee):
    presence.tell(7, "d1", "note", by=actor(dee))
    presence.tell(7, "d2", "", by=actor(dee))
    assert [one.doing for one in presence.others(presence.present_on(7), actor(ada))] == ["note"]


def test_who_is_heard_of_no_more_is_gone_after_seconds(ada):
    presence.tell(7, "a1", "", by=actor(ada))
    with clock.travel(clock.now() + timedelta(seconds=presence.GONE_AFTER_SECONDS + 1)):
        assert presence.present_on(7) == []
        presence.still_there(7, "a1", by=actor(ada))
        assert [one.name for one in presence.present_on(7)] == [ada.name]


def test_a_page_that_is_closed_is_gone_at_once(ada):
    presence.tell(7, "a1", "", by=actor(ada))
    presence.leave("a1", by=actor(ada))
    assert presence.present_on(7) == []


def test_nobody_closes_or_takes_over_the_page_of_somebody_else(ada, dee):
    presence.tell(7, "a1", "reply", by=actor(ada))
    presence.leave("a1", by=actor(dee))
    presence.tell(8, "a1", "", by=actor(dee))
    assert [(one.person_id, one.record_id, one.doing) for one in presence.present_on(7)] == [(ada.pk, 7, "reply")]


@pytest.mark.parametrize("page", ["", "x" * 37, "a'; DROP TABLE live_presence; --", "A1", "ä"])
def test_a_name_that_no_page_gives_itself_is_not_heard(ada, page):
    presence.tell(7, page, "", by=actor(ada))
    assert presence.present_on(7) == []


def test_what_nobody_does_counts_as_looking(ada):
    presence.tell(7, "a1", "dancing", by=actor(ada))
    assert [one.doing for one in presence.present_on(7)] == [""]
