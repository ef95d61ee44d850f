"""Everything comes out again, secrets excepted, and nothing new is forgotten."""

import hashlib
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from vakdesk.access.roles import Role
from vakdesk.administration import actions
from vakdesk.administration.export.keeping import path_of
from vakdesk.administration.export.tables import COLUMNS_LEFT_OUT, EXPORTED, HARMLESS, LEFT_OUT, columns_of, exported_models
from vakdesk.administration.export.writing import export_to
from vakdesk.administration.jobs import delete_exports, write_export
from vakdesk.administration.models import Export
from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.records.store import blobs_of, hold, stage
from vakdesk.records.store import path_of as bytes_of
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket

PAGE = "/administration/export/"
SOUNDS_SECRET = re.compile("password|token|secret|seal|salt|key|digest|credential")


@pytest.fixture(autouse=True)
def a_place_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "files"}}}


@pytest.fixture
def worked_on(ada: Person, bo: Person) -> Ticket:
    picture = stage("screen.png", [b"\x89PNG\r\n\x1a\n" + b"x" * 50])
    made = tickets.register(bo, by=cast.actor(ada), kind="incident", title="Ei käivitu “õun”", text="Zwart\u2028scherm", files=[picture])
    tickets.note(made, by=cast.actor(ada), text="Cable?")
    return made


def rows_in(place: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (place / "tables" / f"{table}.jsonl").read_bytes().split(b"\n") if line]


def test_every_table_is_exported_or_left_out_with_a_reason() -> None:
    known = {model._meta.label_lower for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    named = {*EXPORTED, *LEFT_OUT}
    assert sorted(known - named) == [], "name each in EXPORTED, or in LEFT_OUT with its reason"
    assert sorted(named - known) == [], "these are no more"
    assert not set(EXPORTED) & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


def test_no_column_that_sounds_like_a_secret_is_exported_unseen() -> None:
    for model in exported_models():
        label = model._meta.label_lower
        sounding = {field.attname for field in columns_of(model) if SOUNDS_SECRET.search(field.attname)}
        assert sounding <= HARMLESS.get(label, set()), f"{label}: leave it out, or say that it is harmless"
        assert set(COLUMNS_LEFT_OUT.get(label, {})) <= {field.attname for field in model._meta.local_concrete_fields}


def test_a_ticket_comes_out_with_its_conversation_its_file_and_its_entries(worked_on: Ticket, tmp_path: Path) -> None:
    place = tmp_path / "out"
    contents = export_to(place)
    manifest = json.loads((place / "manifest.json").read_text())
    assert [row["reference"] for row in rows_in(place, "records.record")] == [worked_on.reference]
    assert [row["text"] for row in rows_in(place, "records.message")] == ["Zwart\u2028scherm", "Cable?"]
    assert len(rows_in(place, "logbook.entry")) == Entry.objects.count()
    [blob] = rows_in(place, "records.blob")
    assert (place / "files" / blob["sha256"][:2] / blob["sha256"]).read_bytes() == bytes_of(blob["sha256"]).read_bytes()
    assert manifest["files"] == {"folder": "files", "count": 1, "bytes": 58, "named_by": "their SHA-256", "missing": []}
    for table in manifest["tables"].values():
        written = (place / table["file"]).read_bytes()
        assert (hashlib.sha256(written).hexdigest(), written.count(b"\n")) == (table["sha256"], table["rows"])
    assert sum(table["rows"] for table in manifest["tables"].values()) == contents.rows
    assert set(manifest["tables"]) == set(EXPORTED)


def test_secrets_stay_and_the_manifest_says_so(worked_on: Ticket, ada: Person, tmp_path: Path) -> None:
    place = tmp_path / "out.zip"
    export_to(place)
    ada.refresh_from_db()
    with zipfile.ZipFile(place) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        manifest = json.loads(archive.read("manifest.json"))
    assert ada.password.encode() not in everything
    assert manifest["tables"]["people.person"]["columns_left_out"] == {"password": "the hash of a password"}
    assert manifest["tables_left_out"]["api.token"] == LEFT_OUT["api.token"]


def test_small_files_come_out_as_the_others_do(ada: Person, tmp_path: Path) -> None:
    [sha256] = blobs_of([hold("original.eml", b"From: bo")])
    export_to(tmp_path / "out")
    assert (tmp_path / "out" / "files" / sha256[:2] / sha256).read_bytes() == b"From: bo"


def test_a_file_that_is_lost_is_named(worked_on: Ticket, tmp_path: Path) -> None:
    lost = worked_on.record.attachments.get().blob.sha256
    bytes_of(lost).unlink()
    export_to(tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["files"]["count"], manifest["files"]["missing"]) == (0, [lost])


def test_what_is_there_is_not_overwritten_and_nothing_half_stays(worked_on: Ticket, tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "there.zip").write_bytes(b"mine")
    with pytest.raises(Refused, match="there already"):
        export_to(tmp_path / "there.zip")
    monkeypatch.setattr("vakdesk.administration.export.writing.plain", None)
    for name in ("half", "half.zip"):
        with pytest.raises(TypeError):
            export_to(tmp_path / name)
        assert not (tmp_path / name).exists() and not (tmp_path / f"{name}.part").exists()


def test_the_command_line_takes_everything_out_and_the_logbook_knows(worked_on: Ticket, tmp_path: Path) -> None:
    assert cast.typed("export", str(tmp_path / "out.zip")) == 0
    entry = Entry.objects.get(verb="export.made")
    assert (entry.machine, entry.door) == ("exporter", "command")
    assert Export.objects.get().asked_by is None


def test_an_administrator_asks_fetches_and_it_is_gone_after_a_day(as_ann: Client, ann: Person, worked_on: Ticket) -> None:
    assert "Nothing yet." in as_ann.get(PAGE).content.decode()
    assert as_ann.post(PAGE).status_code == 303
    assert as_ann.post(PAGE).status_code == 409
    work_off()
    made = Export.objects.get()
    assert "Download" in as_ann.get(PAGE).content.decode()
    answer = as_ann.post(f"{PAGE}{made.pk}/download/")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (answer["Content-Type"], body) == ("application/zip", path_of(made).read_bytes())
    fetched = Entry.objects.get(verb="export.downloaded")
    assert fetched.actor == ann
    with clock.travel(clock.now() + timedelta(hours=25)):
        delete_exports()
        assert not path_of(made).exists()
        assert Entry.objects.filter(verb="export.deleted").count() == 1
        with pytest.raises(Refused, match="not kept any more"):
            actions.download_export(made, by=cast.actor(ann))
    assert "deleted" in as_ann.get(PAGE).content.decode()


def test_a_full_disk_is_said_and_a_killed_run_is_begun_anew(ann: Person, worked_on: Ticket, monkeypatch: Any, as_ann: Client) -> None:
    asked = actions.take_out(by=cast.actor(ann))
    path_of(asked).with_name(f"{path_of(asked).name}.part").write_bytes(b"half")
    write_export.call(asked.pk)
    asked.refresh_from_db()
    assert asked.is_there
    other = actions.take_out(by=cast.actor(ann))

    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vakdesk.administration.jobs.export_to", full)
    write_export.call(other.pk)
    other.refresh_from_db()
    assert (other.fault, other.is_there) == ("OSError", False)
    assert "failed" in as_ann.get(PAGE).content.decode()


def test_nobody_else_takes_anything_out(as_dee: Client, as_eli: Client, dee: Person, worked_on: Ticket) -> None:
    assert as_dee.get(PAGE).status_code == 403
    assert as_eli.post(PAGE).status_code == 403
    with pytest.raises(NotAllowed):
        actions.take_out(by=cast.actor(dee))
    assert Role.LEAD in cast.actor(dee).roles()
