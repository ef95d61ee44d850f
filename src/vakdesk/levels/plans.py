"""Clock plans: which entries begin, hold and end the work on a kind of record. Declared by the room that owns the verbs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from django.apps import apps
from django.db import models

from vakdesk.kit.registry import Registry
from vakdesk.levels.clockwork import Effect
from vakdesk.levels.kinds import AgreementKind, Measure
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.records.models import Record, record_of
from vakdesk.services.models import Service


class Happening(StrEnum):
    """What an entry means to clocks, whatever its verb is called."""

    BEGUN = "begun"
    ANSWERED = "answered"  # the desk let the requester hear something
    WAITS = "waits"
    GOES_ON = "goes_on"
    ENDED = "ended"
    BACK = "back"
    RETURNED = "returned"  # it goes on as it stood when it ended
    MOVED = "moved"  # it lies with another team


@dataclass(frozen=True)
class Happened:
    """`whom`: whom we wait for (WAITS, RETURNED); `team`: where it lies now (MOVED, RETURNED).

    Where something else lies is known from what moved it last: `lying_with` fills it in.
    """

    what: Happening
    whom: str = ""
    team: int | None = None

    def lying_with(self, team: int | None) -> "Happened":
        return self if self.what in (Happening.MOVED, Happening.RETURNED) else replace(self, team=team)


Meaning = Callable[[Entry, Record], "Happened | None"]


@dataclass(frozen=True)
class Told:
    """Who hears of a warning: whoever has the work, the rest of their team, and its lead."""

    assignee: Person | None = None
    team: tuple[Person, ...] = ()
    leads: tuple[Person, ...] = ()


@dataclass(frozen=True, eq=False)
class ClockPlan:
    """`name` is the record type. `kinds`, `priorities` and `waits` are what agreements may distinguish by.

    `store({record: due})` keeps the nearest due moment where lists of these records sort by it (None: nothing is due).
    `described` answers kind, priority and service of a record, `told` who hears of its warnings.
    `supplier_word` is the code in `waits` that stands for waiting for a supplier.
    """

    name: str
    kinds: type[models.TextChoices]
    priorities: type[models.IntegerChoices]
    waits: type[models.TextChoices]
    meanings: Mapping[str, Meaning]
    subject_type: str
    store: Callable[[Mapping[int, datetime | None]], None]
    told: Callable[[Record], Told]
    described: Callable[[Record], "tuple[str, int, Service | None]"]
    supplier_word: str = "supplier"
    default_holds: Iterable[str] = field(default=("requester", "moment"))
    registry: ClassVar[Registry["ClockPlan"]] = Registry("clock plan")

    def __post_init__(self) -> None:
        self.registry.add(self)

    def begun_in(self, entries: Iterable[Entry]) -> set[int]:
        """Which records these entries, of the act at hand, begin: nothing was agreed about them before."""
        told = ((one, self.meanings[one.verb](one, record_of(one.subject))) for one in entries if one.verb in self.meanings)
        return {one.subject_id for one, happened in told if happened is not None and happened.what is Happening.BEGUN}

    def subject_of(self, record: Record) -> models.Model:
        return self._subjects.get(pk=record.pk)

    def lock(self, records: Iterable[int]) -> None:
        """No act changes these records until the transaction ends. Acts lock the same rows, and like this before any clock."""
        list(self._subjects.select_for_update(no_key=True).filter(pk__in=records).order_by("pk").values_list("pk"))

    @property
    def _subjects(self) -> "models.Manager[models.Model]":
        return apps.get_model(self.subject_type)._base_manager


def the_plan() -> ClockPlan:
    """The plan agreements are written for, until a second room declares one."""
    return next(iter(ClockPlan.registry))


def effects(
    kind: str, measure: str, happened: Happened, *, holds_for: Iterable[str], team_id: int | None, supplier_word: str
) -> tuple[Effect, ...]:
    """What a happening does to one clock. The rules in words: docs/rooms/levels.md."""
    if measure != Measure.RESOLUTION and kind not in FOR_CLIENTS:
        return ()
    if measure == Measure.FIRST_RESPONSE:
        return _FIRST_RESPONSE.get(happened.what, ())
    if kind == AgreementKind.UNDERPINNING:
        return _with_supplier(happened, supplier_word)
    if kind == AgreementKind.OLA:
        return _in_team(happened, team_id, holds_for)
    if kind == AgreementKind.LEGAL:
        return _WHATEVER.get(happened.what, ())
    return _with_client(happened, holds_for, laps=measure == Measure.NEXT_UPDATE)


#: Kinds of agreement by which the requester's waiting for a word is measured; the others count work only.
FOR_CLIENTS = (AgreementKind.SLA, AgreementKind.LEGAL)
_FIRST_RESPONSE = {Happening.BEGUN: (Effect.START,), Happening.ANSWERED: (Effect.STOP,), Happening.ENDED: (Effect.STOP,)}
_WHATEVER = {
    Happening.BEGUN: (Effect.START,),
    Happening.ENDED: (Effect.STOP,),
    Happening.BACK: (Effect.RESTART,),
    Happening.RETURNED: (Effect.RESTART,),
}


def _with_client(happened: Happened, holds_for: Iterable[str], *, laps: bool) -> tuple[Effect, ...]:
    match happened.what:
        case Happening.WAITS:
            return (Effect.HOLD,) if happened.whom in holds_for else (Effect.RESUME,)
        case Happening.GOES_ON:
            return (Effect.RESUME,)
        case Happening.RETURNED:
            return (Effect.RESTART, Effect.HOLD) if happened.whom in holds_for else (Effect.RESTART,)
        case Happening.ANSWERED if laps:
            return (Effect.LAP,)
        case Happening.BACK if laps:
            return (Effect.RESTART, Effect.LAP)
    return _WHATEVER.get(happened.what, ())


def _in_team(happened: Happened, team_id: int | None, holds_for: Iterable[str]) -> tuple[Effect, ...]:
    """Begins when it is agreed (the ticket comes to the team), stops when it leaves, goes on when it comes back.

    A ticket that nobody moved lies with the team whose agreement it began under.
    """
    match happened.what:
        case Happening.MOVED:
            return (Effect.START, Effect.RESTART) if happened.team == team_id else (Effect.STOP,)
        case Happening.WAITS:
            return (Effect.HOLD,) if happened.whom in holds_for else (Effect.RESUME,)
        case Happening.GOES_ON:
            return (Effect.RESUME,)
        case Happening.BACK if happened.team in (None, team_id):
            return (Effect.RESTART,)
        case Happening.RETURNED if happened.team == team_id:
            return (Effect.RESTART, Effect.HOLD) if happened.whom in holds_for else (Effect.RESTART,)
        case Happening.ENDED:
            return (Effect.STOP,)
    return ()


def _with_supplier(happened: Happened, supplier_word: str) -> tuple[Effect, ...]:
    """Runs while we wait for the supplier, and only then."""
    match happened.what:
        case Happening.WAITS if happened.whom == supplier_word:
            return (Effect.START, Effect.RESUME)
        case Happening.WAITS | Happening.GOES_ON:
            return (Effect.HOLD,)
        case Happening.ENDED:
            return (Effect.STOP,)
        case Happening.RETURNED if happened.whom == supplier_word:
            return (Effect.RESTART,)
        case Happening.BACK | Happening.RETURNED:
            return (Effect.RESTART, Effect.HOLD)
    return ()
