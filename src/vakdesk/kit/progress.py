"""How far along is it? A bar on a terminal for anything that takes longer than two seconds; silence elsewhere."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")
SHOW_AFTER_SECONDS = 2.0
REDRAW_EVERY_SECONDS = 0.1
WIDTH = 30


class Bar:
    """Counts `total` steps; `step()` after each. Draws to standard error, and only when that is a terminal."""

    def __init__(self, label: str, total: int) -> None:
        self.label, self.total, self.done = label, total, 0
        self._started = self._drawn_at = time.monotonic()
        self._shown = False

    def step(self, count: int = 1) -> None:
        self.done += count
        now = time.monotonic()
        if now - self._started >= SHOW_AFTER_SECONDS and now - self._drawn_at >= REDRAW_EVERY_SECONDS and sys.stderr.isatty():
            self._drawn_at, self._shown = now, True
            sys.stderr.write(f"\r{self}")
            sys.stderr.flush()

    def end(self) -> None:
        """Wipes the bar, so that what is printed next starts on a clean line."""
        if self._shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def __str__(self) -> str:
        filled = WIDTH * min(self.done, self.total) // self.total if self.total else WIDTH
        return f"{self.label} {'█' * filled}{'·' * (WIDTH - filled)} {self.done}/{self.total}"


def progress(things: Iterable[Thing], *, label: str, total: int) -> Iterator[Thing]:
    """The same things, one by one, with a bar while the caller works on them."""
    bar = Bar(label, total)
    try:
        for thing in things:
            yield thing
            bar.step()
    finally:
        bar.end()
