from threading import Event

import pytest
from django.db import OperationalError

from vakdesk.jobs import lanes
from vakdesk.jobs.lanes import Lane, keep

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_lane_goes_on_after_a_fault_and_says_so(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "LONGEST_PAUSE_SECONDS", 0.01)
    # Closing connections would take this test's own away, and its transaction with it.
    monkeypatch.setattr(lanes.connections, "close_all", lambda: None)
    stop = Event()
    faults = [OperationalError("server closed the connection\nDETAIL: bo@lindewaard.example"), ValueError("odd")]

    def step() -> bool:
        if faults:
            raise faults.pop(0)
        stop.set()
        return False

    keep(Lane("followers", step), stop, idle=0)
    first, second, third = [record.getMessage() for record in caplog.records]
    assert "does not answer the worker's followers lane" in first
    assert "bo@" not in first
    assert "followers lane failed" in second
    assert "works again" in third
