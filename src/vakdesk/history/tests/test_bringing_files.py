"""Attachments of another desk: on the ticket that came under that number, once, nothing from outside, and a sentence for what was left out."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest

from vakdesk.access.actors import Door, machine
from vakdesk.history.actions import bring_files
from vakdesk.history.models import Case
from vakdesk.history.tests.test_importing import DONE, HEAD, MAP, OPEN
from vakdesk.kit.commands import commands
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.logbook.verify import verify
from vakdesk.records.models import Attachment

MAILROOM = machine("mailroom", "Mailroom", door=Door.MAIL)
pytestmark = pytest.mark.django_db


def run(capsys: Any, name: str, *words: object) -> dict[str, Any]:
    parser = ArgumentParser()
    commands[name].arguments(parser)
    assert commands[name].run(parser.parse_args([*map(str, words), "--json"])) == 0
    return dict(json.loads(capsys.readouterr().out))


@pytest.fixture
def came(tmp_path: Path, capsys: Any) -> Path:
    """Two tickets came from the other desk; an empty folder for their files."""
    (tmp_path / "map.yaml").write_text(MAP)
    (tmp_path / "calls.csv").write_text(HEAD + DONE + OPEN)
    run(capsys, "import csv", tmp_path / "calls.csv", "--map", tmp_path / "map.yaml")
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def test_each_folder_called_as_a_number_hangs_on_that_ticket_once(came: Path, capsys: Any) -> None:
    for name, content in {"I 12/photo.txt": "lamp", "I 12/deep/log.txt": "lines", "I 13/empty.txt": "", "I 99/x.txt": "x"}.items():
        (came / name).parent.mkdir(parents=True, exist_ok=True)
        (came / name).write_text(content)
    told = run(capsys, "import files", came, "--system", "Oldesk")
    assert (told["files"], told["known"]) == (2, 0)
    assert [one["why"] for one in told["skipped"]] == ["empty.txt is empty.", "x.txt: no ticket came from Oldesk as I 99."]
    record = Case.objects.get(number="I 12").record
    assert set(record.attachments.values_list("name", "side")) == {("photo.txt", "staff"), ("log.txt", "staff")}
    assert set(Entry.objects.filter(verb="record.attached").values_list("book", "machine")) == {("imported", "importer")}
    again = run(capsys, "import files", came, "--system", "Oldesk", "--public")
    assert (again["files"], again["known"], Attachment.objects.count()) == (0, 2, 2)
    assert verify().ok
    with pytest.raises(NotAllowed):
        bring_files(Case.objects.get(number="I 12"), by=MAILROOM, files=[], side="staff")


def test_a_list_names_which_file_is_whose_and_leads_nowhere_else(came: Path, capsys: Any) -> None:
    (came / "a1").mkdir()
    (came / "a1" / "0f.bin").write_text("plan")
    (came.parent / "secret.txt").write_text("secret")
    (came / "way.txt").symlink_to(came.parent / "secret.txt")
    listed = came.parent / "documents.csv"
    listed.write_text(
        'number;file;name\nI 12;a1\\0f.bin;"plan õ.txt"\nI 12;../secret.txt;\nI 12;/etc/hostname;\nI 13;way.txt;\nI 13;nothing.txt;\n;a1/0f.bin;\n'
    )
    told = run(capsys, "import files", came, "--system", "Oldesk", "--list", listed, "--public")
    assert told["files"] == 1 and [one["line"] for one in told["skipped"]] == [3, 4, 5, 6, 7]
    assert Attachment.objects.values_list("name", "side").get() == ("plan õ.txt", "public")
