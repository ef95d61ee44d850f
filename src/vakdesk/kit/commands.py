"""The words of the command line. Rooms declare theirs in commands.py; config's cli finds and runs them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from vakdesk.kit.registry import Registry

Run = Callable[[Namespace], int]
Arguments = Callable[[ArgumentParser], None]


class Needs(Enum):
    """What must stand before a command can run."""

    NOTHING = "the source only"
    ROOMS = "the rooms, loaded"
    DATA = "the data folder and a current schema"


@dataclass(frozen=True)
class Command:
    """`run` answers the exit status: 0 done, 1 the answer is no, 2 it could not be done (rather raise Refused).

    `faulty` is the status instead of 2, for callers that tell "later" from "never" by it.
    """

    name: str
    help: str
    example: str
    run: Run
    arguments: Arguments
    needs: Needs
    faulty: int = 2


commands: Registry[Command] = Registry("command")


def _none(parser: ArgumentParser) -> None:
    """For commands that take nothing."""


def command(
    name: str, *, help: str, example: str, arguments: Arguments = _none, needs: Needs = Needs.DATA, faulty: int = 2
) -> Callable[[Run], Run]:
    """Makes the decorated function `vakdesk NAME`. A name is one word or two ("mail import").

    `help` says in one sentence what is true afterwards, with units; `example` is a line that can be typed.
    """

    def declare(run: Run) -> Run:
        commands.add(Command(name, help, example, run, arguments, needs, faulty))
        return run

    return declare
