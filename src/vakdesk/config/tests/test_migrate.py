"""The owner migrates, the desk works under a role that cannot change what was recorded."""

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from vakdesk.config.cli import main
from vakdesk.logbook import triggers
from vakdesk.logbook.models import Entry
from vakdesk.logbook.verify import verify
from vakdesk.people.models import Person
from vakdesk.people.tests import cast

ROLE = "vakdesk_test_role"


@pytest.mark.postgres
def test_the_lesser_role_can_act_and_erase_but_not_change_or_delete(ann: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE IF EXISTS {ROLE}")
        cursor.execute(f"CREATE ROLE {ROLE}")
        triggers.grant_to(ROLE)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        cast.make_person("Nina Nieuw")
        assert verify().ok
        last = Entry.objects.latest("position").pk
        for forbidden in ("DELETE FROM logbook_entry", "UPDATE logbook_entry SET verb = 'x'", "TRUNCATE logbook_entry CASCADE"):
            cursor.execute("SAVEPOINT here")
            with pytest.raises(DatabaseError, match="permission denied"):
                cursor.execute(forbidden)
            cursor.execute("ROLLBACK TO SAVEPOINT here")
        cursor.execute("UPDATE logbook_entry SET sealed = NULL, salt = NULL WHERE id = %s", [last])
        cursor.execute("RESET ROLE")


@pytest.mark.sqlite
def test_a_role_is_refused_where_there_are_none(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--app-role", "desk"]) == 2
    assert "SQLite has none" in capsys.readouterr().err


@pytest.mark.sqlite
def test_a_desk_without_the_triggers_does_not_start(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER entry_no_update")
    assert main(["worker"]) == 2
    assert "triggers are missing" in capsys.readouterr().err
    assert main(["logbook", "verify"]) == 0
    assert main(["migrate"]) == 0
    assert triggers.installed()
