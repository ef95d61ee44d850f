"""My day by the clock, and the calendar that shows it elsewhere."""

from datetime import timedelta

import pytest

from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import actor
from vakdesk.shifts import actions
from vakdesk.shifts.icalendar import LONGEST_LINE, escaped, folded
from vakdesk.shifts.models import Feed
from vakdesk.shifts.tests.conftest import at, on
from vakdesk.shifts.tests.test_appointments import made
from vakdesk.tasks import actions as tasks
from vakdesk.tickets.tests.play import refused, taken

PAGE = "/shifts/day/"


def feed_of(person) -> str:
    return f"/shifts/calendar/{actions.open_feed(by=actor(person))}.ics"


def test_a_day_is_in_the_order_of_the_clock_and_ones_own(as_ada, ada, tia, dee, bo, desk):
    ticket = taken(bo, ada)
    on(ada, desk, dee)
    on(tia, desk, dee, hours=(8, 16), note="counter")
    made(ticket, ada, kind="visit", hours=(13, 14))
    tasks.add(ticket.record, by=actor(ada), title="Order toner", owner=ada, due_at=at(2, 11))
    tasks.add(ticket.record, by=actor(ada), title="Tomorrow only", owner=ada, due_at=at(3, 11))
    page = as_ada.get(PAGE).content.decode()
    places = [page.index(word) for word in ("09:00–17:00", "Order toner", "13:00–14:00")]
    assert places == sorted(places) and "counter" not in page and "Tomorrow only" not in page
    tomorrow = as_ada.get(f"{PAGE}?day=2026-03-03").content.decode()
    assert "Tomorrow only" in tomorrow and "Order toner" not in tomorrow
    with clock.travel(at(2, 12)):
        assert "data-late" in as_ada.get(PAGE).content.decode()


@pytest.mark.parametrize("odd", ["yesterday", "2026-02-30", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_is_today(as_ada, odd):
    assert "Monday 2 March 2026" in as_ada.get(f"{PAGE}?day={odd}").content.decode()


def test_requesters_have_no_day_and_no_calendar(as_bo):
    assert as_bo.get(PAGE).status_code == 403
    assert as_bo.get("/shifts/feed/").status_code == 403
    assert as_bo.post("/shifts/feed/open/").status_code == 403


def test_a_calendar_says_when_and_nothing_of_anybody_else(client, ada, tia, dee, bo, desk):
    ticket = taken(bo, ada, title="Very secret subject")
    on(ada, desk, dee, note="hush")
    on(tia, desk, dee, hours=(7, 15))
    made(ticket, ada, kind="visit", place="Room of Bo")
    answer = client.get(feed_of(ada))
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and "no-store" in answer["Cache-Control"]
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n") and text.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20260302T080000Z" in text and f"SUMMARY:Site visit · {ticket.reference}" in text
    for hidden in ("Very secret", "hush", "Room of Bo", "Bo Jansen", "Tia"):
        assert hidden not in text


def test_an_address_is_kept_as_a_digest_and_written_nowhere(ada):
    token = actions.open_feed(by=actor(ada))
    assert token not in Feed.objects.get().digest
    assert not any(token in str(entry.facts) + str(entry.sealed) for entry in Entry.objects.all())


def test_a_new_address_ends_the_one_before_and_a_closed_one_answers_no_more(client, ada):
    first = feed_of(ada)
    second = feed_of(ada)
    assert [client.get(url).status_code for url in (first, second)] == [404, 200]
    actions.close_feed(by=actor(ada))
    assert client.get(second).status_code == 404
    with refused("", "has no address"):
        actions.close_feed(by=actor(ada))


def test_who_has_left_or_works_here_no_more_has_no_calendar(client, ada, tia, ann):
    left, ended = feed_of(ada), feed_of(tia)
    people.record_leaving(ada, by=actor(ann))
    people.end_role(tia.grants.get(), by=actor(ann))
    with clock.travel(clock.now() + timedelta(minutes=1)):
        assert [client.get(url).status_code for url in (left, ended)] == [404, 404]


def test_forged_addresses_are_not_there(client, ada):
    feed_of(ada)
    for forged in ("x", "0" * 43, Feed.objects.get().digest):
        assert client.get(f"/shifts/calendar/{forged}.ics").status_code == 404


def test_without_script_an_address_is_made_shown_once_and_closed(as_ada, client, ada):
    assert "no address yet" in as_ada.get("/shifts/feed/").content.decode()
    page = as_ada.post("/shifts/feed/open/").content.decode()
    url = page.split('<code id="secret">http://testserver')[1].split("<")[0]
    assert client.get(url).status_code == 200
    again = as_ada.get("/shifts/feed/").content.decode()
    assert url not in again and "has an address" in again
    assert as_ada.post("/shifts/feed/close/").status_code == 303
    assert as_ada.post("/shifts/feed/close/").status_code == 409
    assert client.get(url).status_code == 404


def test_a_night_shift_in_summer_time_is_sent_in_utc(client, ada, dee, desk):
    on(ada, desk, dee, starts_at=at(28, 22), ends_at=at(29, 6))
    text = client.get(feed_of(ada)).content.decode()
    assert "DTSTART:20260328T210000Z" in text and "DTEND:20260329T040000Z" in text


def test_lines_are_folded_at_75_bytes_and_texts_escaped():
    assert escaped("a, b; c\\d\ne") == "a\\, b\\; c\\\\d\\ne"
    line = "SUMMARY:" + "õ" * 100
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= LONGEST_LINE for part in parts) and all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line
