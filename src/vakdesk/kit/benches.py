"""Measurements that rooms declare and `vakdesk bench` runs, so that a figure in the documents can be had again."""

from collections.abc import Callable
from dataclasses import dataclass

from vakdesk.kit.registry import Registry

Figures = dict[str, object]


@dataclass(frozen=True)
class Bench:
    """`run(tickets)` answers figures by name, units in the names; it works in an empty desk that is thrown away."""

    name: str
    help: str
    run: Callable[[int], Figures]


benches: Registry[Bench] = Registry("bench")


def bench(name: str, *, help: str) -> Callable[[Callable[[int], Figures]], Callable[[int], Figures]]:
    """Makes the decorated function `vakdesk bench NAME`; `help` says in a sentence what is measured."""

    def declare(run: Callable[[int], Figures]) -> Callable[[int], Figures]:
        benches.add(Bench(name, help, run))
        return run

    return declare
