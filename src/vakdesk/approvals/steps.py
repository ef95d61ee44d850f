"""Steps as data: who is asked, how many of them must approve, and in which order. A room may add kinds of approver.

    [{"approvers": [{"kind": "lead"}]},
     {"approvers": [{"kind": "person", "key": "12"}, {"kind": "team", "key": "3"}, {"kind": "role", "key": "security"}], "needed": 2}]

Without `needed` all of a step must approve; the next step is asked when the one before it has.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.roles import Role
from vakdesk.kit.errors import Sentence, require
from vakdesk.kit.registry import Registry
from vakdesk.people.models import Person, Team
from vakdesk.records.models import Record

MOST_STEPS = 9
MOST_SEATS = 25


@dataclass(frozen=True)
class Chair:
    """Who may answer for one seat: that person, any member of that team, any holder of that role, or nobody yet."""

    person: Person | None = None
    team: Team | None = None
    role: str = ""


Seating = Callable[[Record, "Person | None", str], Sequence[Chair]]


@dataclass(frozen=True, eq=False)
class ApproverKind:
    """`seats(record, requester, key)` answers whom an approver of this kind means for that record; a chair of nobody gets stuck, in sight.

    `choices` are the keys a form may offer, empty where the key means nothing.
    """

    name: str
    label: Sentence
    seats: Seating
    choices: Callable[[], Iterable[tuple[str, Sentence]]] = lambda: ()
    registry: ClassVar[Registry["ApproverKind"]] = Registry("kind of approver")

    def __post_init__(self) -> None:
        self.registry.add(self)


@dataclass(frozen=True)
class Approver:
    kind: str
    key: str = ""


@dataclass(frozen=True)
class Step:
    """`needed` of the approvers must approve; 0: all."""

    approvers: tuple[Approver, ...]
    needed: int = 0

    def as_data(self) -> dict[str, Any]:
        found: dict[str, Any] = {"approvers": [{"kind": one.kind, "key": one.key} for one in self.approvers]}
        return found | ({"needed": self.needed} if self.needed else {})


def person(who: Person) -> Approver:
    return Approver("person", str(who.pk))


def team(which: Team) -> Approver:
    return Approver("team", str(which.pk))


def role(which: Role) -> Approver:
    return Approver("role", which.value)


LEAD = Approver("lead")


def steps_from(data: Iterable[Mapping[str, Any]]) -> list[Step]:
    """Steps out of data as a form or a file holds them. Refuses an unknown kind, and more needed than are asked."""
    steps = []
    for given in data:
        approvers = tuple(Approver(str(one.get("kind", "")), str(one.get("key", ""))) for one in given.get("approvers", ()))
        steps.append(Step(approvers, int(given.get("needed") or 0)))
    check(steps)
    return steps


def check(steps: Sequence[Step]) -> None:
    """Refuses steps that nobody could complete."""
    require(steps, _("Say who approves it."), field="steps")
    require(len(steps) <= MOST_STEPS, _("At most %(count)d steps.") % {"count": MOST_STEPS}, field="steps")
    for step in steps:
        require(step.approvers, _("Each step needs somebody who approves."), field="steps")
        unknown = [one.kind for one in step.approvers if one.kind not in ApproverKind.registry]
        require(not unknown, _("There are no approvers of the kind “%(kind)s”.") % {"kind": ", ".join(unknown)}, field="steps")
        require(0 <= step.needed <= MOST_SEATS, _("More must approve than are asked."), field="steps")


def chairs_of(step: Step, record: Record, requester: Person | None) -> list[Chair]:
    """Whom the step means for that record, each once."""
    found = [chair for one in step.approvers for chair in ApproverKind.registry[one.kind].seats(record, requester, one.key)]
    chairs = list(dict.fromkeys(found))
    require(len(chairs) <= MOST_SEATS, _("At most %(count)d approvers in a step.") % {"count": MOST_SEATS}, field="steps")
    require(step.needed <= len(chairs), _("More must approve than are asked."), field="steps")
    return chairs


def _person(record: Record, requester: Person | None, key: str) -> Sequence[Chair]:
    return [Chair(person=Person.objects.filter(pk=int(key)).first() if key.isdigit() else None)]


def _team(record: Record, requester: Person | None, key: str) -> Sequence[Chair]:
    return [Chair(team=Team.objects.active().filter(pk=int(key)).first() if key.isdigit() else None)]


def _role(record: Record, requester: Person | None, key: str) -> Sequence[Chair]:
    return [Chair(role=key if key in Role.values else "")]


def _lead(record: Record, requester: Person | None, key: str) -> Sequence[Chair]:
    """Whoever leads the requester."""
    return [Chair(person=requester.lead if requester else None)]


ApproverKind("person", gettext_lazy("A person"), _person)
ApproverKind("team", gettext_lazy("Somebody of a team"), _team, lambda: [(str(one.pk), one.name) for one in Team.objects.active()])
ApproverKind("role", gettext_lazy("Somebody with a role"), _role, lambda: Role.choices)
ApproverKind("lead", gettext_lazy("Whoever leads the person who asks"), _lead)
