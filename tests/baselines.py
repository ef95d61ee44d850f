"""Reviewed figures kept beside the tests. VAKDESK_TEST_REWRITE=1 writes them anew; the difference is then read in review."""

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def kept(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text())


def compare(name: str, found: dict[str, Any]) -> None:
    """Fails with what differs from tests/NAME.json."""
    if os.environ.get("VAKDESK_TEST_REWRITE"):
        _write(name, found)
    _fail_unless_same(name, kept(name), found)


def compare_column(name: str, column: str, found: dict[str, str]) -> None:
    """The same for one column of a table of rows. Written anew one column after the other, in one process."""
    rows = kept(name)
    if os.environ.get("VAKDESK_TEST_REWRITE"):
        rows = {row: rows.get(row, {}) | {column: value} for row, value in found.items()}
        _write(name, rows)
    _fail_unless_same(name, {row: cells.get(column) for row, cells in rows.items()}, found)


def _write(name: str, found: dict[str, Any]) -> None:
    (FOLDER / f"{name}.json").write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")


def _fail_unless_same(name: str, known: dict[str, Any], found: dict[str, Any]) -> None:
    differing = {key: (known.get(key), found.get(key)) for key in known.keys() | found.keys() if known.get(key) != found.get(key)}
    assert not differing, f"(kept, found) in {name}.json: {differing}"
