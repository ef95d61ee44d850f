import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from vakdesk.access.actors import Actor
from vakdesk.kit import secrets
from vakdesk.logbook import remembering
from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.actions_mailboxes import add_mailbox, note_trouble
from vakdesk.mailroom.models import Mailbox, Watch
from vakdesk.mailroom.tests.conftest import message
from vakdesk.mailroom.transport.kinds import TRIES, Fault, Trouble
from vakdesk.people.models import Person

pytestmark = pytest.mark.django_db

TICKETS = {"name": "Service desk", "address": "help@desk.example", "default_kind": "incident"}
SERVER = TICKETS | {
    "host": "imap.desk.example",
    "port": "993",
    "security": "tls",
    "username": "help@desk.example",
    "folder": "INBOX",
    "afterwards": "leave",
}


@pytest.fixture
def maildir(tmp_path: Path, ann: Person, actor: Callable[..., Actor]) -> Mailbox:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    return add_mailbox(by=actor(ann), kind="maildir", name="Local", address="help@desk.example", path=str(tmp_path))


def test_an_administrator_adds_a_mailbox_and_its_password_is_never_shown_again(as_ann: Client) -> None:
    for way in ("password", "oauth", "maildir", "pipe"):
        assert f"/mail/mailboxes/add/{way}/" in as_ann.get("/mail/mailboxes/add/").content.decode()
        assert as_ann.get(f"/mail/mailboxes/add/{way}/").status_code == 200
    sent = as_ann.post("/mail/mailboxes/add/password/", SERVER | {"password": "correct horse"})
    made = Mailbox.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, f"/mail/mailboxes/{made.pk}/")
    assert secrets.unseal(made.sealed) == {"password": "correct horse"}
    for page in ("", "edit/", "edit/?way=oauth"):
        shown = as_ann.get(f"/mail/mailboxes/{made.pk}/{page}").content.decode()
        assert "horse" not in shown and made.sealed not in shown


def test_editing_without_a_password_keeps_it(as_ann: Client) -> None:
    as_ann.post("/mail/mailboxes/add/password/", SERVER | {"password": "correct horse"})
    made = Mailbox.objects.get()
    assert as_ann.post(f"/mail/mailboxes/{made.pk}/edit/", SERVER | {"folder": "Reports"}).status_code == 303
    made.refresh_from_db()
    assert made.folder == "Reports" and secrets.unseal(made.sealed) == {"password": "correct horse"}


def test_a_way_of_signing_in_is_changed_with_what_it_needs(as_ann: Client) -> None:
    as_ann.post("/mail/mailboxes/add/password/", SERVER | {"password": "correct horse"})
    made = Mailbox.objects.get()
    consent = {"token_url": "https://login.example/token", "client_id": "desk", "refresh_token": "r1"}
    assert as_ann.post(f"/mail/mailboxes/{made.pk}/edit/?way=oauth", SERVER | consent | {"refresh_token": ""}).status_code == 409
    assert as_ann.post(f"/mail/mailboxes/{made.pk}/edit/?way=oauth", SERVER | consent).status_code == 303
    made.refresh_from_db()
    assert (made.sign_in, made.client_id) == ("oauth", "desk")
    assert as_ann.get(f"/mail/mailboxes/{made.pk}/edit/?way=maildir").status_code == 404
    assert as_ann.get("/mail/mailboxes/add/nothing/").status_code == 404


def test_what_is_missing_is_told_at_its_field(as_ann: Client) -> None:
    refused = as_ann.post("/mail/mailboxes/add/password/", SERVER | {"password": "x", "security": "plain"})
    assert refused.status_code == 409 and "only a server on this machine" in refused.content.decode()
    assert as_ann.post("/mail/mailboxes/add/password/", SERVER).status_code == 422
    assert not Mailbox.objects.exists()


def test_a_test_says_what_would_be_taken_in_or_what_is_wrong(as_ann: Client, maildir: Mailbox, tmp_path: Path) -> None:
    (tmp_path / "new" / "1").write_bytes(message())
    page = f"/mail/mailboxes/{maildir.pk}/"
    assert as_ann.get(f"{page}test/").status_code == 200
    assert "It works: 1 message will be taken in, of 1" in as_ann.post(f"{page}test/", follow=True).content.decode()
    assert "tested the connection" in as_ann.get(page).content.decode()
    (tmp_path / "cur").rmdir()
    refused = as_ann.post(f"{page}test/")
    assert refused.status_code == 409 and "This is no maildir" in refused.content.decode()


def test_a_mailbox_that_fails_says_why_and_what_to_do(as_ann: Client, maildir: Mailbox) -> None:
    note_trouble(maildir, Trouble(Fault.SERVER, "Too many <connections>"))
    page = as_ann.get(f"/mail/mailboxes/{maildir.pk}/").content.decode()
    assert "cannot serve us now" in page and "Too many &lt;connections&gt;" in page and "tried again by itself" in page
    assert "out of order" in as_ann.get("/mail/mailboxes/").content.decode()
    for _ in range(TRIES):
        note_trouble(maildir, Trouble(Fault.PASSWORD))
    assert "not tried any more" in as_ann.get(f"/mail/mailboxes/{maildir.pk}/").content.decode()
    assert "waits for you" in as_ann.get("/mail/mailboxes/").content.decode()
    as_ann.post(f"/mail/mailboxes/{maildir.pk}/test/")
    assert not Watch.objects.get().waits_for_a_person


def test_a_mailbox_is_paused_and_resumed(as_ann: Client, maildir: Mailbox) -> None:
    page = f"/mail/mailboxes/{maildir.pk}/"
    assert as_ann.get(f"{page}pause/").status_code == as_ann.get(f"{page}resume/").status_code == 200
    assert "Paused." in as_ann.post(f"{page}pause/", follow=True).content.decode()
    assert as_ann.post(f"{page}pause/").status_code == 409
    assert "It is read again." in as_ann.post(f"{page}resume/", follow=True).content.decode()


def test_messages_of_today_are_counted(as_ann: Client, maildir: Mailbox, bo: Person) -> None:
    for number in range(3):
        receive(message(Message_ID=f"<{number}@x>"), source="x", mailbox=maildir)
    assert re.search(r'data-kind="number"[^>]*>\s*3\s*<', as_ann.get("/mail/mailboxes/").content.decode())
    assert "messages today" in as_ann.get(f"/mail/mailboxes/{maildir.pk}/").content.decode()


def test_nobody_else_sees_mailboxes(maildir: Mailbox, as_dee: Client, as_ada: Client, as_bo: Client, as_eli: Client) -> None:
    for client in (as_dee, as_ada, as_bo, as_eli):
        pages = ("", "add/", "add/password/", f"{maildir.pk}/", f"{maildir.pk}/edit/", f"{maildir.pk}/test/", f"{maildir.pk}/pause/")
        assert {client.get(f"/mail/mailboxes/{page}").status_code for page in pages} == {403}
        assert client.post(f"/mail/mailboxes/{maildir.pk}/pause/").status_code == 403


def test_the_list_takes_the_same_queries_however_long(
    as_ann: Client, ann: Person, actor: Callable[..., Actor], django_assert_max_num_queries: Any
) -> None:
    def queries() -> int:
        remembering.forget()
        with django_assert_max_num_queries(40) as counted:
            as_ann.get("/mail/mailboxes/")
        return len(counted)

    def add(number: int) -> None:
        add_mailbox(by=actor(ann), kind="pipe", name=f"Box {number}", address="help@desk.example")

    add(0)
    queries()
    few = queries()
    for number in range(1, 5):
        add(number)
    queries()  # what was recorded meanwhile is read once
    assert queries() == few
