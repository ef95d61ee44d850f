import base64
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vakdesk.mailroom import tnef
from vakdesk.mailroom.classifying import classify
from vakdesk.mailroom.parsing import MOST_PARTS, Letter, Unreadable, parse
from vakdesk.mailroom.replies import divide
from vakdesk.mailroom.tests.conftest import Compose, message, read

pytestmark = pytest.mark.once


def multipart(*parts: str, kind: str = "mixed") -> tuple[str, str]:
    """A body of these parts, and the Content-Type that goes with it."""
    return "".join(f"--b\n{part}\n" for part in parts) + "--b--\n", f'multipart/{kind}; boundary="b"'


def test_who_what_and_when_are_read(letter: Compose) -> None:
    found = letter(
        Date="Mon, 2 Nov 2026 09:15:00 +0100", Cc='"Smit, Tia" <tia@LINDEWAARD.example>, dee@lindewaard.example', In_Reply_To="<0@desk>"
    )
    assert found.sender and (found.sender.address, found.sender.name) == ("bo@lindewaard.example", "Bo Jansen")
    assert [(one.address, one.name) for one in found.cc] == [("tia@lindewaard.example", "Smit, Tia"), ("dee@lindewaard.example", "")]
    assert (found.date, found.in_reply_to, found.message_id) == (
        datetime(2026, 11, 2, 8, 15, tzinfo=UTC),
        ("0@desk",),
        "1@lindewaard.example",
    )
    assert (found.subject, found.text, found.html, found.attachments) == ("Printer", "The printer in C2 is dead.", "", ())


def test_encoded_words_are_decoded_also_when_a_character_is_split_between_them(letter: Compose) -> None:
    assert letter(Subject="=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?= =?iso-8859-1?B?6A==?= C2").subject == "caféè C2"


def test_an_address_inside_the_name_is_only_a_name(letter: Compose) -> None:
    found = letter(From="=?utf-8?q?ann=40lindewaard.example?= <cem@vlierhof.example>")
    assert found.sender and (found.sender.address, found.sender.name) == ("cem@vlierhof.example", "ann@lindewaard.example")


def test_two_authors_leave_the_sender_open(letter: Compose) -> None:
    assert not letter().sender_is_ambiguous
    assert letter(From="bo@lindewaard.example, cem@vlierhof.example").sender_is_ambiguous
    assert letter(From="bo@lindewaard.example\nFrom: cem@vlierhof.example").sender_is_ambiguous
    assert letter(From="").sender is None


def test_a_subject_cannot_carry_a_second_line(letter: Compose) -> None:
    assert letter(Subject="=?utf-8?Q?Printer=0D=0ABcc:_cem@vlierhof.example?=").subject == "Printer Bcc: cem@vlierhof.example"


@pytest.mark.parametrize(
    ("raw", "claimed", "text"),
    [
        ("õunapuu".encode(), "us-ascii", "õunapuu"),
        ("õunapuu".encode(), "iso-8859-1", "õunapuu"),
        ("õunapuu".encode("latin-1"), "utf-8", "õunapuu"),
        ("“quoted”".encode("cp1252"), "iso-8859-1", "“quoted”"),
        ("õunapuu".encode("latin-1"), "no-such-set", "õunapuu"),
        ("õunapuu".encode("latin-1"), "zip", "õunapuu"),
        ("Привет".encode("koi8-r"), "koi8-r", "Привет"),
        ("こんにちは".encode("iso-2022-jp"), "", "こんにちは"),
        (b"nul\0 inside", "utf-8", "nul\N{REPLACEMENT CHARACTER} inside"),
    ],
)
def test_character_sets_are_repaired(raw: bytes, claimed: str, text: str) -> None:
    head = f"From: bo@lindewaard.example\nContent-Type: text/plain; charset={claimed}\n\n".encode()
    assert read(head + raw).text == text


@pytest.mark.parametrize(
    ("claimed", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\bo\screen.png", "screen.png"),
        ("annual\u202egnp.exe", "annualgnp.exe"),
        ("CON.txt", "_CON.txt"),
        ("a:b*c?.txt", "abc.txt"),
        (" . ", "file"),
        ("line\r\nbreak.png", "line break.png"),
        ("", "attachment.png"),
        ("õ" * 300 + ".png", "õ" * 125 + ".png"),
    ],
)
def test_file_names_are_made_safe(claimed: str, safe: str) -> None:
    encoded = base64.b64encode(claimed.encode()).decode()
    head = f"From: bo@lindewaard.example\nContent-Type: image/png; name*=utf-8''{''.join(f'%{byte:02x}' for byte in claimed.encode())}\n\n"
    assert read(head.encode() + b"x").attachments[0].name == safe
    head = f'From: bo@lindewaard.example\nContent-Type: image/png; name="=?utf-8?b?{encoded}?="\n\n'
    assert read(head.encode() + b"x").attachments[0].name == safe


def test_of_two_forms_the_plain_one_is_read_and_both_are_kept(letter: Compose) -> None:
    body, kind = multipart("Content-Type: text/plain\n\nplain", "Content-Type: text/html\n\n<b>rich</b>", kind="alternative")
    found = letter(body, Content_Type=kind)
    assert (found.text, found.html.strip()) == ("plain", "<b>rich</b>")


def test_html_alone_is_read_as_text_with_its_quotation_and_signature(letter: Compose) -> None:
    said = "<style>p{}</style><p>Works <b>now</b>.</p><div class='gmail_signature'>Bo</div>"
    page = said + "<blockquote>Does it work?</blockquote><!-- <p>no</p> -->"
    found = letter(page, Content_Type="text/html")
    assert found.text == "Works now.\n\n-- \nBo\n\n> Does it work?"
    assert found.html == page


def test_pictures_inside_the_text_say_where_they_belong(letter: Compose) -> None:
    body, kind = multipart(
        'Content-Type: text/html\n\n<img src="cid:a@b">',
        "Content-Type: image/png\nContent-ID: <a@b>\nContent-Transfer-Encoding: base64\n\niVBORw0=",
        kind="related",
    )
    [picture] = letter(body, Content_Type=kind).attachments
    assert (picture.content_id, picture.inline, picture.content) == ("a@b", True, b"\x89PNG\r")


def test_an_enclosed_message_is_a_file_and_its_identifier_is_known(letter: Compose) -> None:
    body, kind = multipart(
        "Content-Type: text/plain\n\nSee below", "Content-Type: message/rfc822\n\nSubject: Old\nMessage-ID: <old@desk>\n\nhello"
    )
    found = letter(body, Content_Type=kind)
    assert (found.text, found.enclosed_ids) == ("See below", ("old@desk",))
    assert (found.attachments[0].name, found.attachments[0].content) == ("Old.eml", b"Subject: Old\nMessage-ID: <old@desk>\n\nhello")


def test_winmail_dat_is_kept(letter: Compose) -> None:
    found = letter("eJ8+Ig==", Content_Type="application/ms-tnef; name=winmail.dat", Content_Transfer_Encoding="base64")
    assert (found.attachments[0].name, found.attachments[0].content) == ("winmail.dat", b"x\x9f>\x22")


def test_broken_base64_loses_nothing(letter: Compose) -> None:
    found = letter("!!! not base64 !!!", Content_Type="application/pdf; name=a.pdf", Content_Transfer_Encoding="base64")
    assert found.attachments[0].content == b"!!! not base64 !!!"


def test_what_is_no_message_says_why() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(200))
    wrapped = b"From: a@b.example\nContent-Type: message/rfc822\n\n" * 200
    assert parse(b" \n") == Unreadable("empty")
    assert parse(b"\x89PNG\r\n\x1a\n") == Unreadable("headers")
    assert parse(message(), largest=10) == Unreadable("size", str(len(message())))
    assert parse(b"From: a@b.example\n" + nested) == Unreadable("depth")
    assert parse(wrapped) == Unreadable("depth")
    body = "--b\n\npart\n" * (MOST_PARTS + 1)
    assert parse(message(body, Content_Type="multipart/mixed; boundary=b")) == Unreadable("parts")
    assert parse(message(Content_Type='text/plain; a="' + ';\\"' * 5000)) == Unreadable("header")


HEADER = st.sampled_from(
    ["From", "Subject", "Date", "To", "References", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "Message-ID"]
)
ODD = [
    b"multipart/mixed; boundary=b",
    b"multipart/report; report-type=delivery-status; boundary=b",
    b"message/rfc822",
    b"message/delivery-status",
    b"text/html; charset=utf-7",
    b"base64",
    b"x-uuencode",
    b"attachment; filename*0*=''%ff",
    b"=?utf-8?b?/?=",
    b"<a@b> (c",
    b'"\\',
    b"Mon, 99 Foo 99999 99:99:99 +9999",
]
VALUE = st.one_of(st.binary(max_size=60), st.sampled_from(ODD))
PIECES = [b"--b\n", b"--b--\n", b"\n\n", b"<!--", b"> quote\n", b"On Mon 1 May 2026 a@b wrote:\n"]
BODY = st.lists(st.one_of(st.binary(max_size=80), st.sampled_from(PIECES)), max_size=12)


@settings(max_examples=300)
@given(headers=st.lists(st.tuples(HEADER, VALUE), max_size=8), body=BODY)
def test_nothing_that_looks_like_mail_raises(headers: list[tuple[str, bytes]], body: list[bytes]) -> None:
    everything(b"".join(name.encode() + b": " + value + b"\n" for name, value in headers) + b"\n" + b"".join(body))


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_no_bytes_raise(raw: bytes) -> None:
    everything(raw)
    everything(b"From: " + raw)


def everything(raw: bytes) -> Letter | Unreadable:
    """Reads, judges and divides; no fault may have been caught on the way, and all text must be storable."""
    found = parse(raw)
    if isinstance(found, Unreadable):
        assert found.reason != "fault", found.detail
        return found
    classify(found)
    divided = divide(found.text, sender=found.sender.name if found.sender else "")
    for text in (found.text, found.html, found.subject, found.message_id, divided.fresh, *(one.name for one in found.attachments)):
        text.encode("utf-8")
        assert "\0" not in text
    return found


@pytest.mark.shared
def test_every_collected_file_is_read_or_says_why(mail: Path) -> None:
    reasons: dict[str, int] = {}
    for path in (path for path in mail.rglob("*") if path.is_file()):
        found = everything(path.read_bytes())
        reason = "letter" if isinstance(found, Letter) else found.reason
        reasons[reason] = reasons.get(reason, 0) + 1
    assert reasons["letter"] > 900
    assert set(reasons) <= {"letter", "empty", "headers"}


@pytest.mark.shared
def test_the_files_in_every_collected_winmail_dat_are_found(mail: Path) -> None:
    found = {path.name: tnef.unpack(path.read_bytes()) for path in mail.rglob("*.tnef")}
    files = {name: [file.name for file in inside.files] for name, inside in found.items() if inside}
    assert len(found) == len(files) == 19
    assert sum(map(len, files.values())) == 27
    assert files["umlaut.tnef"] == ["TBZ PARIV GmbH.jpg", "image003.jpg", "UmlautAnhang-äüö.txt"]
    assert files["missing-filenames.tnef"][0] == "generpts.src"
    assert [len(file.content) for file in found["two-files.tnef"].files] == [244, 893]  # type: ignore[union-attr]


def tnef_of(*files: tuple[str, bytes], body: bytes = b"") -> bytes:
    def attribute(level: int, number: int, value: bytes) -> bytes:
        return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    inside = [attribute(1, 0x2800C, body)] if body else []
    for name, content in files:
        inside += [attribute(2, 0x69002, b"\1"), attribute(2, 0x18010, name.encode() + b"\0"), attribute(2, 0x6800F, content)]
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(inside)


def packed(letter: Compose, inside: bytes, text: str = "") -> Letter:
    part = f"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{base64.b64encode(inside).decode()}"
    body, kind = multipart(f"\n{text}", part)
    return letter(body, Content_Type=kind)


def test_winmail_dat_is_unpacked(letter: Compose) -> None:
    found = packed(letter, tnef_of(("..\\..\\photo.jpg", b"picture"), ("CON", b"x"), body=b"Only inside"))
    assert [(one.name, one.content_type, one.content) for one in found.attachments] == [
        ("photo.jpg", "image/jpeg", b"picture"),
        ("_CON", "application/octet-stream", b"x"),
    ]
    assert found.text == "Only inside"
    assert packed(letter, tnef_of(("a.txt", b"x"), body=b"Only inside"), "As said").text == "As said"


def test_a_winmail_dat_with_nothing_we_read_stays_a_file(letter: Compose) -> None:
    for inside in (tnef_of(), b"\x78\x9f\x3e\x22", b"junk"):
        assert [one.name for one in packed(letter, inside, "As said").attachments] == ["winmail.dat"]


def test_a_winmail_dat_with_very_many_files_stays_one(letter: Compose) -> None:
    inside = tnef_of(*[(f"{number}", b"x") for number in range(tnef.MOST_FILES + 1)])
    assert [one.name for one in packed(letter, inside).attachments] == ["winmail.dat"]


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_no_winmail_dat_raises(raw: bytes) -> None:
    tnef.unpack(struct.pack("<IH", 0x223E9F78, 1) + raw)
    tnef.unpack(tnef_of(("a", b"x")) + struct.pack("<BII", 2, 0x69005, len(raw)) + raw + b"\0\0")
