"""Attachments: stored by content, named safely, refused when too large or too many, swept when nobody needs them."""

import os
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.verify import verify
from vakdesk.records import actions, store
from vakdesk.records.kinds import Side
from vakdesk.records.models import Attachment, Blob, BlobContent, Record
from vakdesk.records.sniffing import sniff
from vakdesk.records.store import hold, path_of, safe_name, stage, sweep_orphans

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 24
HELD = b"From: bo"


def sha256_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def test_the_same_bytes_are_stored_once_and_named_twice(record: Record, by_ada: Actor) -> None:
    actions.attach(record, by=by_ada, files=[stage("a.png", [PNG]), stage("b.png", [PNG[:10], PNG[10:]])], side=Side.STAFF)
    assert Blob.objects.get().content_type == "image/png"
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["a.png", "b.png"]


def test_a_file_of_the_desk_is_hidden_from_the_requester(record: Record, by_ada: Actor, by_bo: Actor, by_cem: Actor) -> None:
    actions.attach(record, by=by_ada, files=[stage("inside.txt", [b"inside"])], side=Side.STAFF)
    actions.attach(record, by=by_bo, files=[stage("mine.txt", [b"mine"])], side=Side.PUBLIC)
    assert [a.name for a in Attachment.objects.visible_to(by_bo)] == ["mine.txt"]
    assert Attachment.objects.visible_to(by_ada).count() == 2
    assert not Attachment.objects.visible_to(by_cem).exists()
    with pytest.raises(NotAllowed):
        actions.attach(record, by=by_bo, files=[stage("sneaky.txt", [b"x"])], side=Side.STAFF)


def endless() -> Iterator[bytes]:
    while True:
        yield b"x" * 65536


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(settings: Any) -> None:
    settings.ATTACHMENT_LIMIT_BYTES = 1024**2
    with pytest.raises(Refused, match="larger than 1 MB"):
        stage("big.bin", endless())
    assert not list(path_of("00").parents[1].glob("staged-*"))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Refused, match="empty"):
        stage("nothing.txt", [])


def test_too_many_files_are_refused(record: Record, by_ada: Actor) -> None:
    files = [stage(f"{n}.txt", [str(n).encode()]) for n in range(settings.ATTACHMENTS_PER_MESSAGE + 1)]
    with pytest.raises(Refused):
        actions.attach(record, by=by_ada, files=files, side=Side.STAFF)
    assert not Attachment.objects.exists()


def test_a_swapped_file_is_found_by_verify(record: Record, by_ada: Actor) -> None:
    staged = stage("log.txt", [b"true"])
    actions.attach(record, by=by_ada, files=[staged], side=Side.STAFF)
    assert verify().ok
    path_of(staged.sha256).write_bytes(b"false")
    assert "was changed" in verify().why
    path_of(staged.sha256).unlink()
    assert "is gone" in verify().why


def test_another_blob_in_the_place_of_an_attachment_is_found(record: Record, by_ada: Actor) -> None:
    actions.attach(record, by=by_ada, files=[stage("log.txt", [b"true"])], side=Side.STAFF)
    Attachment.objects.update(blob=store.blob_of(stage("other.txt", [b"false"])))
    assert "another file" in verify().why


def test_orphans_are_swept_after_a_day_and_references_are_not(record: Record, by_ada: Actor) -> None:
    kept = stage("kept.txt", [b"kept"])
    actions.attach(record, by=by_ada, files=[kept], side=Side.STAFF)
    orphan = stage("orphan.txt", [b"orphan"])
    yesterday = (clock.now() - timedelta(hours=25)).timestamp()
    for staged in (kept, orphan):
        os.utime(path_of(staged.sha256), (yesterday, yesterday))
    fresh = stage("fresh.txt", [b"fresh"])
    sweep_orphans()
    assert [path_of(s.sha256).exists() for s in (kept, orphan, fresh)] == [True, False, True]


def test_small_bytes_lie_in_the_database_as_long_as_something_refers_to_them(record: Record, by_ada: Actor) -> None:
    with clock.travel(clock.now() - timedelta(hours=25)):
        blobs = store.blobs_of([hold("kept.txt", HELD), hold("orphan.txt", b"orphan")])
        assert store.blobs_of([hold("again.txt", HELD)]) == {sha256_of(HELD): blobs[sha256_of(HELD)]}
    record.attachments.create(blob=blobs[sha256_of(HELD)], name="kept.txt", side=Side.STAFF, at=clock.now())
    assert {store.open_blob(blob).read() for blob in blobs.values()} == {HELD, b"orphan"}
    sweep_orphans()
    assert [bytes(kept.content) for kept in BlobContent.objects.all()] == [HELD]
    assert (store.holds(sha256_of(HELD)), store.holds(sha256_of(b"orphan"))) == ("", "the file it vouches for is gone")


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\bo\\foto.png", "foto.png"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("con.txt", "_con.txt"),
        ("a\0b\r\n.txt", "ab.txt"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_names_are_made_safe(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@given(st.text(max_size=600))
def test_any_name_becomes_one_that_can_be_offered(name: str) -> None:
    safe = safe_name(name)
    assert safe and "/" not in safe and "\\" not in safe and len(safe.encode()) <= 255 and safe.isprintable()


@pytest.mark.parametrize(
    ("start", "media_type"),
    [
        (PNG, "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"MZ\x90\0", "application/vnd.microsoft.portable-executable"),
        (b"  <!DOCTYPE html><html>", "text/html"),
        (b"<svg xmlns='x'><script>1</script></svg>", "text/xml"),
        (b"plain words", "text/plain"),
        (b"\0\1\2", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_bytes_say(start: bytes, media_type: str) -> None:
    assert sniff(start) == media_type
