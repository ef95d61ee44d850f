"""Sixteen writers at once, in several processes, on real files or a real server: nobody is turned away, nothing is lost."""

from pathlib import Path

import pytest
from own_desk import answer_of, own_desk

PROCESSES, THREADS, EACH = 4, 4, 5

pytestmark = pytest.mark.process


def test_sixteen_writers_make_one_gapless_chain(tmp_path: Path) -> None:
    with own_desk(tmp_path) as desk:
        desk.inside("found")
        writing = [desk.begin("write", str(THREADS), str(EACH)) for _ in range(PROCESSES)]
        faults = [fault for process in writing for fault in answer_of(process, desk.told)["faults"]]
        seen = desk.inside("examine")
    assert faults == []
    assert seen["ok"] and seen["gapless"], seen["why"]
    assert len(seen["tickets"]) == PROCESSES * THREADS * EACH and not seen["half"]
