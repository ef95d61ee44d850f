"""Which rules followed out of one another, and from which act of somebody."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chain:
    """`root` is the position of the entry it began with, `path` the keys of the rules since, first to last."""

    root: int
    path: tuple[int, ...] = ()
