"""What people see of clocks: the queue, the ticket, the ledger, agreements, calendars, deviations and reports."""

import base64
import re
import zlib
from datetime import date, datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.access.actors import Door
from vakdesk.kit import clock
from vakdesk.levels import actions as levels
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.jobs import alarms
from vakdesk.levels.kinds import AgreementKind, Measure
from vakdesk.levels.models import Agreement, AgreementVersion, Calendar, Deviation
from vakdesk.logbook.followers import run_followers
from vakdesk.notices.models import Notice
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor, client_of
from vakdesk.records.models import Link
from vakdesk.tickets import actions
from vakdesk.tickets.due import promise_of
from vakdesk.tickets.models import Ticket

H = 3600


def at(text: str) -> datetime:
    day, time = text.split()
    return datetime.fromisoformat(f"2026-11-{int(day):02}T{time}:00+01:00")


@pytest.fixture
def office(ann: Person) -> Calendar:
    with clock.travel(at("1 12:00")):
        days = ["8:30-12:30, 13:00-17:00"] * 5 + ["", ""]
        return levels.add_calendar(
            by=actor(ann), name="Office", starts_on=date(2020, 1, 1), zone="Europe/Amsterdam", days=days, country="NL"
        )


@pytest.fixture
def sla(ann: Person, office: Calendar) -> Agreement:
    targets = [Wanted(Measure.FIRST_RESPONSE, 1 * H), Wanted(Measure.RESOLUTION, 8 * H)]
    with clock.travel(at("1 12:00")):
        return levels.add_agreement(
            by=actor(ann), kind=AgreementKind.SLA, name="House", calendar=office, targets=targets, holds_for=["requester"]
        )


@pytest.fixture
def ticket(bo: Person, ada: Person, sla: Agreement) -> Ticket:
    with clock.travel(at("2 09:00")):
        found = actions.register(bo, by=actor(ada), kind="incident", title="Printer", text="It does nothing")
        actions.take(found, by=actor(ada))
        return found


def seen(client: Client, url: str, when: str, **words: str) -> str:
    with clock.travel(at(when)):
        answer = client.get(url, words)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_queue_says_what_is_due_and_puts_it_first(ticket: Ticket, bo: Person, ada: Person) -> None:
    with clock.travel(at("2 08:00")):
        later = actions.register(bo, by=actor(ada), kind="incident", title="Another", text="Nothing", organisation=None)
        actions.reply(later, by=actor(ada), text="We look")
    client = client_of(ada)
    page = seen(client, reverse("tickets:queue"), "2 09:40", view="all", sort="hurts")
    assert "20 min left" in page
    assert page.index("Printer") < page.index("Another")
    assert 'data-state="late"' in seen(client, reverse("tickets:queue"), "2 10:30", view="all")


def test_the_queue_is_narrowed_to_what_is_late_or_due_soon(ticket: Ticket, ada: Person) -> None:
    client, queue = client_of(ada), reverse("tickets:queue")
    with clock.travel(at("2 09:05")):
        actions.reply(ticket, by=actor(ada), text="We look")
    assert "Printer" in seen(client, queue, "2 16:00", view="all", due="4")
    assert "Printer" not in seen(client, queue, "2 11:00", view="all", due="4")
    assert "Printer" not in seen(client, queue, "2 11:00", view="all", due="late")
    assert "Printer" in seen(client, queue, "3 16:00", view="all", due="late")


def test_the_ledger_explains_every_segment_and_can_be_copied(ticket: Ticket, bo: Person, ada: Person) -> None:
    with clock.travel(at("2 10:00")):
        actions.hold(ticket, by=actor(ada), waiting_for="requester", reason="which room")
    with clock.travel(at("3 10:00")):
        actions.reply(ticket, by=actor(bo), text="C2")
    page = seen(client_of(ada), reverse("tickets:clocks", args=[ticket.reference]), "3 14:00")
    for words in (
        "House v1",
        "Office",
        "Mon 2 Nov: 09:00–10:00 = 1 h",
        "Tue 3 Nov: 10:00–12:30, 13:00–14:00 = 3 h 30 min",
        "held, nothing counts",
        "which is",
    ):
        assert (words in page) == (words != "which is"), words
    assert 'id="clocks-as-text"' in page


def test_a_ticket_without_an_agreement_says_so(bo: Person, ada: Person) -> None:
    found = actions.register(bo, by=actor(ada), kind="incident", title="Printer", text="It does nothing")
    client = client_of(ada)
    assert "No agreement" in seen(client, found.get_absolute_url(), "2 09:00")
    assert "no agreement" in seen(client, reverse("tickets:queue"), "2 09:00", view="all")
    assert found.reference in seen(client, reverse("tickets:queue"), "2 09:00", view="all", due="none")
    assert "nothing is measured" in seen(client_of(ada), reverse("tickets:clocks", args=[found.reference]), "2 09:00")
    assert promise_of(found) == ""


def test_a_ticket_with_an_agreement_is_not_said_to_have_none(ticket: Ticket, ada: Person) -> None:
    queue, client = reverse("tickets:queue"), client_of(ada)
    assert "no agreement" not in seen(client, queue, "2 09:05", view="all")
    assert ticket.reference not in seen(client, queue, "2 09:05", view="all", due="none")


def test_what_was_promised_is_told_in_plain_words(ticket: Ticket) -> None:
    with clock.travel(at("2 09:10")):
        assert promise_of(ticket) == "You hear from us before today 10:00, and we expect a solution before tomorrow 09:00."


def test_who_leads_moves_a_ticket_to_another_version(
    ticket: Ticket, dee: Person, ann: Person, ada: Person, office: Calendar, sla: Agreement
) -> None:
    with clock.travel(at("2 10:00")):
        version = levels.change_agreement(sla, by=actor(ann), calendar=office, targets=[Wanted(Measure.RESOLUTION, 20 * H)])
        url = reverse("tickets:migrate_clocks", args=[ticket.reference])
        assert client_of(ada).post(url, {"version": version.pk, "why": "asked"}).status_code == 403
        assert client_of(dee).post(url, {"version": version.pk, "why": "asked"}).status_code == 303
    assert ticket.record.clocks.get(measure="resolution").target_seconds == 20 * H


def agreement_words(office: Calendar, **more: object) -> dict[str, object]:
    given = {"kind": "sla", "name": "Gold", "calendar": office.pk, "starts_on": "", "holds_for": ["requester"], "warn_at": "50, 75"}
    return given | {"target-resolution-1": "4 h", "target-resolution-0": "1:30", "target-first_response-0": "30 min"} | more


def test_an_agreement_is_made_on_one_page(ann: Person, office: Calendar) -> None:
    client = client_of(ann)
    assert client.get(reverse("levels:add_agreement")).status_code == 200
    extra = {"more-0-measure": "resolution", "more-0-kind": "complaint", "more-0-time": "8 h"}
    answer = client.post(reverse("levels:add_agreement"), agreement_words(office, **extra))
    assert answer.status_code == 303, answer.content.decode()
    version = AgreementVersion.objects.get()
    told = {(one.measure, one.priority, one.kind, one.seconds) for one in version.targets.all()}
    assert told == {
        ("resolution", 1, "", 4 * H),
        ("resolution", None, "", 5400),
        ("first_response", None, "", 1800),
        ("resolution", None, "complaint", 8 * H),
    }
    assert "4 h" in seen(client, version.agreement.get_absolute_url(), "3 10:00")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"target-resolution-1": "0"}, "A target of no time"),
        ({"target-resolution-1": "soon"}, "is none"),
        ({"warn_at": "50, 120"}, "percentages from 1 to 99"),
        ({"kind": "ola"}, "which team"),
        ({"starts_on": "2020-01-01"}, "cannot begin in the past"),
    ],
)
def test_what_cannot_be_agreed_is_refused_at_its_field(ann: Person, office: Calendar, words: dict[str, str], says: str) -> None:
    answer = client_of(ann).post(reverse("levels:add_agreement"), agreement_words(office, **words))
    assert answer.status_code in (409, 422)
    assert says in answer.content.decode()


CALENDAR = {"name": "Shop", "starts_on": "2026-01-01", "zone": "Europe/Amsterdam", "monday": "8:30-12:30, 13:00-17:00", "country": "NL"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"monday": "8:00-12:00, 11:00-17:00"}, "These spans overlap"),
        ({"monday": "17:00-8:00"}, "ends before it begins"),
        ({"monday": ""}, "at least one day with hours"),
        ({"zone": "Europe/Atlantis"}, "There is no time zone"),
        ({"closing_days": "2025-12-24 Early"}, "lies before this version"),
        ({"closing_days": "Christmas"}, "has no date"),
        ({"subdivision": "ZZ"}, "is no region"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_with_a_sentence(ann: Person, words: dict[str, str], says: str) -> None:
    for button in ({}, {"preview": "1"}):
        answer = client_of(ann).post(reverse("levels:add_calendar"), CALENDAR | words | button)
        assert says in answer.content.decode()
    assert not Calendar.objects.exists()


def test_the_year_is_shown_before_it_is_saved_and_afterwards(ann: Person) -> None:
    client = client_of(ann)
    drawn = client.post(reverse("levels:add_calendar"), CALENDAR | {"preview": "1"}).content.decode()
    assert 'title="Koningsdag"' in drawn
    assert not Calendar.objects.exists()
    assert client.post(reverse("levels:add_calendar"), CALENDAR).status_code == 303
    assert 'title="Koningsdag"' in seen(client, Calendar.objects.get().get_absolute_url(), "3 10:00", year="2026")


def test_an_agreement_shows_what_holds_for_each_and_how_the_month_goes(ann: Person, bo: Person, ada: Person, office: Calendar) -> None:
    general = [Wanted(Measure.FIRST_RESPONSE, 1 * H), Wanted(Measure.RESOLUTION, 8 * H)]
    special = [Wanted(Measure.RESOLUTION, 4 * H, priority=2), Wanted(Measure.RESOLUTION, 16 * H, kind="service_request")]
    with clock.travel(at("1 12:00")):
        own = levels.add_agreement(by=actor(ann), kind=AgreementKind.SLA, name="Own", calendar=office, targets=[*special, *general])
    with clock.travel(at("2 09:00")):
        found, _open = (actions.register(bo, by=actor(ada), kind="incident", title="Printer", text="Nothing") for _each in range(2))
        actions.reply(found, by=actor(ada), text="We look at it")
    page = seen(client_of(ada), own.get_absolute_url(), "2 10:00")
    cells = [re.findall(r">\s*([^<>]+?)\s*</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    assert cells == [
        ["In working time", "First response", "Resolution"],
        ["High", "1 h", "4 h"],
        ["Service request", "1 h", "16 h"],
        ["everything else", "1 h", "8 h"],
    ]
    assert "<b>100 %</b><span>First response: 1 of 1 kept this month" in page
    assert "<b>2</b><span>tickets are measured by it now" in page


def test_an_agreement_in_use_can_only_be_ended(ticket: Ticket, ann: Person, sla: Agreement) -> None:
    client = client_of(ann)
    answer = client.post(reverse("levels:delete_agreement", args=[sla.pk]))
    assert "End it instead" in answer.content.decode()
    assert client.post(reverse("levels:end_agreement", args=[sla.pk]), {"on": "2026-11-30"}).status_code == 303
    sla.refresh_from_db()
    assert sla.ended_on == date(2026, 11, 30)


def late(ticket: Ticket) -> Deviation:
    with clock.travel(at("4 10:00")):
        alarms()
    return Deviation.objects.get(measure=Measure.RESOLUTION)


def test_a_deviation_is_explained_and_stands_in_the_months_report(ticket: Ticket, ada: Person, dee: Person, sla: Agreement) -> None:
    deviation = late(ticket)
    client = client_of(dee)
    assert deviation.reference in seen(client, reverse("levels:deviations"), "4 11:00")
    words = {"cause": "No toner", "responsibility": "supplier", "avoidable": "yes", "improvement": "Keep two drums"}
    assert client.post(reverse("levels:explain_deviation", args=[deviation.reference]), words).status_code == 303
    assert "No toner" in seen(client, deviation.get_absolute_url(), "4 11:00")
    report = reverse("levels:report", args=[sla.pk])
    page = seen(client, report, "5 10:00", month="2026-11")
    assert "0 of 1 kept" in page
    assert "Keep two drums" in page
    rows = seen(
        client, reverse("levels:clocks"), "5 10:00", agreement=str(sla.pk), measure="resolution", verdict="breached", month="2026-11"
    )
    assert ticket.reference in rows
    by_target = {"agreement": str(sla.pk), "verdict": "breached", "month": "2026-11"}
    assert f"target={8 * H}" in page and ticket.reference in seen(
        client, reverse("levels:clocks"), "5 10:00", target=str(8 * H), **by_target
    )
    assert ticket.reference not in seen(client, reverse("levels:clocks"), "5 10:00", target=str(H), measure="resolution", **by_target)
    assert "Resolution,480,0,1,0" in seen(client, report, "5 10:00", month="2026-11", format="csv")
    assert "No toner" in seen(client, report, "5 10:00", month="2026-11", format="csv")


def test_the_report_is_printed_in_every_script_and_says_where_its_accessible_page_is(ticket: Ticket, ada: Person, sla: Agreement) -> None:
    told = late(ticket)
    cause = "Принтер в Õismäe: žürii ära"
    levels.explain_deviation(told, by=actor(ada), cause=cause, responsibility="desk", avoidable=True)
    with clock.travel(at("5 10:00")):
        paper = client_of(ada).get(reverse("levels:report", args=[sla.pk]), {"month": "2026-11", "format": "pdf"}).content
    assert paper.startswith(b"%PDF-")
    assert b"/Lang (en)" in paper and b"/DisplayDocTitle true" in paper
    inside = unpacked(paper)
    for letter in cause.replace(" ", ""):
        assert f"<{ord(letter):04X}>".encode() in inside.upper(), letter
    assert f"http://testserver{reverse('levels:report', args=[sla.pk])}?month=2026-11".encode() in paper


def unpacked(paper: bytes) -> bytes:
    """What the streams of a PDF hold, among them which letter each drawn glyph stands for."""
    streams = re.findall(rb"stream\n(.*?)endstream", paper, re.DOTALL)
    packed = [base64.a85decode(b"<~" + one, adobe=True) if one.endswith(b"~>") else one for one in streams]
    return b"".join(zlib.decompressobj().decompress(one) if one.startswith(b"x") else one for one in packed)


def test_a_deviation_is_linked_to_what_caused_it_and_to_what_mends_it(ticket: Ticket, bo: Person, ada: Person, as_cem: Client) -> None:
    deviation = late(ticket)
    cause = actions.register(bo, by=actor(ada), kind="incident", title="The drum is worn", text="Every week")
    client, link = client_of(ada), reverse("levels:link_deviation", args=[deviation.reference])
    assert client.post(link, {"kind": "caused_by", "target": "TK-9"}).status_code == 422
    assert client.post(link, {"kind": "caused_by", "target": cause.reference.lower()}).status_code == 303
    page = client.get(deviation.get_absolute_url()).content.decode()
    assert "The drum is worn" in page and "caused by" in page
    assert deviation.reference in client.get(cause.get_absolute_url()).content.decode()
    [made] = Link.objects.all()
    assert client.post(reverse("levels:unlink_deviation", args=[deviation.reference, made.pk])).status_code == 303
    assert not Link.objects.exists()
    assert as_cem.post(link, {"kind": "caused_by", "target": cause.reference}).status_code == 403


def tried(client: Client, url: str, words: dict[str, object], figure: str = "1", when: str = "4 11:00") -> tuple[str, dict[str, object]]:
    """The page that says what came of it, and what its own form would send."""
    with clock.travel(at(when)):
        answer = client.post(url, words | {"try": figure})
    assert answer.status_code == 200
    page = answer.content.decode()
    again = page.partition('id="tried-again"')[2].partition("</form>")[0]
    sent: dict[str, object] = {}
    for name, value in re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', again, re.DOTALL):
        sent.setdefault(name, []).append(unescape(value))  # type: ignore[attr-defined]
    return page, sent


def test_what_was_tried_stands_there_with_its_tickets_and_is_saved_in_one_press(
    ticket: Ticket, ann: Person, office: Calendar, sla: Agreement
) -> None:
    late(ticket)
    client, url = client_of(ann), reverse("levels:change_agreement", args=[sla.pk])
    words = agreement_words(office, **{"target-resolution-0": "40 h", "target-resolution-1": "", "months": "2", "note": "Asked\nfor <it>"})
    page, sent = tried(client, url, words)
    assert "What these would have made of the last 2 months" in page and 'value="2" selected' in page
    assert "What would have ended differently" in page and ticket.reference in page and "18 h of 40 h" in page
    assert sla.versions.count() == 1

    page, sent = tried(client, url, sent, "kept:resolution")
    assert "Kept: Resolution" in page and "None of them." in page and ticket.reference not in page
    page, sent = tried(client, url, sent, "decided:resolution")
    assert "Decided: Resolution" in page and ticket.reference in page
    page, sent = tried(client, url, sent, "kept:politeness")
    assert "What would have ended differently" in page

    with clock.travel(at("4 11:00")):
        assert client.post(url, sent).status_code == 303
    made = sla.versions.latest("number")
    assert (made.number, made.note, made.holds_for, made.warn_at) == (2, "Asked for <it>", ["requester"], [50, 75])
    assert set(made.targets.values_list("measure", "seconds")) == {("resolution", 40 * H), ("first_response", 1800)}


def test_other_hours_are_tried_and_saved_in_one_press(ticket: Ticket, ann: Person, office: Calendar) -> None:
    late(ticket)
    client, url = client_of(ann), reverse("levels:change_calendar", args=[office.pk])
    words: dict[str, object] = CALENDAR | {"starts_on": "2026-11-04", "closing_days": "2026-12-24 Early\n2026-12-25 Late"}
    page, sent = tried(client, url, words)
    assert "What these would have made of the last 3 months" in page and ticket.reference in page
    assert "18 h of 8 h" in page and "7 h 30 min of 8 h" in page
    assert office.versions.count() == 1
    page, sent = tried(client, url, sent, "decided:resolution")
    with clock.travel(at("4 11:00")):
        assert client.post(url, sent).status_code == 303
    made = office.versions.latest("number")
    assert (made.number, made.starts_on, made.week[1], made.closing_days[1]) == (2, date(2026, 11, 4), [], ["2026-12-25", "Late"])


@pytest.mark.parametrize(
    ("words", "says"), [({"monday": "17:00-8:00"}, "ends before it begins"), ({"zone": ""}, "This needs another look")]
)
def test_hours_that_cannot_be_are_not_tried(ann: Person, office: Calendar, words: dict[str, str], says: str) -> None:
    answer = client_of(ann).post(reverse("levels:change_calendar", args=[office.pk]), CALENDAR | words | {"try": "1"}).content.decode()
    assert says in answer and "What these would have made" not in answer


@pytest.mark.parametrize("months", ["0", "13", "many", ""])
def test_three_months_are_tried_when_no_others_can_be(ann: Person, office: Calendar, sla: Agreement, months: str) -> None:
    page, _sent = tried(client_of(ann), reverse("levels:change_agreement", args=[sla.pk]), agreement_words(office, months=months))
    assert "Nothing was measured by this in that time." in page and "last 3 months" in page


def test_the_acknowledgement_says_what_was_promised_so_that_it_holds_whenever_it_is_read(sla: Agreement, bo: Person) -> None:
    with clock.travel(at("2 09:00")):
        actions.report(bo, by=actor(bo, door=Door.MAIL), text="The printer does nothing")
        while run_followers():
            pass
    acknowledged = Notice.objects.get(person=bo, channel="mail")
    said = "You hear from us before 2 Nov 2026, 10:00 CET, and we expect a solution before 3 Nov 2026, 09:00 CET."
    assert said in acknowledged.text
