"""What the desk does by itself, and when. Rooms declare; the worker keeps the time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from vakdesk.kit.registry import Registry


@dataclass(frozen=True)
class Round:
    """`run` is called at most once per `every`, also after an outage (then once, not once per missed time)."""

    name: str
    every: timedelta
    run: Callable[[], None]


timetable: Registry[Round] = Registry("timetable round")


def every(interval: timedelta, *, name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Puts the decorated function, which takes nothing and calls actions, on the timetable."""

    def declare(run: Callable[[], None]) -> Callable[[], None]:
        timetable.add(Round(name=name, every=interval, run=run))
        return run

    return declare
