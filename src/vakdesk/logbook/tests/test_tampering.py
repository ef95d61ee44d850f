"""Whatever is done to the rows behind the logbook's back is found, and the first bad position is named."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from vakdesk.access.actors import Actor
from vakdesk.logbook import triggers
from vakdesk.logbook.export import export
from vakdesk.logbook.heads import heads_file, keep_heads
from vakdesk.logbook.models import Entry, Head
from vakdesk.logbook.redaction import redact
from vakdesk.logbook.verify import Report, verify

Poke = Callable[..., Entry]
ROOT = Path(__file__).parents[4]


@pytest.fixture
def book(poke: Poke) -> int:
    """Eight entries behind those of the cast; answers the position of the fifth."""
    positions = [poke(times=times).position for times in range(8)]
    return positions[4]


@pytest.fixture
def outside(book: int) -> Any:
    """The heads as they are kept outside, gone again after the test."""
    keep_heads()
    yield heads_file()
    heads_file().unlink()


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def without_triggers() -> None:
    on = " ON logbook_entry" if connection.vendor == "postgresql" else ""
    for name in ("entry_no_update", "entry_no_delete"):
        sql(f"DROP TRIGGER {name}{on}")


def found() -> Report:
    report = verify()
    assert not report.ok
    return report


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE logbook_entry SET verb = 'test.nudged' WHERE position = %s",
        "UPDATE logbook_entry SET sealed = NULL WHERE position = %s",
        "DELETE FROM logbook_entry WHERE position = %s",
    ],
)
def test_the_database_refuses_to_change_or_delete_entries(book: int, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement, book)
    assert verify().ok


def test_the_triggers_are_seen_missing_and_come_back(book: int) -> None:
    assert triggers.installed()
    without_triggers()
    assert not triggers.installed()
    triggers.install()
    with pytest.raises(DatabaseError), transaction.atomic():
        sql("DELETE FROM logbook_entry WHERE position = %s", book)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("verb = 'test.nudged'", "does not match its digest"),
        ("door = 'mail'", "does not match its digest"),
        ("subject_id = subject_id + 1", "does not match its digest"),
        ('facts = \'{"whom": 1, "times": 99}\'', "does not match its digest"),
        ("digest = 'z' || substr(digest, 2)", "does not match its digest"),
        ('sealed = \'{"actor": "Somebody else", "words": "hey"}\'', "sealed particulars were changed"),
        ("sealed = NULL, salt = NULL", "no redaction names it"),
        ("previous = ''", "does not follow"),
    ],
)
def test_an_edited_entry_is_named(book: int, change: str, why: str) -> None:
    without_triggers()
    sql(f"UPDATE logbook_entry SET {change} WHERE position = %s", book)
    report = found()
    assert report.first_bad == f"main {book}" and why in report.why


def test_a_deleted_entry_is_named(book: int) -> None:
    without_triggers()
    sql("DELETE FROM logbook_entry WHERE position = %s", book)
    assert (found().first_bad, found().why) == (f"main {book}", f"an entry is missing: the next one is {book + 1}")


def test_reordered_entries_are_named(book: int) -> None:
    without_triggers()
    for old, new in ((book, -1), (book + 1, book), (-1, book + 1)):
        sql("UPDATE logbook_entry SET position = %s WHERE position = %s", new, old)
    assert found().first_bad == f"main {book}"


def test_an_inserted_entry_is_named(book: int) -> None:
    without_triggers()
    columns = [field.column for field in Entry._meta.concrete_fields if field.column not in ("id", "position")]
    names = ", ".join(columns)
    last = Entry.objects.latest("position").position
    sql(f"INSERT INTO logbook_entry (position, {names}) SELECT %s, {names} FROM logbook_entry WHERE position = %s", last + 1, book)
    assert found().first_bad == f"main {last}"
    sql("UPDATE logbook_head SET position = position + 1")
    assert found().first_bad == f"main {last + 1}"


def test_a_truncated_end_is_named_by_the_head(book: int) -> None:
    without_triggers()
    sql("DELETE FROM logbook_entry WHERE position >= %s", book)
    report = found()
    assert report.first_bad == f"main {book}" and "the end is missing" in report.why


def test_a_truncated_end_with_a_forged_head_is_named_by_the_heads_kept_outside(book: int, outside: Path) -> None:
    without_triggers()
    sql("DELETE FROM logbook_entry WHERE position >= %s", book)
    last = Entry.objects.latest("position")
    Head.objects.update(position=last.position, digest=last.digest)
    report = found()
    assert report.first_bad == f"main {book}" and "the end is missing" in report.why


def test_a_book_written_anew_is_named_by_the_heads_kept_outside(book: int, outside: Path, poke: Poke) -> None:
    without_triggers()
    sql("DELETE FROM logbook_entry WHERE position >= %s", book)
    last = Entry.objects.latest("position")
    Head.objects.update(position=last.position, digest=last.digest)
    for _forged in range(6):
        poke(times=7)
    assert "kept outside" in found().why


def test_heads_are_kept_once_each(book: int, outside: Path, poke: Poke) -> None:
    keep_heads()
    assert len(outside.read_text().splitlines()) == 1
    poke()
    keep_heads()
    assert [json.loads(line)["position"] for line in outside.read_text().splitlines()] == [book + 3, book + 4]


def test_erasing_what_is_sealed_keeps_the_chain_and_names_what_was_erased(book: int, ann: Any, actor: Callable[..., Actor]) -> None:
    entry = Entry.objects.get(position=book)
    redact(ann, by=actor(ann), entries=[entry], ground="gdpr-17")
    entry.refresh_from_db()
    assert (entry.sealed, entry.salt, entry.actor_label) == (None, None, "")
    redaction = Entry.objects.latest("position")
    assert redaction.facts == {"positions": [book], "count": 1, "ground": "gdpr-17"}
    assert verify().ok


def offline() -> Any:
    spec = importlib.util.spec_from_file_location("verify_logbook", ROOT / "tools" / "verify_logbook.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_offline_verifier_agrees_with_an_honest_export(book: int, tmp_path: Path) -> None:
    count = export(tmp_path / "export.jsonl")
    lines = (tmp_path / "export.jsonl").read_text().splitlines()
    assert count == Entry.objects.count()
    assert offline().verify(lines, []) == (count, None, "")
    assert offline().main([str(tmp_path / "export.jsonl")]) == 0


def test_the_offline_verifier_says_no_to_what_is_no_export(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("not json")
    assert offline().main([str(tmp_path / "x")]) == 2
    assert offline().main([]) == 2


@settings(max_examples=80)
@given(data=st.data())
def test_the_offline_verifier_names_the_first_place_of_any_tampering(book: int, tmp_path: Path, data: st.DataObject) -> None:
    export(tmp_path / "export.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "export.jsonl").read_text().splitlines()]
    entries = [row for row in rows if "head" not in row]
    place = data.draw(st.integers(0, len(entries) - 1))
    how = data.draw(st.sampled_from(["drop", "edit", "swap", "repeat", "cut"]))
    expected = place
    if how == "drop":
        rows.remove(entries[place])
    elif how == "edit":
        key = data.draw(st.sampled_from(["verb", "door", "at", "subject_id", "facts", "sealed", "salt", "seal", "digest", "previous"]))
        entries[place][key] = {"forged": 1} if key in ("facts", "sealed") else f"{entries[place][key]}0"
    elif how == "swap":
        other = (place + 1) % len(entries)
        rows[place], rows[other] = rows[other], rows[place]
        expected = min(place, other)
    elif how == "repeat":
        rows.insert(place, entries[place])
        expected = place + 1
    else:
        rows = rows[:place] + rows[len(entries) :]
    count, bad, why = offline().verify([json.dumps(row) for row in rows], [])
    assert (count, bad) == (expected, f"main {expected + 1}") and why


def test_verify_reads_all_books(book: int) -> None:
    assert verify().entries == Entry.objects.count()
