"""A backup holds the whole desk, goes to the other database and back, and is refused when anything about it is wrong."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from vakdesk.access.actors import Actor
from vakdesk.config.archive import back_up, restore
from vakdesk.kit.errors import Refused
from vakdesk.logbook.heads import heads_file, keep_heads
from vakdesk.logbook.models import Entry
from vakdesk.logbook.verify import verify
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.records.store import blobs_of, hold, open_stored, path_of, stage
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]
PICTURE = b"\x89PNG\r\n\x1a\n" + b"screen" * 100
ORIGINAL = b"From: bo\r\n\r\n\xff\x00\n"


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Any, tmp_path: Path) -> None:
    """What other tests stored is not this desk's."""
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "files"}}}


@pytest.fixture
def desk_with_work(ada: Person, bo: Person, actor: Callable[..., Actor]) -> Ticket:
    """One report with an attachment, taken by Ada."""
    ticket = tickets.register(
        bo, by=actor(ada), kind="incident", title="Ei käivitu “õun”", text="Zwart scherm\n\u2028…", files=[stage("scherm.png", [PICTURE])]
    )
    tickets.take(ticket, by=actor(ada))
    blobs_of([hold("original.eml", ORIGINAL)])
    keep_heads()
    return ticket


@pytest.fixture
def archive(desk_with_work: Ticket, tmp_path: Path) -> Path:
    """A backup of that desk, which is empty and without files afterwards."""
    path = tmp_path / "desk.zip"
    back_up(path)
    empty_the_desk()
    return path


def empty_the_desk() -> None:
    on = " ON logbook_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in ("entry_no_update", "entry_no_delete", *(["entry_no_truncate"] if on else [])):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
    call_command("flush", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER SEQUENCE records_reference_tk RESTART")
    heads_file().unlink(missing_ok=True)
    picture().unlink(missing_ok=True)


def picture() -> Path:
    return path_of(hashlib.sha256(PICTURE).hexdigest())


def parts(path: Path) -> dict[str, dict[str, object]]:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))["parts"]


def rewritten(path: Path, changes: dict[str, bytes]) -> Path:
    """A copy in which the named members hold something else, and the manifest agrees where it is changed itself."""
    copy = path.with_name("rewritten.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return copy


def test_everything_is_back_after_a_restore(archive: Path, tmp_path: Path) -> None:
    contents = restore(archive)

    ticket = Ticket.objects.get()
    assert (ticket.record.requester.name, ticket.title) == ("Bo Jansen", "Ei käivitu “õun”")
    assert picture().read_bytes() == PICTURE
    assert open_stored(hashlib.sha256(ORIGINAL).hexdigest()).read() == ORIGINAL
    assert verify().ok and verify().entries == Entry.objects.count() > 0
    assert contents.files == 1
    back_up(tmp_path / "again.zip")
    assert parts(tmp_path / "again.zip") == parts(archive)


def test_work_goes_on_after_a_restore(archive: Path, actor: Callable[..., Actor]) -> None:
    restore(archive)
    before = Ticket.objects.get()
    ada, bo = (Person.objects.get(name=name) for name in ("Ada Kask", "Bo Jansen"))
    after = tickets.register(bo, by=actor(ada), kind="incident", title="Another", text="…")
    assert int(after.record.reference[3:]) > int(before.record.reference[3:])
    assert verify().ok


def test_the_logbook_of_a_restored_desk_cannot_be_changed_either(archive: Path) -> None:
    restore(archive)
    with connection.cursor() as cursor, pytest.raises(Exception, match="append-only"):
        cursor.execute("DELETE FROM logbook_entry")


def test_a_desk_with_anybody_in_it_is_not_overwritten(archive: Path) -> None:
    cast.make_person("Somebody")
    with pytest.raises(Refused, match="not empty"):
        restore(archive)
    assert Ticket.objects.count() == 0


@pytest.mark.once
def test_a_backup_overwrites_nothing_and_leaves_no_half_file(archive: Path) -> None:
    with pytest.raises(Refused, match="is there already"):
        back_up(archive)
    assert not list(archive.parent.glob("*.part"))


@pytest.mark.once
def test_an_archive_cut_short_is_refused(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])
    with pytest.raises(Refused, match="not a whole Vakdesk backup"):
        restore(archive)


@pytest.mark.once
def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear all")
    with pytest.raises(Refused, match="not a whole Vakdesk backup"):
        restore(other)


def test_changed_rows_are_refused_and_nothing_is_left(archive: Path) -> None:
    with zipfile.ZipFile(archive) as whole:
        people = whole.read("rows/people.person.jsonl").replace(b"Bo Jansen", b"Bo Hansen")
    with pytest.raises(Refused, match=r"people\.person\.jsonl was changed"):
        restore(rewritten(archive, {"rows/people.person.jsonl": people}))
    assert not Person.objects.exists() and not Entry.objects.exists() and not picture().exists()


@pytest.mark.once
def test_a_changed_file_is_refused(archive: Path) -> None:
    name = f"files/{picture().parent.name}/{picture().name}"
    manifest = json.loads(zipfile.ZipFile(archive).read("manifest.json"))
    manifest["parts"][name]["sha256"] = hashlib.sha256(b"other").hexdigest()
    with pytest.raises(Refused, match="does not hold the bytes"):
        restore(rewritten(archive, {name: b"other", "manifest.json": json.dumps(manifest).encode()}))
    assert not picture().exists()


@pytest.mark.once
@pytest.mark.parametrize("name", ["../../outside", "files/aa/../../outside", "rows/auth.user.jsonl"])
def test_names_that_lead_elsewhere_are_refused(archive: Path, name: str) -> None:
    manifest = json.loads(zipfile.ZipFile(archive).read("manifest.json"))
    manifest["parts"][name] = {"sha256": hashlib.sha256(b"x").hexdigest()}
    with pytest.raises(Refused, match="does not belong"):
        restore(rewritten(archive, {name: b"x", "manifest.json": json.dumps(manifest).encode()}))
    assert not list(Path(settings.DATA).rglob("outside"))


@pytest.mark.once
def test_another_version_is_named(archive: Path) -> None:
    manifest = json.loads(zipfile.ZipFile(archive).read("manifest.json"))
    manifest["migrations"]["people"].append("0999_later")
    manifest["vakdesk"] = "9.9"
    with pytest.raises(Refused, match=r"made by Vakdesk 9\.9"):
        restore(rewritten(archive, {"manifest.json": json.dumps(manifest).encode()}))


def test_what_was_recorded_after_the_backup_is_named_as_abandoned(archive: Path) -> None:
    lost = {"book": "main", "position": 99_999, "digest": "f" * 64, "at": "2026-11-21T00:00:00+00:00"}
    heads_file().write_text(json.dumps(lost) + "\n")
    restore(archive)
    entry = Entry.objects.order_by("position").last()
    assert entry is not None
    assert (entry.verb, entry.facts["abandoned_position"], entry.facts["abandoned_digest"]) == ("logbook.restored", 99_999, "f" * 64)
    assert verify().ok
    assert [json.loads(path.read_text()) for path in heads_file().parent.glob("logbook-heads.before-*")] == [lost]


@pytest.mark.postgres
def test_a_desk_moves_to_the_other_database_and_back(archive: Path, tmp_path: Path) -> None:
    moved, back = tmp_path / "moved.zip", tmp_path / "back.zip"
    there = {"VAKDESK_DATA": str(tmp_path / "sqlite"), "DATABASE_URL": ""}
    assert "the logbook holds" in run("restore", archive, **there)
    run("backup", moved, **there)
    assert parts(moved) == parts(archive)
    restore(moved)
    back_up(back)
    assert parts(back) == parts(archive)


def run(*words: object, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    chosen = kept | {name: value for name, value in environment.items() if value}
    ended = subprocess.run(
        [sys.executable, "-m", "vakdesk", *map(str, words)], env=chosen | {"PYTHONPATH": "src"}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
