import json
import mailbox
from argparse import Namespace
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from vakdesk.kit.errors import Refused
from vakdesk.logbook.verify import verify
from vakdesk.mailroom.commands import import_mail
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.sources import files_in, messages_in
from vakdesk.mailroom.tests.conftest import bounces_in, message
from vakdesk.people.models import Person
from vakdesk.tickets.models import Ticket

ONE = message("One")
TWO = message("Two\n\n>From here on\n\nFrom now on: no", Message_ID="<2@x>")


@pytest.fixture
def take(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*paths: Path) -> dict[str, Any]:
        capsys.readouterr()
        assert import_mail(Namespace(paths=list(paths), json=True)) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        parts = told["tickets"] + told["replies"] + sum(told["ignored"].values()) + told["quarantined"] + told["duplicates"]
        assert told["messages"] == parts
        return told

    return run


def test_files_folders_maildirs_and_mboxes_hold_messages(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(ONE)
    (tmp_path / "notes.txt").write_bytes(b"Shopping: milk")
    (tmp_path / "saved").write_bytes(TWO)
    box = mailbox.mbox(tmp_path / "old.mbox")
    for raw in (ONE, TWO):
        box.add(message_from_bytes(raw))
    box.close()
    maildir = mailbox.Maildir(tmp_path / "Maildir")
    maildir.add(ONE)
    maildir.add_folder("Done").add(TWO)
    (tmp_path / "Maildir" / "tmp" / "half").write_bytes(ONE)
    found = list(files_in(tmp_path))
    assert [one.path.parent.name for one in found] == ["new", "new", tmp_path.name, tmp_path.name, tmp_path.name]
    assert [len(list(messages_in(one.path))) for one in found] == [1, 1, 2, 1, 1]
    bodies = [raw.split(b"\n\n", 1)[1].strip() for raw in messages_in(tmp_path / "old.mbox")]
    assert bodies == [b"One", b"Two\n\nFrom here on\n\nFrom now on: no"]


def test_only_a_blank_line_and_a_moment_part_the_messages_of_an_mbox(tmp_path: Path) -> None:
    between = b"From bo@lindewaard.example Mon Nov  2 09:15:00 2026\n"
    body = b"Subject: x\n\nSee\nFrom nine 09:15 in 2026 on\n\nFrom now on, no.\n"
    (tmp_path / "old").write_bytes(between + body + b"\n" + between + body)
    assert list(messages_in(tmp_path / "old")) == [body, body]


def test_a_file_that_is_named_is_a_message_whatever_it_holds(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(b"\x89PNG")
    assert [one.path.name for one in files_in(tmp_path / "picture")] == ["picture"]
    assert list(files_in(tmp_path)) == []


@pytest.mark.django_db
def test_importing_says_what_became_of_each_message_and_a_second_run_brings_nothing_new(tmp_path: Path, take: Any, bo: Person) -> None:
    (tmp_path / "1.eml").write_bytes(ONE)
    (tmp_path / "2.eml").write_bytes(message("Two", Message_ID="<2@x>", References="<1@lindewaard.example>"))
    (tmp_path / "3.eml").write_bytes(message("", Message_ID="<3@x>", Auto_Submitted="auto-replied"))
    (tmp_path / "4.eml").write_bytes(b"broken")
    nothing = {"tickets": 0, "replies": 0, "ignored": {}, "quarantined": 0}
    parts = {"tickets": 1, "replies": 1, "ignored": {"auto-reply": 1}, "quarantined": 1, "duplicates": 0}
    assert take(tmp_path) == {"messages": 4} | parts
    assert take(tmp_path, tmp_path / "1.eml") == {"messages": 5} | nothing | {"duplicates": 5}


@pytest.mark.django_db
def test_importing_tells_people_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str], bo: Person) -> None:
    (tmp_path / "1.eml").write_bytes(message("", Auto_Submitted="auto-replied"))
    import_mail(Namespace(paths=[tmp_path], json=False))
    said = "1 messages: 0 tickets, 0 replies, 1 left aside, 0 in quarantine, 0 known already.\n       1  An automatic answer.\n"
    assert capsys.readouterr().out == said


def test_importing_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing at"):
        import_mail(Namespace(paths=[tmp_path / "absent"], json=True))


@pytest.mark.shared
@pytest.mark.django_db
def test_every_collected_message_is_accounted_for_and_none_comes_twice(mail: Path, take: Any, lindewaard: Any) -> None:
    first = take(mail)
    assert first["messages"] > 950
    assert first["ignored"]["bounce"] > 680
    assert not Arrival.objects.filter(reason="fault").exists(), list(
        Arrival.objects.filter(reason="fault").values_list("detail", flat=True)
    )
    assert not Arrival.objects.filter(outcome=Outcome.ARRIVED).exists()
    assert Ticket.objects.count() == first["tickets"]
    bounced = {sha256(path.read_bytes()).hexdigest() for path in bounces_in(mail)}
    opened = Arrival.objects.filter(outcome__in=[Outcome.TICKET, Outcome.REPLY]).values_list("sha256", flat=True)
    assert not bounced & set(opened), "no bounce opens a ticket"
    second = take(mail)
    assert (second["messages"], second["duplicates"]) == (first["messages"], first["messages"])
    assert verify().ok
