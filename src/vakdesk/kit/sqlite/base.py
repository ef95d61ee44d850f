"""SQLite behind a file lock that every writer of every process passes, one after another and in turn.

SQLite's own busy handler is unfair (8 s waits measured under saturation); a lock taken before the write
transaction makes waiting fair at no cost. See docs/decisions/0004.
"""

import os
import re
from typing import Any

from django.db.backends.sqlite3 import base

try:
    import fcntl
except ImportError:  # Windows has no flock; SQLite's own busy timeout remains.
    fcntl = None  # type: ignore[assignment]

_WRITES = re.compile(r"\s*(insert|update|delete|replace|create|alter|drop|vacuum|reindex)\b", re.IGNORECASE)


class DatabaseWrapper(base.DatabaseWrapper):
    _gate: int | None = None
    _gate_held = False

    def _open_gate(self) -> None:
        """Waits until no other writer is inside. Already inside: nothing happens."""
        if self._gate_held or fcntl is None or self.is_in_memory_db():
            return
        if self._gate is None:
            self._gate = os.open(f"{self.settings_dict['NAME']}.gate", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._gate, fcntl.LOCK_EX)
        self._gate_held = True

    def _leave_gate(self) -> None:
        if self._gate_held and self._gate is not None:
            fcntl.flock(self._gate, fcntl.LOCK_UN)
            self._gate_held = False

    def _start_transaction_under_autocommit(self) -> None:
        self._open_gate()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave_gate()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._leave_gate()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave_gate()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._leave_gate()
            if self._gate is not None:
                os.close(self._gate)
                self._gate = None

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=_GatedCursor)
        cursor.wrapper = self
        return cursor


class _GatedCursor(base.SQLiteCursorWrapper):
    """Holds the gate around a single write outside any transaction."""

    wrapper: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        if self.wrapper.in_atomic_block or self.wrapper._gate_held or not _WRITES.match(query):
            return super().execute(query, params)
        self.wrapper._open_gate()
        try:
            return super().execute(query, params)
        finally:
            self.wrapper._leave_gate()
