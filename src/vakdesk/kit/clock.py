"""What time is it? The one place that may ask the machine, so that tests, the demo and imports can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from zoneinfo import available_timezones

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moment.get() or datetime.now(UTC)


@cache
def zones() -> frozenset[str]:
    """Every time zone by name. Listing them reads hundreds of files, so it is done once."""
    return frozenset(available_timezones())


@contextmanager
def travel(to: datetime) -> Iterator[None]:
    """Within the block `now()` answers `to`, which must be aware. Blocks may be nested."""
    assert to.tzinfo is not None, "travel() needs an aware moment"
    token = _moment.set(to.astimezone(UTC))
    try:
        yield
    finally:
        _moment.reset(token)
