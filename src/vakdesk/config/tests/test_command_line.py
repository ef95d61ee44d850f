"""The command line as a person at a terminal meets it: one line and status 2 for whatever they did wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vakdesk.config.cli import main
from vakdesk.config.demo_folder import MARK
from vakdesk.config.quality.tools import ROOT
from vakdesk.kit.commands import commands

pytestmark = [pytest.mark.once, pytest.mark.process]


def vakdesk(*words: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vakdesk", *words],
        env=os.environ
        | {"PYTHONPATH": str(ROOT / "src"), "VAKDESK_DATA": str(data), "DATABASE_URL": f"sqlite:///{data}/vakdesk.sqlite3"}
        | environment,
        capture_output=True,
        text=True,
        check=False,
        cwd=next(folder for folder in data.parents if folder.is_dir()),
        timeout=600,
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["tickle"], "invalid choice: 'tickle'"),
        ([], "required: COMMAND"),
        (["serve", "--port", "http"], "invalid port value: 'http'"),
        (["serve", "--port", "70000"], "invalid port value: '70000'"),
        (["backup"], "required: FILE"),
        (["check", "weather"], "no such check: weather"),
    ],
)
def test_mistakes_are_one_line_and_status_2(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(words)
    except SystemExit as ended:  # argparse ends by itself
        status = ended.code
    said = capsys.readouterr().err
    assert (status, said.count("\n")) == (2, 1), said
    assert told in said


def test_a_mail_server_is_told_to_try_again_whatever_goes_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mail", "deliver", "--mailbxo", "x"]) == os.EX_TEMPFAIL
    away = vakdesk("mail", "deliver", data=tmp_path / "data", DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert away.returncode == os.EX_TEMPFAIL and "cannot be used" in away.stderr


def test_measuring_leaves_a_folder_alone_in_which_something_lies(tmp_path: Path) -> None:
    (tmp_path / "vakdesk.sqlite3").touch()
    refused = vakdesk("bench", "intake", data=tmp_path)
    assert refused.returncode == 2 and "is not empty" in refused.stderr


def test_a_path_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    refused = vakdesk("restore", "nowhere.zip", data=tmp_path / "data")
    assert refused.returncode == 2
    assert refused.stderr.splitlines()[-1] == "vakdesk: No such file or directory: nowhere.zip"


def test_a_setting_that_cannot_be_read_is_told_as_one(tmp_path: Path) -> None:
    refused = vakdesk("house", data=tmp_path / "data", VAKDESK_ATTACHMENT_LIMIT_MB="lots")
    assert refused.returncode == 2
    assert "a setting that cannot be read" in refused.stderr and refused.stderr.count("\n") == 1


def test_a_database_that_does_not_answer_is_told_as_one(tmp_path: Path) -> None:
    refused = vakdesk("backup", "x.zip", data=tmp_path / "data", DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert refused.returncode == 2
    assert refused.stderr.splitlines()[1].startswith("vakdesk: the database in DATABASE_URL cannot be used: ")


def test_a_folder_that_cannot_be_written_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused = vakdesk("house", data=tmp_path / "file" / "data")
    assert refused.returncode == 2 and refused.stderr.count("\n") == 1


def test_the_folder_is_printed_and_made_on_first_use(tmp_path: Path) -> None:
    done = vakdesk("backup", "first.zip", data=tmp_path / "new" / "data")
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"Data: {tmp_path}/new/data\n"
    assert (tmp_path / "first.zip").stat().st_mode & 0o077 == 0


def test_data_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert vakdesk("backup", "one.zip", data=data).returncode == 0
    sql = "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0999_later', '2030-01-01')"
    subprocess.run(
        [sys.executable, "-c", f"import sqlite3; c = sqlite3.connect('{data}/vakdesk.sqlite3'); c.execute(\"{sql}\"); c.commit()"],
        check=True,
    )
    refused = vakdesk("backup", "two.zip", data=data)
    assert refused.returncode == 2
    assert "made by a newer Vakdesk (it has people.0999_later)" in refused.stderr


def test_a_fresh_demo_empties_only_a_folder_with_its_mark(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "precious.txt").touch()
    assert vakdesk("demo", "--fresh", data=data).returncode == 2
    assert (data / "precious.txt").exists() and not (data / MARK).exists()


def test_every_command_gives_an_example_that_begins_with_itself() -> None:
    for each in commands:
        assert f"vakdesk {each.name}" in each.example, each.name
        assert each.help.endswith("."), each.name
