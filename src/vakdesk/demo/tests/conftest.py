"""The sample company on a fixed day, for the tests of the demo."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from vakdesk.demo import founding
from vakdesk.kit import clock

#: A Wednesday afternoon in a week without holidays.
TODAY = datetime(2026, 11, 18, 14, 30, tzinfo=UTC)


@pytest.fixture
def today() -> Iterator[datetime]:
    with clock.travel(TODAY):
        yield TODAY


@pytest.fixture
def company(db: None, today: datetime, settings: Any) -> datetime:
    """The company is there, without any ticket, in a desk that is a demo. Answers the anchor."""
    settings.DEMO = True
    anchor = founding.found(today)
    assert anchor is not None
    return anchor
