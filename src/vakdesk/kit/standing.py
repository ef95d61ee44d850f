"""What the desk does all the time, not by turns: listening for mail. Rooms declare; one worker at a time stands there."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from vakdesk.kit.registry import Registry

IsMine = Callable[[], bool]


@dataclass(frozen=True)
class Duty:
    """`run(stop, is_mine)` returns soon after `stop` is set; while `is_mine()` is false another worker does it."""

    name: str
    run: Callable[[Event, IsMine], None]


duties: Registry[Duty] = Registry("standing duty")


def standing(name: str) -> Callable[[Callable[[Event, IsMine], None]], Callable[[Event, IsMine], None]]:
    """Makes the decorated function a duty of the worker; when it fails it is begun again after a pause."""

    def declare(run: Callable[[Event, IsMine], None]) -> Callable[[Event, IsMine], None]:
        duties.add(Duty(name, run))
        return run

    return declare
