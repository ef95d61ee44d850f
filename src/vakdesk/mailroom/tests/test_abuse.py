"""How strangers try to abuse the door. Forged agents, guessed numbers and replayed tokens are in test_speaking.py; HTML that
would run is shown to a real browser in test_browser.py."""

import base64
import io
import time
import zipfile
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.logbook.followers import run_followers
from vakdesk.mailroom.actions import keep, receive
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.tests.conftest import message
from vakdesk.mailroom.transport.fetching import work
from vakdesk.mailroom.transport.imap import BATCH_MESSAGES
from vakdesk.notices.kinds import Delivery, Kind
from vakdesk.notices.models import Notice
from vakdesk.notices.sending import message_of
from vakdesk.people.models import Person
from vakdesk.records.models import Blob
from vakdesk.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MEGABYTE = 1024 * 1024


def arrive(body: str = "The printer in C2 is dead.", **headers: str) -> Arrival:
    return receive(message(body, **headers), source="help@desk.example").arrival


def tell() -> None:
    while run_followers():
        pass


def sent() -> list[EmailMessage]:
    return [message_of(notice).message() for notice in Notice.objects.filter(channel="mail").select_related("record", "person")]


def test_two_from_headers_name_nobody(bo: Person, ada: Person) -> None:
    arrival = receive(b"From: ada@lindewaard.example\n" + message(), source="x").arrival
    assert (arrival.outcome, arrival.reason) == (Outcome.QUARANTINED, "authors")
    both = arrive(From="Bo <bo@lindewaard.example>, Ada <ada@lindewaard.example>", Message_ID="<2@x>")
    assert (both.outcome, both.reason) == (Outcome.QUARANTINED, "authors")
    assert not Ticket.objects.exists()


def test_a_sender_header_does_not_outweigh_the_from(bo: Person, cem: Person) -> None:
    arrival = arrive(From="cem@vlierhof.example", Sender="bo@lindewaard.example", Reply_To="bo@lindewaard.example")
    assert arrival.record and arrival.record.requester_id == cem.pk


@pytest.mark.parametrize(
    "domain",
    [
        "lindewa\u0430rd.example",
        "lindewaard.example.evil.example",
        "1indewaard.example",
        "xn--lindewrd-6fg.example",
        "lindewaard\uff0eexample",
    ],
)
def test_a_lookalike_domain_is_a_stranger(domain: str, bo: Person, lindewaard: Any) -> None:
    first = arrive()
    note = arrive("Reset it.", From=f"Bo Jansen <bo@{domain}>", Message_ID="<2@x>", In_Reply_To="<1@lindewaard.example>")
    new = arrive("Reset it.", From=f"Bo Jansen <bo@{domain}>", Message_ID="<3@x>")
    assert note.outcome in {Outcome.NOTE, Outcome.QUARANTINED}
    assert note.message is None or (not note.message.verified and note.message.author_id is None)
    assert new.record is None or (new.record != first.record and new.record.requester_id != bo.pk and new.record.organisation is None)


def test_a_letter_that_becomes_another_in_small_does_not_make_it_their_address(ada: Person) -> None:
    arrival = arrive(From="ada@lindewaard.example".replace("a", "A"))
    assert arrival.record and arrival.record.requester_id == ada.pk
    kelvin = arrive(From="Ada \N{KELVIN SIGN} <\N{KELVIN SIGN}ask@lindewaard.example>", Message_ID="<2@x>")
    assert (kelvin.outcome, kelvin.reason) == (Outcome.QUARANTINED, "sender")


INJECTED = "=?utf-8?Q?Printer=0D=0ABcc:_victim@x.example=0D=0A=0D=0AText?="


def test_subject_and_name_inject_no_header_into_our_mails(lindewaard: Any, desk: Any) -> None:
    arrival = arrive(Subject=INJECTED, From=f'"{INJECTED}" <kai@lindewaard.example>')
    tell()
    assert arrival.record and "\n" not in arrival.record.title + str(arrival.record.requester)
    mails = sent()
    assert mails
    for mail in mails:
        assert {name.lower() for name in mail} & {"bcc", "cc"} == set()
        assert mail["To"] == "kai@lindewaard.example"


def test_the_name_of_a_file_injects_no_header_into_its_download(bo: Person, as_ada: Client) -> None:
    name = "=?utf-8?Q?..=2F..=5Cphoto=0D=0ASet-Cookie:_a=3Db=E2=80=AEgpj.exe?="
    part = f'--b\nContent-Type: text/plain; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n\nx\n--b--\n'
    arrival = arrive(part, Content_Type="multipart/mixed; boundary=b")
    assert arrival.record
    file = arrival.record.attachments.get()
    assert not set(file.name) & set("\r\n/\\\u202e") and len(file.name.encode()) <= 255
    answer = as_ada.get(reverse("tickets:download", args=[file.pk]))
    answer.close()
    assert "Set-Cookie" not in answer.headers or "a=b" not in answer.headers["Set-Cookie"]
    assert answer["Content-Disposition"].startswith("attachment")


def _submit(count: int, victims: int) -> None:
    """As they come out of a mailbox: stored in batches, then worked."""
    for start in range(0, count, BATCH_MESSAGES):
        batch = [
            message(f"Buy {one}", From=f"victim{one % victims}@post{one % 7}.example", Subject=f"Cheap {one}", Message_ID=f"<{one}@x>")
            for one in range(start, min(start + BATCH_MESSAGES, count))
        ]
        work([kept.arrival for kept in keep(batch, source="help@desk.example")])
    tell()


def _receipts() -> dict[str, int]:
    told: dict[str, int] = {}
    for notice in Notice.objects.filter(channel="mail", kind=Kind.RECEIPT).exclude(state=Delivery.HELD):
        told[notice.address] = told.get(notice.address, 0) + 1
        assert "Buy" not in notice.text + notice.html and "Cheap" not in notice.subject + notice.text
    return told


def test_victims_of_forged_submissions_get_one_acknowledgement_each(desk: Any, settings: Any) -> None:
    settings.MAIL_MOST_PER_ADDRESS = settings.MAIL_MOST_PER_MAILBOX = 0
    _submit(24, victims=4)
    assert set(_receipts().values()) == {1}
    assert Ticket.objects.count() == 24


def test_a_flood_of_forged_submissions_stops_at_the_breaker(desk: Any, settings: Any) -> None:
    settings.MAIL_MOST_PER_MAILBOX = 10
    _submit(30, victims=30)
    assert Ticket.objects.count() == 10
    assert max(_receipts().values()) == 1 and len(_receipts()) == 10
    assert Arrival.objects.quarantined().count() == 20, "nothing is lost"


@pytest.mark.slow
def test_10000_submissions_with_victims_addresses(desk: Any, settings: Any) -> None:
    _submit(10_000, victims=2_500)
    assert max(_receipts().values(), default=0) <= 1
    assert Ticket.objects.count() + Arrival.objects.quarantined().count() == 10_000


def test_two_desks_mailing_each_other_stop_after_three_messages(desk: Any, lindewaard: Any) -> None:
    """The other desk heeds no header and threads nothing: it answers every mail with a new one that says nothing of machines."""
    ours = Notice.objects.filter(channel="mail", address="desk@other.example").exclude(state=Delivery.HELD)
    theirs = answered = 0
    while theirs <= answered < 10:
        theirs += 1
        arrive(f"Request {theirs}", From="desk@other.example", Subject=f"[OTHER-{theirs}] We have it", Message_ID=f"<o{theirs}@x>")
        tell()
        answered = ours.count()
    assert theirs + answered <= 3


def test_two_of_our_own_desks_stop_at_once(desk: Any, lindewaard: Any) -> None:
    arrive("A report", From="desk@other.example")
    tell()
    [ours] = sent()
    ours.replace_header("From", "servicedesk@vlierhof.example")
    back = receive(ours.as_bytes(), source="other").arrival
    assert (back.outcome, back.reason.partition(".")[0]) in {(Outcome.IGNORED, "auto-reply"), (Outcome.IGNORED, "own")}


def test_30_megabytes_are_taken_in_and_41_wait(bo: Person) -> None:
    large = base64.encodebytes(bytes(22 * MEGABYTE)).decode()
    part = "--b\n\nSee the file\n--b\nContent-Type: video/mp4; name=film.mp4\nContent-Transfer-Encoding: base64\n\n{}\n--b--\n"
    began = time.process_time()
    taken = arrive(part.format(large), Content_Type="multipart/mixed; boundary=b")
    waits = arrive("x" * 41 * MEGABYTE, Message_ID="<2@x>")
    assert time.process_time() - began < 20
    assert (taken.outcome, waits.outcome, waits.reason) == (Outcome.TICKET, Outcome.QUARANTINED, "size")
    assert taken.record and taken.record.attachments.get().blob.size_bytes == 22 * MEGABYTE


def test_5000_parts_wait(bo: Person) -> None:
    parts = "".join(f"--b\nContent-Type: text/plain; name=n{number}\n\nx\n" for number in range(5000))
    arrival = arrive(parts + "--b--\n", Content_Type="multipart/mixed; boundary=b")
    assert (arrival.outcome, arrival.reason) == (Outcome.QUARANTINED, "parts")


def test_200_nested_messages_wait(bo: Person) -> None:
    nested = "Content-Type: message/rfc822\n\nFrom: a@b.example\n" * 200
    arrival = receive(message().replace(b"\n\nThe", b"\n" + nested.encode() + b"\nThe"), source="x").arrival
    assert (arrival.outcome, arrival.reason) == (Outcome.QUARANTINED, "depth")


def test_a_zip_bomb_is_kept_unopened(bo: Person) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("zeros", bytes(50 * MEGABYTE))
    part = "--b\n\nSee the file\n--b\nContent-Type: application/zip; name=bomb.zip\nContent-Transfer-Encoding: base64\n\n{}\n--b--\n"
    arrival = arrive(part.format(base64.encodebytes(packed.getvalue()).decode()), Content_Type="multipart/mixed; boundary=b")
    assert arrival.record
    assert arrival.record.attachments.get().blob.size_bytes == len(packed.getvalue())
    assert max(Blob.objects.values_list("size_bytes", flat=True)) < MEGABYTE
