"""What a worker does side by side, each in a thread of its own that outlives faults and database restarts."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from django.db import InterfaceError, OperationalError, close_old_connections, connections

logger = logging.getLogger(__name__)
LONGEST_PAUSE_SECONDS = 30.0


@dataclass(frozen=True)
class Lane:
    """`step` does a piece of work and says whether there may be more; without more it is called again after `idle` seconds."""

    name: str
    step: Callable[[], bool]
    idle: float | None = None


def keep(lane: Lane, stop: Event, *, idle: float) -> None:
    """Steps until `stop` is set. After a fault it pauses, twice as long each time, and says when it is well again."""
    faults = 0
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                busy = lane.step()
            except Exception as fault:  # noqa: BLE001  a lane must outlive whatever befalls the database or a single step
                faults += 1
                pause = min(0.25 * 2**faults, LONGEST_PAUSE_SECONDS)
                _tell(lane, fault, pause)
                stop.wait(pause)
                continue
            if faults:
                logger.warning("The worker's %s lane works again", lane.name)
                faults = 0
            if not busy:
                stop.wait(idle if lane.idle is None else lane.idle)
    finally:
        connections.close_all()


def _tell(lane: Lane, fault: Exception, pause: float) -> None:
    if isinstance(fault, OperationalError | InterfaceError):
        first_line = str(fault).partition("\n")[0]
        logger.warning("The database does not answer the worker's %s lane; next try in %.1f s (%s)", lane.name, pause, first_line)
    else:
        logger.error("The worker's %s lane failed; next try in %.1f s", lane.name, pause, exc_info=fault)
