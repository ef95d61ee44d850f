"""Appointments: made, moved, called off; a visit begins when it is safe, a remote session with consent."""

import pytest

from vakdesk.access.actors import Door
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.notices.tests.postbox import body, send_all, served
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor
from vakdesk.shifts import actions
from vakdesk.shifts.models import Appointment
from vakdesk.shifts.tests.conftest import MONDAY, at, on
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import refused, resolved, taken, verbs

SAFE = {"power": "yes", "esd": "not_needed", "ladder": "not_needed", "tools": "yes"}


def made(ticket: Ticket, by: Person, *, kind: str = "appointment", person: Person | None = None, hours=(13, 14), **more) -> Appointment:
    given = {"starts_at": at(2, hours[0]), "ends_at": at(2, hours[1]), "place": "C2.04"} | more
    return actions.arrange(ticket, by=actor(by), kind=kind, person=person or by, **given)


@pytest.fixture
def ticket(ada, bo) -> Ticket:
    return taken(bo, ada)


def test_it_is_made_moved_and_called_off_with_a_reason(ada, ticket):
    one = made(ticket, ada)
    actions.reschedule(one, by=actor(ada), starts_at=at(3, 9), ends_at=at(3, 10), why="Bo is ill")
    actions.cancel(one, by=actor(ada), why="It works again")
    one = Appointment.objects.get()
    assert (one.starts_at, one.state, one.why) == (at(3, 9), "cancelled", "It works again")
    assert [verb for verb in verbs(ticket) if verb.startswith("appointment.")] == [
        "appointment.arranged",
        "appointment.rescheduled",
        "appointment.cancelled",
    ]
    for again in (
        lambda: actions.cancel(one, by=actor(ada), why="Again"),
        lambda: actions.start(one, by=actor(ada)),
        lambda: actions.reschedule(one, by=actor(ada), starts_at=at(3, 9), ends_at=at(3, 10), why="Again"),
    ):
        with refused("", "over already"):
            again()


def test_it_refuses_what_cannot_be(ada, bo, eli, ticket):
    with refused("place", "where the visit is"):
        made(ticket, ada, kind="visit", place=" ")
    with refused("ends_at", "before it begins"):
        made(ticket, ada, hours=(14, 13))
    with refused("starts_at", "has passed"):
        made(ticket, ada, hours=(6, 7))
    with refused("person", "cannot work"):
        made(ticket, ada, person=eli)
    with refused("", "solved already"):
        made(resolved(bo, ada), ada)
    one = made(ticket, ada)
    with refused("why"):
        actions.cancel(one, by=actor(ada), why=" ")
    with refused("why"):
        actions.reschedule(one, by=actor(ada), starts_at=at(3, 9), ends_at=at(3, 10), why="")


def test_nobody_is_in_two_places_or_where_they_are_not(ada, dee, bo, desk, ticket):
    made(ticket, ada)
    other = taken(bo, ada, title="Another thing")
    with refused("starts_at", f"an appointment then, on {ticket.reference}"):
        made(other, ada, hours=(12, 15))
    on(ada, desk, dee, kind="lessons", hours=(15, 17))
    with refused("starts_at", "is not there then"):
        made(other, ada, hours=(16, 18))
    assert made(other, ada, hours=(14, 15)).pk


def test_a_visit_begins_when_its_checklist_is_answered_and_says_it_is_safe(ada, ticket):
    one = made(ticket, ada, kind="visit")
    with refused("", "checklist first"):
        actions.start(one, by=actor(ada))
    actions.check_safety(one, by=actor(ada), **{**SAFE, "power": "no"})
    with refused("", "not safe yet"):
        actions.start(one, by=actor(ada))
    actions.check_safety(one, by=actor(ada), **SAFE)
    with refused("", "Only a remote session"):
        actions.record_consent(one, by=actor(ada), how="phone", given_at=MONDAY)
    actions.start(one, by=actor(ada))
    with refused("", "over already"):
        actions.check_safety(one, by=actor(ada), **SAFE)
    assert Entry.objects.filter(verb="appointment.safety_checked").count() == 2


def test_a_remote_session_begins_with_consent_and_says_who_was_connected_from_when_until_when(ada, dee, ticket):
    one = made(ticket, ada, kind="remote")
    with refused("", "consent first"):
        actions.start(one, by=actor(dee))
    with refused("given_at", "still to come"):
        actions.record_consent(one, by=actor(ada), how="phone", given_at=at(2, 9))
    with refused("", "Only a site visit"):
        actions.check_safety(one, by=actor(ada), **SAFE)
    actions.record_consent(one, by=actor(ada), how="phone", given_at=MONDAY)
    with refused("", "has not begun"):
        actions.finish(one, by=actor(ada))
    with clock.travel(at(2, 13, 5)):
        actions.start(one, by=actor(dee))
    with clock.travel(at(2, 13, 40)):
        actions.finish(one, by=actor(dee))
    one = Appointment.objects.get()
    assert (one.begun_by, one.begun_at, one.ended_at, one.consent_at) == (dee, at(2, 13, 5), at(2, 13, 40), MONDAY)


def test_what_two_begin_at_once_begins_once(ada, dee, ticket):
    one = made(ticket, ada)
    stale = Appointment.objects.get(pk=one.pk)
    actions.start(one, by=actor(ada))
    with refused("", "has begun"):
        actions.start(stale, by=actor(dee))


def test_requesters_make_and_keep_no_appointments(ada, bo, ticket):
    by_bo, one = actor(bo, door=Door.PORTAL), made(ticket, ada)
    for forbidden in (
        lambda: made(ticket, bo),
        lambda: actions.cancel(one, by=by_bo, why="No"),
        lambda: actions.record_consent(one, by=by_bo, how="phone", given_at=MONDAY),
        lambda: actions.start(one, by=by_bo),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_the_page_of_the_ticket_leads_through_a_visit_without_script(as_ada, ada, ticket):
    url = f"/shifts/{ticket.reference}/arrange/"
    assert "Make an appointment" in as_ada.get(url).content.decode()
    given = {"kind": "visit", "person": ada.pk, "starts_at": "2026-03-02T13:00", "ends_at": "2026-03-02T14:00", "place": "C2.04"}
    assert as_ada.post(url, given).status_code == 303
    one = Appointment.objects.get()
    page = as_ada.get(ticket.get_absolute_url()).content.decode()
    assert "Site visit" in page and "C2.04" in page and f"/shifts/appointments/{one.pk}/safety/" in page
    early = as_ada.post(f"/shifts/appointments/{one.pk}/start/")
    assert early.status_code == 409 and "checklist first" in early.content.decode()
    unanswered = as_ada.post(f"/shifts/appointments/{one.pk}/safety/", {"power": "yes"})
    assert unanswered.status_code == 422
    assert as_ada.post(f"/shifts/appointments/{one.pk}/safety/", {**SAFE, "tools": "no"}).status_code == 303
    assert "not safe yet" in as_ada.get(ticket.get_absolute_url()).content.decode()
    for word, sent in (("safety", SAFE), ("start", {}), ("finish", {})):
        assert as_ada.post(f"/shifts/appointments/{one.pk}/{word}/", sent).status_code == 303
    assert "begun by Ada Kask" in as_ada.get(ticket.get_absolute_url()).content.decode()


def test_a_session_is_moved_agreed_to_and_called_off_without_script(as_ada, ada, ticket):
    one = made(ticket, ada, kind="remote")
    base = f"/shifts/appointments/{one.pk}"
    assert "2026-03-02T13:00" in as_ada.get(f"{base}/reschedule/").content.decode()
    later = {"starts_at": "2026-03-03T09:00", "ends_at": "2026-03-03T10:00", "why": "Bo is ill"}
    assert as_ada.post(f"{base}/reschedule/", later).status_code == 303
    assert as_ada.get(f"{base}/consent/").status_code == 200
    assert as_ada.post(f"{base}/consent/", {"how": "phone", "given_at": "2026-03-02T07:59"}).status_code == 303
    page = as_ada.get(ticket.get_absolute_url()).content.decode()
    assert "consent by phone" in page
    assert as_ada.get(f"{base}/cancel/").status_code == 200
    assert as_ada.post(f"{base}/cancel/", {"why": "It works"}).status_code == 303
    assert "called off" in as_ada.get(ticket.get_absolute_url()).content.decode()


def test_appointments_on_tickets_one_does_not_read_are_not_there(as_cem, as_bo, as_ada, ada, ticket):
    one = made(ticket, ada)
    ticket.record.restricted = True
    ticket.record.save(update_fields=["restricted"])
    for client in (as_cem, as_bo, as_ada):
        for word in ("reschedule", "cancel", "safety", "consent"):
            assert client.get(f"/shifts/appointments/{one.pk}/{word}/").status_code == 404
        for word in ("start", "finish"):
            assert client.post(f"/shifts/appointments/{one.pk}/{word}/").status_code == 404
    assert as_ada.get(f"/shifts/{ticket.reference}/arrange/").status_code == 404
    assert not Appointment.objects.visible_to(actor(ada)).exists()


def test_the_requester_reads_when_and_where_in_plain_words(as_bo, as_cem, ada, ticket):
    one = made(ticket, ada, kind="visit")
    page = as_bo.get(f"/portal/reports/{ticket.reference}/").content.decode()
    assert "Ada Kask comes to you" in page and "C2.04" in page
    actions.cancel(one, by=actor(ada), why="The cable was loose")
    page = as_bo.get(f"/portal/reports/{ticket.reference}/").content.decode()
    assert "called off" in page and "The cable was loose" not in page
    assert as_cem.get(f"/portal/reports/{ticket.reference}/").status_code == 404


def test_the_requester_hears_by_mail_with_an_invitation_that_is_moved_and_taken_out(ada, bo, ticket, settings):
    with served(settings) as box:
        send_all()
        box.letters.clear()
        one = made(ticket, ada, kind="visit", place="C2.04; ask, please")
        send_all()
        actions.reschedule(one, by=actor(ada), starts_at=at(3, 9), ends_at=at(3, 10), why="Sven has the key")
        send_all()
        actions.cancel(one, by=actor(ada), why="It works again")
        send_all()
    said = [letter["Subject"].split("] ")[1] for letter in box.letters]
    assert said == [
        "Appointment: Mon 2 Mar 13:00–14:00",
        "Appointment moved: Tue 3 Mar 09:00–10:00",
        "Appointment called off: Tue 3 Mar 09:00–10:00",
    ]
    assert {letter["To"] for letter in box.letters} == {bo.email}
    files = [next(letter.iter_attachments()) for letter in box.letters]
    assert [(file.get_content_type(), file.get_param("method")) for file in files] == [
        ("text/calendar", "REQUEST"),
        ("text/calendar", "REQUEST"),
        ("text/calendar", "CANCEL"),
    ]
    lines = [file.get_content().replace("\n ", "").splitlines() for file in files]
    assert len({next(line for line in each if line.startswith("UID:")) for each in lines}) == 1
    assert [next(line for line in each if line.startswith("SEQUENCE:")) for each in lines] == ["SEQUENCE:0", "SEQUENCE:1", "SEQUENCE:2"]
    assert "DTSTART:20260303T080000Z" in lines[1] and "STATUS:CANCELLED" in lines[2] and "LOCATION:C2.04\\; ask\\, please" in lines[0]
    everything = " ".join(body(letter) for letter in box.letters) + " ".join(map(str, lines))
    assert "Sven has the key" not in everything and "It works again" not in everything, "reasons are the desk's"


def test_what_was_called_off_before_it_was_told_is_told_as_that_alone(ada, ticket, settings):
    with served(settings) as box:
        send_all()
        box.letters.clear()
        actions.cancel(made(ticket, ada), by=actor(ada), why="Wrong ticket")
        send_all()
    assert ["called off" in letter["Subject"] for letter in box.letters] == [True]
