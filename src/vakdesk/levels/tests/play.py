"""Agreements for tests, and a kind of work that means something to clocks: what is tagged on a record has happened to it.

Office hours are 8:30-17:00 in Amsterdam; 2 November 2026 is a Monday.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.levels import actions
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.agreeing import agree
from vakdesk.levels.kinds import AgreementKind, Measure
from vakdesk.levels.models import Agreement, Calendar
from vakdesk.levels.plans import ClockPlan, Happened, Happening, Told
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.records.actions import make_record, tag
from vakdesk.records.models import Record
from vakdesk.records.permissions import WRITE
from vakdesk.records.verbs import TAGGED

H = 3600
HOURS: dict[str, Any] = {"zone": "Europe/Amsterdam", "days": ["8:30-17:00"] * 5 + ["", ""], "country": "NL"}


class Kind(models.TextChoices):
    FAULT = "fault", "Fault"
    WISH = "wish", "Wish"


class Priority(models.IntegerChoices):
    HIGH = 1, "High"
    LOW = 2, "Low"


class Wait(models.TextChoices):
    REQUESTER = "requester", "Requester"


def at(text: str) -> datetime:
    """A moment of November 2026 in Amsterdam: "2 09:00"."""
    day, time = text.split()
    return datetime.fromisoformat(f"2026-11-{int(day):02}T{time}:00+01:00")


def agreement(by: Actor, calendar: Calendar, *targets: Wanted, when: str = "1 12:00", **given: Any) -> Agreement:
    """An agreement for everybody, on 8 working hours unless other targets are given."""
    words = {"kind": AgreementKind.SLA, "name": "The house's own", "targets": targets or [Wanted(Measure.RESOLUTION, 8 * H)]}
    with clock.travel(at(when)):
        return actions.add_agreement(by=by, calendar=calendar, **words | given)


def work(by: Actor, when: str = "2 09:00", **place: Any) -> Record:
    """Work that began at that moment, with what is agreed for a fault of low priority."""
    with clock.travel(at(when)), act(by, may=WRITE) as log:
        record = make_record(log, "ticket", title="The printer does nothing", **place)
        agree(log, record, kind=Kind.FAULT, priority=Priority.LOW, service=None)
        tag(record, by=by, name=Happening.BEGUN)
    return record


def happens(record: Record, by: Actor, what: Happening, when: str) -> None:
    with clock.travel(at(when)):
        tag(record, by=by, name=what)


def declare_plan() -> None:
    ClockPlan(
        "ticket",
        kinds=Kind,
        priorities=Priority,
        waits=Wait,
        meanings={TAGGED.name: _happened},
        subject_type="records.record",
        store=_store,
        told=lambda record: Told(),
        described=lambda record: (Kind.FAULT, Priority.LOW, None),
    )


def _happened(entry: Entry, record: Record) -> Happened:
    return Happened(Happening(entry.facts["tag"]), whom=Wait.REQUESTER)


def _store(due: Mapping[int, datetime | None]) -> None:
    """No list of this work is sorted by what is due."""
