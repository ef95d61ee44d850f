"""`kill -9` in the middle of a recount: what was read stays, the rest is read once the lease is over, and nothing differs."""

import signal
from pathlib import Path

import pytest
from own_desk import own_desk

from vakdesk.levels.reading import AT_ONCE

pytestmark = pytest.mark.process


def test_a_recount_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    tickets = 2 * AT_ONCE + 20
    with own_desk(tmp_path) as desk:
        before = desk.inside("measure", str(tickets))
        killed = desk.begin("recount_and_die")
        killed.communicate()
        assert killed.returncode == -signal.SIGKILL, desk.told.read_text()[-3000:]
        half = desk.inside("recounted")
        read = {record for record, due in half["due"].items() if due != before["due"][record]}
        assert len(read) == AT_ONCE

        after = desk.inside("recount_after_the_lease")
        assert after["due"] == after["fresh"]
        assert all(due != before["due"][record] for record, due in after["due"].items())
        assert {record for record, at in after["read_at"].items() if at == half["read_at"][record]} == read
        assert after["open_jobs"] == 0
