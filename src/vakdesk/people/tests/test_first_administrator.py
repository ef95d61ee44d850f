"""A house without an administrator: who may become the first, and that there is only one first."""

import io
import re
import threading
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from vakdesk.access.roles import Role
from vakdesk.kit.errors import Refused
from vakdesk.logbook.models import Entry
from vakdesk.people import actions
from vakdesk.people.models import Person, RoleGrant
from vakdesk.people.tests import cast

PARTICULARS = {"name": "Ann Meijer", "email": "ann@lindewaard.example", "username": "ann", "password": "hang-the-moon-9"}


def test_the_sign_in_page_of_an_empty_house_leads_to_the_welcome_page(db):
    assert Client().get("/account/login/")["Location"] == "/welcome/"
    assert "Become the administrator" in Client().get("/welcome/").content.decode()


def test_only_the_desks_own_user_can_read_the_code(settings):
    actions.first_code()
    assert [path.stat().st_mode & 0o177 for path in Path(settings.DATA).glob("*first-code*")] == [0]


def test_the_code_is_four_groups_that_can_be_read_aloud(settings):
    Path(settings.DATA, "first-code").unlink(missing_ok=True)
    assert re.fullmatch(r"([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}", actions.first_code())


def test_whoever_has_the_code_becomes_administrator_and_the_code_is_spent(db):
    code = actions.first_code()
    answer = Client().post("/welcome/", PARTICULARS | {"code": code.lower().replace("-", " ")})
    assert answer.status_code == 303 and answer["Location"] == "/account/login/"
    person = RoleGrant.objects.administrators().get().person
    assert (person.username, person.emailaddress_set.get().verified) == ("ann", True)
    granted = Entry.objects.get(verb="person.role_granted")
    assert (granted.machine, granted.door, granted.sealed and granted.sealed["actor"]) == ("installer", "web", "Installer")
    assert actions.first_code() != code
    assert Client().get("/welcome/").status_code == 404


@pytest.mark.parametrize(
    ("given", "says"),
    [({"code": "AAAA-AAAA-AAAA-AAAA"}, "not the code"), ({"password": "short"}, "too short"), ({"username": "ann@x"}, "user name has")],
)
def test_a_stranger_or_a_slip_changes_nothing(given, says, db):
    answer = Client().post("/welcome/", {**PARTICULARS, "code": actions.first_code(), **given})
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not Person.objects.exists() and actions.needs_administrator()


def test_a_house_with_an_administrator_has_no_welcome_page(ann):
    assert Client().get("/welcome/").status_code == 404
    assert Client().post("/welcome/", PARTICULARS | {"code": actions.first_code()}).status_code == 404
    with pytest.raises(Refused, match="administrator already"):
        actions.welcome_administrator(code=actions.first_code(), **PARTICULARS)


@pytest.mark.postgres  # SQLite has one writer at a time, so there is nothing to see
def test_of_two_at_once_one_wins(transactional_db):
    code, outcomes = actions.first_code(), []

    def become(number: int) -> None:
        try:
            actions.welcome_administrator(code=code, **PARTICULARS | {"email": f"a{number}@example.org", "username": f"ann{number}"})
            outcomes.append("won")
        except Refused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=become, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 3 + ["won"] and RoleGrant.objects.administrators().count() == 1


def test_the_command_line_makes_an_administrator(db, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("hang-the-moon-9\n"))
    assert cast.typed("admin create", "--name", "Ann Meijer", "--email", "Ann@example.org") == 0
    assert "signs in as ann" in capsys.readouterr().out
    assert Person.objects.get(username="ann").check_password("hang-the-moon-9")


def test_the_command_line_makes_somebody_known_an_administrator(bo, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("hang-the-moon-9\n"))
    cast.typed("admin create", "--name", "Bo", "--email", "bo@lindewaard.example")
    assert RoleGrant.objects.administrators().get().person == bo


def test_the_command_line_refuses_a_weak_password(db, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    with pytest.raises(Refused, match="too short"):
        cast.typed("admin create", "--name", "Ann", "--email", "ann@example.org")
    assert not Person.objects.exists()


def test_the_last_administrator_stays(ann):
    with pytest.raises(Refused, match="last administrator"):
        actions.end_role(ann.grants.get(), by=cast.INSTALLER)
    with pytest.raises(Refused, match="last administrator"):
        actions.record_leaving(ann, by=cast.INSTALLER)
    ann.refresh_from_db()
    assert ann.is_active


def test_an_administrator_for_a_while_does_not_count_as_another(ann, dee):
    actions.grant_role(dee, by=cast.INSTALLER, role=Role.ADMINISTRATOR, until=cast.HIRED.replace(year=2099))
    with pytest.raises(Refused, match="last administrator"):
        actions.end_role(ann.grants.get(), by=cast.INSTALLER)


def test_with_two_one_can_go(ann, dee):
    actions.grant_role(dee, by=cast.INSTALLER, role=Role.ADMINISTRATOR)
    actions.record_leaving(ann, by=cast.INSTALLER)
    assert RoleGrant.objects.administrators().get().person == dee
