from pathlib import Path

import pytest

from vakdesk.mailroom.classifying import Kind, classify, forwards_report
from vakdesk.mailroom.parsing import Letter, parse
from vakdesk.mailroom.tests.conftest import Compose, bounces_in

pytestmark = pytest.mark.once

STATUS = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: {}\nStatus: 5.1.1\n"
DSN = "--b\nContent-Type: text/plain\n\nSorry\n--b\n" + STATUS + "--b--\n"
REPORT = "multipart/report; report-type={}; boundary=b"


@pytest.mark.parametrize(
    ("reason", "body", "headers"),
    [
        ("bounce.report", DSN.format("failed"), {"Content_Type": REPORT.format("delivery-status")}),
        ("bounce.delayed", DSN.format("delayed"), {"Content_Type": REPORT.format("delivery-status")}),
        ("bounce.delivered", DSN.format("relayed"), {"Content_Type": REPORT.format("delivery-status")}),
        ("bounce.recipients", "", {"X_Failed_Recipients": "bo@lindewaard.example"}),
        ("bounce.machine", "User unknown", {"From": "MAILER-DAEMON@lindewaard.example", "Subject": "Returned mail"}),
        ("bounce.null-sender", "", {"Return_Path": "<>", "Subject": "Undelivered Mail Returned to Sender"}),
        ("bounce.opening", "Your message could not be delivered to bo@x.example", {"Subject": "Non-delivery report"}),
        (
            "complaint.report",
            "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b--\n",
            {"Content_Type": REPORT.format("feedback-report")},
        ),
        ("receipt.report", "--b\n\nread\n--b--\n", {"Content_Type": REPORT.format("disposition-notification")}),
        ("receipt.subject", "Read at 12:00", {"Subject": "Gelezen: Printer", "In_Reply_To": "<0@desk>"}),
        ("auto-reply.auto-submitted", "", {"Auto_Submitted": "auto-replied (vacation)"}),
        ("auto-reply.header", "", {"X_Autoreply": "yes"}),
        ("auto-reply.subject", "", {"Subject": "Automatisch antwoord: Printer"}),
        ("auto-reply.subject", "", {"Subject": "Out of Office"}),
        ("auto-reply.subject", "", {"Subject": "Automaatvastus: Printer"}),
        ("auto-reply.null-sender", "I am on leave until Monday.", {"Return_Path": "<>"}),
        ("list.header", "", {"List_Id": "<all.lindewaard.example>"}),
        ("list.precedence", "", {"Precedence": "bulk"}),
        ("spam.flag", "", {"X_Spam_Flag": "YES"}),
        ("calendar.request", "BEGIN:VCALENDAR", {"Content_Type": "text/calendar; method=REQUEST"}),
    ],
)
def test_machines_are_recognised_and_the_reason_is_named(letter: Compose, reason: str, body: str, headers: dict[str, str]) -> None:
    assert classify(letter(body, **headers)).reason == reason


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Auto_Submitted": "no"},
        {"Subject": "Automatic reply does not work in Outlook"},
        {"Subject": "Out of office cannot be switched off"},
        {"Subject": "Afwezigheid melden lukt niet"},
        {"Subject": "Vacation calendar is empty"},
        {"Subject": "FW: Undelivered Mail Returned to Sender"},
        {"Subject": "Mail not delivered since Monday"},
        {"Subject": "Read: the new rules", "From": "Bo <bo@lindewaard.example>"},
    ],
)
def test_people_are_heard(letter: Compose, headers: dict[str, str]) -> None:
    assert classify(letter("My message could not be delivered: 550 5.1.1 user unknown. Please help.", **headers)).is_real


def test_an_attached_appointment_is_no_invitation(letter: Compose) -> None:
    file = "Content-Type: text/calendar; method=REQUEST\nContent-Disposition: attachment\n\nBEGIN:VCALENDAR\n"
    body = f"--b\n\nThis file does not open\n--b\n{file}--b--\n"
    assert classify(letter(body, Content_Type="multipart/mixed; boundary=b")).is_real


def test_own_mail_that_comes_back_is_known_by_its_identifier_or_mailbox(letter: Compose) -> None:
    assert classify(letter(), own_ids={"1@lindewaard.example"}).reason == "own.identifier"
    assert classify(letter(From="help@desk.example"), own_addresses={"help@desk.example"}).reason == "own.address"


@pytest.mark.shared
def test_at_least_99_in_100_collected_bounces_are_recognised(mail: Path) -> None:
    bounces = bounces_in(mail)
    found = {path: classify(letter_in(path)) for path in bounces}
    ignored = [path for path, verdict in found.items() if not verdict.is_real]
    recognised = [path for path, verdict in found.items() if verdict.kind is Kind.BOUNCE]
    assert len(bounces) > 650
    assert len(recognised) >= 0.99 * len(bounces), sorted(str(path) for path in set(bounces) - set(recognised))
    assert all(forwards_report(letter_in(path)) for path in set(bounces) - set(ignored)), "passed on by a person, and so held"


@pytest.mark.shared
def test_real_collected_mail_is_not_ignored(mail: Path) -> None:
    real = [path for room in ("talon", "mikel-mail", "python-test-email", "stalwart-mail-parser") for path in (mail / room).rglob("*")]
    ignored = {}
    for path in (path for path in real if path.is_file() and isinstance(parse(path.read_bytes()), Letter)):
        if not (verdict := classify(letter_in(path))).is_real:
            ignored[path.name] = verdict.kind.value
    assert set(ignored.values()) <= {"bounce", "list", "spam"}
    assert len(ignored) <= 22, ignored


def letter_in(path: Path) -> Letter:
    found = parse(path.read_bytes())
    assert isinstance(found, Letter), (path, found)
    return found
