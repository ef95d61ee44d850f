"""Devices go from hand to hand on a sheet: all of them or none, signed, with the sheet's hash in the logbook."""

import base64
import hashlib
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from struct import pack

import pytest
from django.test import Client
from refusing import refused

from vakdesk.inventory import actions
from vakdesk.inventory.actions.handing import Told
from vakdesk.inventory.kinds import State
from vakdesk.inventory.models import Handover, Item
from vakdesk.inventory.signatures import decoded
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.logbook.followers import run_followers
from vakdesk.logbook.models import Entry
from vakdesk.notices.models import Notice
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.records.store import open_blob, stage


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))


def png(width: int = 30, height: int = 10) -> bytes:
    rows = (b"\x00" + b"\xff" * width) * min(height, 10)
    head = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def as_url(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def test_ten_devices_are_issued_by_their_codes_signed_and_told_of(
    make_ready: Callable[..., Item], as_ada: Client, bo: Person, as_bo: Client
) -> None:
    items = [make_ready(tag=f"lw-{number}", title=f"Laptop {number}") for number in range(10)]
    answer = as_ada.post(
        "/devices/hand-out/", {"person": "Bo Jansen <bo@lindewaard.example>", "codes": "\n".join(item.tag for item in items)}
    )
    handover = Handover.objects.get()
    assert answer["Location"] == handover.get_absolute_url()
    assert Item.objects.filter(state=State.READY).count() == 10
    said = {f"condition_{line.pk}": "good" for line in handover.lines.all()} | {"instruction": "How to start it"}
    assert as_ada.post(handover.get_absolute_url(), {**said, "how": "screen"}).status_code == 422
    as_ada.post(handover.get_absolute_url(), {**said, "how": "screen", "signature": as_url(png())})
    handover.refresh_from_db()
    assert {(item.state, item.holder) for item in Item.objects.all()} == {(State.ISSUED, bo)}
    assert handover.sheet is not None
    with open_blob(handover.sheet.blob) as file:
        sheet = file.read()
    assert sheet.startswith(b"%PDF")
    entry = Entry.objects.about(handover).get(verb="handover.done")
    assert entry.facts["sha256"] == hashlib.sha256(sheet).hexdigest()
    while run_followers():
        pass
    mail = Notice.objects.get(channel="mail", person=bo)
    assert "Laptop 3 (LW-3)" in mail.text
    page = as_bo.get("/devices/mine/").content.decode()
    assert "Laptop 9" in page and f"/devices/mine/{handover.reference}/" in page
    receipt = as_bo.get(f"/devices/mine/{handover.reference}/").content.decode()
    assert "How to start it" in receipt
    assert b"".join(as_bo.get(f"/devices/files/{handover.sheet.pk}/")) == sheet
    assert as_bo.get("/d/lw-3")["Location"] == f"/devices/mine/#{items[3].reference}"
    assert as_ada.get("/d/lw-3")["Location"] == items[3].get_absolute_url()


def test_of_two_sheets_with_one_device_the_second_is_refused_and_moves_nothing(
    make_ready: Callable[..., Item], ada: Person, bo: Person, cem: Person
) -> None:
    by = cast.actor(ada)
    wanted, other = make_ready(), make_ready()
    first = actions.draw_up(by=by, direction="issue", items=[wanted], person=bo)
    second = actions.draw_up(by=by, direction="issue", items=[other, wanted], person=cem)
    actions.hand_over(first, by=by)
    with pytest.raises(Refused, match="is issued"):
        actions.hand_over(second, by=by)
    other.refresh_from_db()
    assert (other.state, Item.objects.get(pk=wanted.pk).holder) == (State.READY, bo)
    with pytest.raises(Refused, match="done already"):
        actions.hand_over(first, by=by)


def test_what_comes_back_damaged_is_in_repair_and_described(make_ready: Callable[..., Item], ada: Person, bo: Person) -> None:
    by = cast.actor(ada)
    whole, broken = make_ready(), make_ready()
    for item in (whole, broken):
        actions.lend(item, by=by, person=bo, until=clock.now().date() + timedelta(days=3))
    sheet = actions.draw_up(by=by, direction="return", items=[whole, broken])
    assert sheet.person == bo
    line = sheet.lines.get(item=broken)
    with refused(f"remark_{line.pk}", "what is wrong"):
        actions.hand_over(sheet, by=by, told={line.pk: Told(condition="damaged")})
    actions.hand_over(sheet, by=by, told={line.pk: Told(condition="damaged", remark="Screen is cracked")})
    whole, broken = Item.objects.get(pk=whole.pk), Item.objects.get(pk=broken.pk)
    assert (whole.state, whole.holder, whole.due_on) == (State.RETURNED, None, None)
    assert (broken.state, broken.holder, broken.damage) == (State.IN_REPAIR, None, "Screen is cracked")


def test_a_sheet_signed_on_paper_waits_until_it_is_filed(make_ready: Callable[..., Item], ada: Person, bo: Person, as_ada: Client) -> None:
    by = cast.actor(ada)
    sheet = actions.draw_up(by=by, direction="issue", items=[make_ready()], person=bo)
    assert b"".join(as_ada.get(f"{sheet.get_absolute_url()}paper/")).startswith(b"%PDF")
    actions.hand_over(sheet, by=by)
    assert Handover.objects.waiting_for_paper().get() == sheet
    with refused("files", "the one file"):
        actions.file_scan(sheet, by=by, files=[])
    actions.file_scan(sheet, by=by, files=[stage("scan.pdf", [b"%PDF-1.4 signed"])])
    assert not Handover.objects.waiting_for_paper().exists()
    with refused("files", "does not wait"):
        actions.file_scan(sheet, by=by, files=[stage("scan.pdf", [b"%PDF-1.4 again"])])


def test_nothing_is_drawn_up_that_cannot_be(make_ready: Callable[..., Item], ada: Person, bo: Person, cem: Person) -> None:
    by, today = cast.actor(ada), clock.now().date()
    mine, theirs, free = make_ready(), make_ready(), make_ready()
    actions.issue(mine, by=by, person=bo)
    actions.issue(theirs, by=by, person=cem)
    with refused("codes", "different people"):
        actions.draw_up(by=by, direction="return", items=[mine, theirs])
    with refused("codes", "with nobody"):
        actions.draw_up(by=by, direction="return", items=[mine, free])
    with refused("due_on", "A loan"):
        actions.draw_up(by=by, direction="loan", items=[free], person=bo)
    with refused("due_on", "still to come"):
        actions.lend(free, by=by, person=bo, until=today - timedelta(days=1))
    with refused("person", "who gets them"):
        actions.draw_up(by=by, direction="issue", items=[free])
    assert not Handover.objects.exists()


def test_a_sheet_changes_until_it_is_done_and_may_come_to_nothing(
    make_ready: Callable[..., Item], bo: Person, ada: Person, as_ada: Client
) -> None:
    first, second = make_ready(tag="lw-1"), make_ready(tag="lw-2")
    sheet = actions.draw_up(by=cast.actor(ada), direction="issue", items=[first], person=bo)
    page = sheet.get_absolute_url()
    assert as_ada.post(f"{page}remove/{first.pk}/", follow=True).content.decode().count("It is the only device") == 1
    as_ada.post(f"{page}add/", {"item": "lw-2"})
    assert as_ada.post(f"{page}add/", {"item": "lw-2"}).status_code == 409
    as_ada.post(f"{page}remove/{first.pk}/")
    assert [line.item for line in sheet.lines.all()] == [second]
    as_ada.post(f"{page}call-off/")
    with refused("", "called off"):
        actions.hand_over(sheet, by=cast.actor(ada))
    with pytest.raises(Refused):
        actions.add_line(sheet, by=cast.actor(ada), item=first)
    assert {item.state for item in Item.objects.all()} == {State.READY}
    told = [entry.verb for entry in Entry.objects.about(sheet)]
    assert told.count("handover.line_added") == told.count("handover.line_removed") == told.count("handover.called_off") == 1


def test_a_strangers_sheets_and_devices_are_not_there(make_ready: Callable[..., Item], ada: Person, bo: Person, as_cem: Client) -> None:
    by, item = cast.actor(ada), make_ready(tag="lw-1")
    sheet = actions.draw_up(by=by, direction="issue", items=[item], person=bo)
    actions.hand_over(sheet, by=by)
    sheet.refresh_from_db()
    assert sheet.sheet is not None
    for url in (f"/devices/mine/{sheet.reference}/", f"/devices/files/{sheet.sheet.pk}/", item.get_absolute_url()):
        assert as_cem.get(url).status_code == 404
    assert as_cem.get("/d/lw-1")["Location"] == "/devices/mine/"
    assert item.title not in as_cem.get("/devices/mine/").content.decode()


@pytest.mark.parametrize(
    "text",
    ["data:image/svg+xml;base64,AAAA", "data:image/png;base64,%%%", as_url(b"GIF89a" * 20), as_url(png(60_000, 60_000)), "x" * 900_000],
)
def test_what_is_no_small_picture_is_no_signature(text: str) -> None:
    with refused("signature", "did not arrive whole"):
        decoded(text)


def test_nothing_is_lent_to_who_has_left(make_ready: Callable[..., Item], ada: Person, bo: Person) -> None:
    Person.objects.filter(pk=bo.pk).update(is_active=False)
    bo.refresh_from_db()
    with refused("person", "has left"):
        actions.lend(make_ready(), by=cast.actor(ada), person=bo, until=date(2099, 1, 1))
