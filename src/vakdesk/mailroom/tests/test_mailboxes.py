from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from vakdesk.access.actors import Actor
from vakdesk.kit import clock, secrets
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry
from vakdesk.mailroom.actions import TAKEN_UP_AT_MOST, keep
from vakdesk.mailroom.actions_mailboxes import add_mailbox, edit_mailbox, note_read, note_tested, note_trouble, pause, resume
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival, Mailbox, Watch
from vakdesk.mailroom.tests.conftest import message
from vakdesk.mailroom.transport.fetching import fetch
from vakdesk.mailroom.transport.kinds import NEEDS_A_PERSON, TRIES, Fault, Trouble
from vakdesk.people.models import Person
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import MONDAY

pytestmark = pytest.mark.django_db

SERVER = {
    "name": "Service desk",
    "address": "help@desk.example",
    "host": "imap.desk.example",
    "username": "help@desk.example",
    "password": "correct horse",
}
OAUTH = SERVER | {"sign_in": "oauth", "token_url": "https://login.example/token", "client_id": "desk", "refresh_token": "r", "password": ""}
#: A mailbox that was read and then went wrong, and what is left of that once it is tried anew.
READ = {"uid_validity": "7", "last_uid": 12, "read_at": MONDAY, "tokens": "sealed", "tries": 3, "next_at": MONDAY}
FORGOTTEN = {"uid_validity": "", "last_uid": 0, "read_at": None, "tokens": "", "tries": 0, "next_at": None}
TRIED, PLACE = ["tries", "next_at"], ["uid_validity", "last_uid", "read_at"]


@pytest.fixture
def by_ann(ann: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ann)


@pytest.fixture
def mailbox(by_ann: Actor) -> Mailbox:
    return add_mailbox(by=by_ann, kind="imap", **SERVER)


@pytest.fixture
def maildir(tmp_path: Path, by_ann: Actor) -> Mailbox:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    return add_mailbox(by=by_ann, kind="maildir", name="Local", address="help@desk.example", path=str(tmp_path))


@pytest.fixture
def other(by_ann: Actor) -> Mailbox:
    """Whatever happens to the mailbox, this one goes on as it did."""
    return add_mailbox(by=by_ann, kind="imap", **SERVER | {"name": "Another"})


def watched(mailbox: Mailbox) -> dict[str, Any]:
    return Watch.objects.filter(mailbox=mailbox).values(*READ).get()


def verbs(mailbox: Mailbox) -> list[str]:
    return list(Entry.objects.about(mailbox).order_by("position").values_list("verb", flat=True))


def test_a_mailbox_is_as_given_and_watched_from_the_beginning(by_ann: Actor) -> None:
    made = add_mailbox(by=by_ann, kind="imap", **SERVER | {"name": "  Service\ndesk" + "k" * 100})
    kept = Mailbox.objects.get()
    assert (kept.kind, kept.address, kept.host, kept.username) == ("imap", "help@desk.example", "imap.desk.example", "help@desk.example")
    assert (len(kept.name), kept.name[:12], kept.is_active, kept.revision) == (80, "Service desk", True, 1)
    assert (watched(made), verbs(made)) == (FORGOTTEN, ["mailbox.added"])


def test_a_password_is_stored_sealed_and_is_in_no_entry(mailbox: Mailbox) -> None:
    mailbox.refresh_from_db()
    assert "horse" not in mailbox.sealed and secrets.unseal(mailbox.sealed) == {"password": "correct horse"}
    written = Entry.objects.about(mailbox).values_list("facts", "sealed")
    assert "horse" not in str(list(written))
    own = settings.SECRET_KEY
    with override_settings(SECRET_KEY="another"), pytest.raises(secrets.Unreadable):
        secrets.unseal(mailbox.sealed)
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[own]):
        assert secrets.unseal(mailbox.sealed)


def test_an_empty_password_leaves_the_stored_one(mailbox: Mailbox, by_ann: Actor) -> None:
    edit_mailbox(mailbox, by=by_ann, password="", folder="Reports")
    assert secrets.unseal(mailbox.sealed) == {"password": "correct horse"} and mailbox.revision == 2
    edit_mailbox(mailbox, by=by_ann, password="battery staple")
    assert secrets.unseal(mailbox.sealed) == {"password": "battery staple"}
    fields = [entry.facts["fields"] for entry in Entry.objects.about(mailbox).filter(verb="mailbox.edited").order_by("position")]
    assert fields == ["folder", "secrets"]


def test_what_is_the_same_changes_nothing(mailbox: Mailbox, by_ann: Actor) -> None:
    Watch.objects.update(**READ)
    edit_mailbox(mailbox, by=by_ann, **SERVER)
    assert (mailbox.revision, watched(mailbox), verbs(mailbox)) == (1, READ, ["mailbox.added"])


def test_a_password_that_cannot_be_read_any_more_is_entered_again(mailbox: Mailbox, by_ann: Actor) -> None:
    Mailbox.objects.update(sealed="of another key")
    with pytest.raises(Refused, match="Enter the password"):
        edit_mailbox(mailbox, by=by_ann, folder="Reports")
    edit_mailbox(mailbox, by=by_ann, folder="Reports", password="battery staple")
    kept = Mailbox.objects.get()
    assert (kept.folder, kept.revision, secrets.unseal(kept.sealed)) == ("Reports", 2, {"password": "battery staple"})


@pytest.mark.parametrize(
    ("setting", "forgotten"),
    [
        ({"name": "Desk"}, []),
        ({"port": 1993}, []),
        ({"host": "mail.desk.example"}, PLACE),
        ({"folder": "Reports"}, PLACE),
        ({"username": "desk"}, [*PLACE, "tokens"]),
        ({"refresh_token": "new"}, ["tokens"]),
        ({"token_url": "https://login.example/new"}, ["tokens"]),
        ({"client_id": "new"}, ["tokens"]),
        ({"scope": "mail"}, ["tokens"]),
    ],
)
def test_an_edited_mailbox_is_tried_at_once_and_another_one_is_read_from_the_beginning(
    by_ann: Actor, other: Mailbox, setting: dict[str, Any], forgotten: list[str]
) -> None:
    mailbox = add_mailbox(by=by_ann, kind="imap", **OAUTH)
    Watch.objects.update(**READ)
    edit_mailbox(mailbox, by=by_ann, **setting)
    assert watched(mailbox) == READ | {name: FORGOTTEN[name] for name in TRIED + forgotten}
    assert watched(other) == READ


def test_only_administrators_arrange_mailboxes(dee: Person, actor: Callable[..., Actor], mailbox: Mailbox) -> None:
    by_dee = actor(dee)
    for attempt in (
        lambda: add_mailbox(by=by_dee, kind="imap", **SERVER),
        lambda: edit_mailbox(mailbox, by=by_dee, folder="Reports"),
        lambda: pause(mailbox, by=by_dee),
        lambda: resume(mailbox, by=by_dee),
        lambda: note_tested(mailbox, by=by_dee),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert not Mailbox.objects.visible_to(by_dee).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"host": ""}, "host"),
        ({"host": "imap desk"}, "host"),
        ({"host": " imap.desk.example"}, "host"),
        ({"username": ""}, "username"),
        ({"folder": ""}, "folder"),
        ({"password": ""}, "password"),
        ({"security": "plain"}, "security"),
        ({"afterwards": "move"}, "moved_to"),
        ({"afterwards": "move", "moved_to": "INBOX", "folder": "INBOX"}, "moved_to"),
        (OAUTH | {"token_url": "http://login.example/token"}, "token_url"),
        (OAUTH | {"token_url": "http://localhost:80@login.example/token"}, "token_url"),
        (OAUTH | {"token_url": "http://[::1/token"}, "token_url"),
        (OAUTH | {"token_url": "ftp://localhost/token"}, "token_url"),
        (OAUTH | {"client_id": ""}, "client_id"),
        (OAUTH | {"refresh_token": ""}, "refresh_token"),
    ],
)
def test_what_could_not_be_read_is_refused_at_its_field(wrong: dict[str, str], field: str, by_ann: Actor) -> None:
    with pytest.raises(Refused) as refusal:
        add_mailbox(by=by_ann, kind="imap", **(SERVER | wrong))
    assert refusal.value.field == field and not Mailbox.objects.exists()


@pytest.mark.parametrize(
    "right",
    [
        {"security": "plain", "host": "127.0.0.1"},
        {"afterwards": "move", "moved_to": "Done", "folder": "INBOX"},
        OAUTH,
        OAUTH | {"refresh_token": "", "client_secret": "c"},
        OAUTH | {"token_url": "http://localhost/token"},
        OAUTH | {"token_url": "http://127.0.0.1:8080/token"},
    ],
)
def test_what_can_be_read_is_taken(right: dict[str, str], by_ann: Actor) -> None:
    assert add_mailbox(by=by_ann, kind="imap", **SERVER | right).pk


def test_a_maildir_has_a_whole_path(by_ann: Actor) -> None:
    with pytest.raises(Refused) as refusal:
        add_mailbox(by=by_ann, kind="maildir", name="Local", path="mail/desk")
    assert refusal.value.field == "path"


def test_a_name_is_taken_once(mailbox: Mailbox, by_ann: Actor) -> None:
    with pytest.raises(Refused, match="already a mailbox") as refusal:
        add_mailbox(by=by_ann, kind="imap", **SERVER)
    assert refusal.value.field == "name"


def test_a_paused_mailbox_is_not_watched(mailbox: Mailbox, other: Mailbox, by_ann: Actor) -> None:
    for act, is_watched in ((pause, False), (resume, True)):
        Watch.objects.update(**READ)
        act(mailbox, by=by_ann)
        assert list(Mailbox.objects.watched().order_by("pk")) == ([mailbox, other] if is_watched else [other])
        assert (watched(mailbox), watched(other)) == (READ | {"tries": 0, "next_at": None}, READ)
        with pytest.raises(Refused):
            act(mailbox, by=by_ann)
    assert verbs(mailbox) == ["mailbox.added", "mailbox.paused", "mailbox.resumed"]


def test_what_somebody_could_read_is_tried_at_once(mailbox: Mailbox, other: Mailbox, by_ann: Actor) -> None:
    Watch.objects.update(**READ)
    note_tested(mailbox, by=by_ann)
    assert (watched(mailbox), watched(other)) == (READ | {"tries": 0, "next_at": None}, READ)
    assert verbs(mailbox) == ["mailbox.added", "mailbox.tested"]


def test_an_outage_is_tried_after_longer_and_longer_pauses_and_written_down_once(mailbox: Mailbox, other: Mailbox) -> None:
    for tries, pause_for in enumerate((5, 15, 60, 120, 300, 300), 1):
        now = MONDAY + timedelta(hours=tries)
        with clock.travel(now):
            note_trouble(mailbox, Trouble(Fault.SILENT, " No\nroute\0"))
        watch = Watch.objects.get(mailbox=mailbox)
        assert (watch.fault, watch.said, watch.tries) == ("silent", "No route\N{REPLACEMENT CHARACTER}", tries)
        assert (watch.failing_since, watch.next_at) == (MONDAY + timedelta(hours=1), now + timedelta(seconds=pause_for))
        assert not watch.waits_for_a_person
    note_trouble(mailbox, Trouble(Fault.HOST))
    watch.refresh_from_db()
    assert (watch.fault, watch.said, watch.tries, watch.failing_since) == ("host", "", 1, MONDAY + timedelta(hours=1))
    faults = Entry.objects.about(mailbox).filter(verb="mailbox.failed").order_by("position").values_list("facts__fault", flat=True)
    assert list(faults) == ["silent", "host"]
    assert Watch.objects.get(mailbox=other).fault == ""


def test_the_end_of_an_outage_is_written_down_once(mailbox: Mailbox, other: Mailbox) -> None:
    note_trouble(mailbox, Trouble(Fault.SILENT, "No route"))
    note_trouble(other, Trouble(Fault.SILENT))
    Watch.objects.update(is_out=True)
    for hours in (1, 2):
        now = MONDAY + timedelta(hours=hours)
        with clock.travel(now):
            note_read(mailbox)
        watch = Watch.objects.get(mailbox=mailbox)
        assert (watch.read_at, watch.fault, watch.said, watch.tries, watch.failing_since, watch.next_at) == (now, "", "", 0, None, None)
        assert (watch.is_out, verbs(mailbox)) == (False, ["mailbox.added", "mailbox.failed", "mailbox.recovered"])
    assert (Watch.objects.get(mailbox=other).fault, Watch.objects.get(mailbox=other).read_at) == ("silent", None)


@pytest.mark.parametrize("fault", sorted(NEEDS_A_PERSON))
def test_a_wrong_password_is_not_tried_for_ever(mailbox: Mailbox, by_ann: Actor, fault: Fault) -> None:
    for _ in range(TRIES):
        assert not Watch.objects.get().waits_for_a_person
        note_trouble(mailbox, Trouble(fault))
    assert Watch.objects.get().waits_for_a_person and Watch.objects.get().next_at is None
    edit_mailbox(mailbox, by=by_ann, password="another")
    assert not Watch.objects.get().waits_for_a_person


def test_a_maildir_is_emptied_once_its_messages_are_stored(maildir: Mailbox, bo: Person, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / "new" / f"{number}.host").write_bytes(message(Message_ID=f"<{number}@x>"))
    assert fetch(maildir) == 3
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == ["0.host:2,S", "1.host:2,S", "2.host:2,S"]
    assert Ticket.objects.count() == 3 and not list((tmp_path / "new").iterdir())
    assert {arrival.mailbox_id for arrival in Arrival.objects.all()} == {maildir.pk}
    (tmp_path / "new" / "again.host").write_bytes(message(Message_ID="<1@x>"))
    assert fetch(maildir) == 0 and Ticket.objects.count() == 3


def test_what_is_no_maildir_is_said_to_be_none(maildir: Mailbox, tmp_path: Path) -> None:
    (tmp_path / "cur").rmdir()
    with pytest.raises(Trouble) as trouble:
        fetch(maildir)
    assert trouble.value.fault == Fault.PATH


def test_a_poison_message_waits_in_quarantine_and_the_next_goes_on(maildir: Mailbox, bo: Person, tmp_path: Path) -> None:
    (tmp_path / "new" / "1").write_bytes(b"\x89PNG\x00\xff")
    (tmp_path / "new" / "2").write_bytes(b"")
    (tmp_path / "new" / "3").write_bytes(message())
    assert fetch(maildir) == 3
    assert sorted(Arrival.objects.values_list("outcome", flat=True)) == [Outcome.QUARANTINED, Outcome.QUARANTINED, Outcome.TICKET]


def test_a_message_that_kills_whoever_takes_it_up_ends_in_quarantine(maildir: Mailbox, bo: Person, monkeypatch: Any) -> None:
    keep([message()], source="x", mailbox=maildir)

    def killed(_arrival: Arrival) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vakdesk.mailroom.actions.sort_out", killed)
    for _ in range(TAKEN_UP_AT_MOST):
        with pytest.raises(KeyboardInterrupt):
            fetch(maildir)
    fetch(maildir)
    assert (Arrival.objects.get().outcome, Arrival.objects.get().reason) == (Outcome.QUARANTINED, "interrupts")


def test_what_an_interrupted_worker_had_stored_is_worked_first(maildir: Mailbox, bo: Person, tmp_path: Path) -> None:
    keep([message(Subject="First", Message_ID="<1@x>")], source="x", mailbox=maildir)
    (tmp_path / "new" / "2").write_bytes(message(Subject="Second", Message_ID="<2@x>"))
    fetch(maildir)
    assert list(Ticket.objects.order_by("pk").values_list("record__title", flat=True)) == ["First", "Second"]
