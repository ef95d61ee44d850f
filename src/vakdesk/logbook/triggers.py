"""The database itself refuses to change or delete entries. Reinstalled after every migration, checked at start-up."""

from typing import Any

from django.db import connection

from vakdesk.logbook.chain import COVERED

_KEPT = [*COVERED, "digest", "id"]


def install(**_signal: Any) -> None:
    """Entries can only be added, and their sealed particulars only erased. SQLite's table rebuilds drop triggers, so again after each migrate."""
    with connection.cursor() as cursor:
        for statement in _postgresql() if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(statement)


def installed() -> bool:
    """Whether the database holds the triggers. Without them the desk does not start."""
    on_postgresql = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgname IN ('entry_no_update', 'entry_no_delete')"
    on_sqlite = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN ('entry_no_update', 'entry_no_delete')"
    with connection.cursor() as cursor:
        cursor.execute(on_postgresql if connection.vendor == "postgresql" else on_sqlite)
        return bool(cursor.fetchone()[0] == 2)


def grant_to(role: str) -> None:
    """On PostgreSQL: the role may work in every table, but entries it can only add, and of them only erase what is sealed.

    Called as the owner of the tables, which the role then is not. Safe to repeat.
    """
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        for statement in (
            f"GRANT USAGE ON SCHEMA public TO {name}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
            f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {name}",
            f"REVOKE UPDATE, DELETE, TRUNCATE ON logbook_entry FROM {name}",
            f"GRANT UPDATE (sealed, salt) ON logbook_entry TO {name}",
        ):
            cursor.execute(statement)


def _sqlite() -> list[str]:
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _KEPT)
    return [
        "DROP TRIGGER IF EXISTS entry_no_update",
        "DROP TRIGGER IF EXISTS entry_no_delete",
        f"""CREATE TRIGGER entry_no_update BEFORE UPDATE ON logbook_entry
            WHEN {changed} OR NEW.sealed IS NOT NULL OR NEW.salt IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'logbook entries are append-only'); END""",
        """CREATE TRIGGER entry_no_delete BEFORE DELETE ON logbook_entry
            BEGIN SELECT RAISE(ABORT, 'logbook entries are append-only'); END""",
    ]


def _postgresql() -> list[str]:
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _KEPT)
    return [
        f"""CREATE OR REPLACE FUNCTION logbook_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'UPDATE' AND NOT ({changed}) AND NEW.sealed IS NULL AND NEW.salt IS NULL THEN RETURN NEW; END IF;
              RAISE EXCEPTION 'logbook entries are append-only';
            END $$""",
        "DROP TRIGGER IF EXISTS entry_no_update ON logbook_entry",
        "DROP TRIGGER IF EXISTS entry_no_delete ON logbook_entry",
        "DROP TRIGGER IF EXISTS entry_no_truncate ON logbook_entry",
        "CREATE TRIGGER entry_no_update BEFORE UPDATE ON logbook_entry FOR EACH ROW EXECUTE FUNCTION logbook_entry_refuse()",
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON logbook_entry FOR EACH ROW EXECUTE FUNCTION logbook_entry_refuse()",
        "CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON logbook_entry FOR EACH STATEMENT EXECUTE FUNCTION logbook_entry_refuse()",
    ]
