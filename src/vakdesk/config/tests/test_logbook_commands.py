"""`vakdesk logbook verify` and `export`, as an auditor types them."""

import json
from pathlib import Path

import pytest
from django.db import connection

from vakdesk.config.cli import main
from vakdesk.logbook.heads import heads_file
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person


@pytest.fixture(autouse=True)
def heads_end_with_the_test(db: None) -> object:
    yield
    heads_file().unlink(missing_ok=True)


def test_a_whole_logbook_is_said_to_be_whole_and_its_head_is_kept(ann: Person, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["logbook", "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "entries": Entry.objects.count(), "first_bad": None, "why": ""}
    assert heads_file().exists()


def test_a_broken_logbook_is_answered_with_status_1_and_the_place(ann: Person, capsys: pytest.CaptureFixture[str]) -> None:
    bad = Entry.objects.latest("position")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER entry_no_update" + (" ON logbook_entry" if connection.vendor == "postgresql" else ""))
        cursor.execute("UPDATE logbook_entry SET verb = 'test.nudged' WHERE id = %s", [bad.pk])
    assert main(["logbook", "verify", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["ok"], answer["first_bad"]) == (False, f"main {bad.position}")
    assert main(["logbook", "verify"]) == 1
    assert f"main {bad.position}" in capsys.readouterr().out


def test_an_export_holds_every_entry_and_a_bad_place_is_one_line_and_status_2(
    ann: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["logbook", "export", str(tmp_path / "x.jsonl")]) == 0
    assert len((tmp_path / "x.jsonl").read_text().splitlines()) == Entry.objects.count() + 1
    assert main(["logbook", "export", str(tmp_path / "no" / "x.jsonl")]) == 2
    assert len(capsys.readouterr().err.splitlines()) <= 3
