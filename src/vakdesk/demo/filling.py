"""Which part of the plan is missing, and making it. One seeding at a time, each step an act of its own."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings

from vakdesk.demo import access, devices, founding, instructing, knowing, letters, proving, rotas
from vakdesk.demo.deepening import deepen
from vakdesk.demo.ordering import order_all
from vakdesk.demo.planning import Event, events, older
from vakdesk.demo.playing import Stage
from vakdesk.kit import clock
from vakdesk.kit.progress import progress
from vakdesk.levels.jobs import alarms
from vakdesk.mailroom.actions import receive
from vakdesk.tickets.jobs import lapse


def fill_newest() -> bool:
    """The company and its newest days are there. False in a desk that is not the demo's."""
    with _alone():
        anchor = founding.found(clock.now())
        if anchor is not None:
            _play(anchor, newest=True)
            rotas.plan_weeks()
            order_all(anchor)
            knowing.write_articles(anchor, newest=True)
            access.keep_register(anchor)
            with clock.travel(anchor):  # of its tickets too, or the next start would be the first to see what is due
                alarms()
        return anchor is not None


def fill_rest() -> None:
    """All eight weeks are there."""
    with _alone():
        anchor = founding.anchor()
        if anchor is not None:
            instructing.teach()
            instructing.plan_maintenance()
            _play(anchor, newest=False)
            deepen(anchor)
            instructing.say_how_it_went()
            bring_odd_letters(anchor)
            knowing.write_articles(anchor, newest=False)
            devices.hand_around(anchor)
            proving.show_what_they_can(anchor)


def fill_older(part: int) -> None:
    """The tickets of that part of the time before the eight weeks are there."""
    with _alone():
        anchor = founding.anchor()
        if anchor is not None:
            carry_out(older(anchor, part))


def _play(anchor: datetime, *, newest: bool) -> None:
    carry_out(events(anchor, newest=newest))


def carry_out(steps: list[Event]) -> None:
    stage = Stage()
    for event in progress(steps, label="Sample company", total=len(steps)):
        with clock.travel(event.at):
            alarms()
            lapse()
        stage.play(event)


def bring_odd_letters(anchor: datetime) -> None:
    """Every odd letter has come in, the last just now and nobody has looked at them; the mailroom itself knows which have been here."""
    for number, letter in enumerate(letters.odd_files()):
        at = anchor - timedelta(minutes=4 + 13 * number)
        with clock.travel(at):
            receive(letters.dated(letter, at), source="demo")


@contextmanager
def _alone() -> Iterator[None]:
    """The command line and the worker may both have been asked to seed: the second waits, and then finds it done."""
    with (settings.DATA / ".seed.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
