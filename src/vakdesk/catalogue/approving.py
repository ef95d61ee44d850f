"""Who approves what is asked for: the steps of an offering in words, as choices and as a file says them; and what is approved."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.approvals.models import Approval
from vakdesk.approvals.steps import LEAD, ApproverKind
from vakdesk.approvals.what import Matter, What
from vakdesk.catalogue.answers import rows
from vakdesk.catalogue.fields import asked
from vakdesk.catalogue.models import Submission
from vakdesk.kit.errors import Sentence, require
from vakdesk.people.models import Person, Team

ORDER = "catalogue.order"
PERSON, TEAM = "person", "team"
MOST_STEPS = 5


def what_is_asked(submission: Submission) -> What:
    """The offering by its names and every answer, with the names as they are now."""
    lines = rows(asked(submission.edition.fields, submission.answers), submission.answers)
    return What(title=submission.offering.names, lines=[(row.field.words, row.words) for row in lines if row.parts])


def approver_choices() -> list[tuple[str, Any]]:
    """Kinds of approvers, each with its keys, as (kind=key, words); a person is named beside."""
    found: list[tuple[str, Any]] = []
    for kind in ApproverKind.registry:
        keys = list(kind.choices())
        found += [(f"{kind.name}={key}", f"{kind.label}: {words}") for key, words in keys] or [
            (kind.name if kind.name == PERSON else f"{kind.name}=", kind.label)
        ]
    return sorted(found, key=lambda one: one[0] not in (f"{LEAD.kind}=", PERSON))


def steps_in_words(steps: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each step as whoever asks reads it. At most two queries."""
    named = [(one["kind"], int(one["key"])) for step in steps for one in step["approvers"] if str(one.get("key", "")).isdecimal()]
    people = Person.objects.in_bulk([key for kind, key in named if kind == PERSON]) if named else {}  # anyone: named in the open
    teams = Team.objects.in_bulk([key for kind, key in named if kind == TEAM]) if named else {}
    return [_in_words(step, people, teams) for step in steps]


def told_step(step: Mapping[str, Any]) -> dict[str, Any]:
    """As a file says it: people by their address, teams by their name."""
    told = []
    for one in step["approvers"]:
        key = one.get("key", "")
        if one["kind"] == PERSON:
            known = Person.objects.filter(pk=int(key)).first()
            key = known.email if known else ""
        elif one["kind"] == TEAM:
            key = next(iter(Team.objects.filter(pk=int(key)).values_list("name", flat=True)), "")
        told.append({"kind": one["kind"], **({"key": key} if key else {})})
    return {"approvers": told, **({"needed": step["needed"]} if step.get("needed") else {})}


def checked_step(said: Any) -> dict[str, Any]:
    """A step out of a file. Refuses what is none."""
    known = isinstance(said, Mapping) and set(said) <= {"approvers", "needed"} and isinstance(said.get("approvers"), list)
    sound = known and all(
        isinstance(one, Mapping) and set(one) <= {"kind", "key"} and all(isinstance(word, str) for word in one.values())
        for one in said["approvers"]
    )
    require(
        sound and isinstance(said.get("needed", 0), int), _("A step of approval names approvers, each with a kind and a key."), field="file"
    )
    return dict(said)


def steps_in_house(steps: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Steps of a file with the people and teams of this house; whom it does not know is whoever leads the person who asks."""
    return [{"approvers": [_in_house(one) for one in step["approvers"]], "needed": step.get("needed", 0)} for step in steps]


def _in_house(said: Mapping[str, str]) -> dict[str, str]:
    kind, key = said.get("kind", ""), said.get("key", "")
    if kind not in (PERSON, TEAM):
        return {"kind": kind, "key": key}
    known = Person.objects.active().with_address(key) if kind == PERSON else Team.objects.active().filter(name=key)
    pk = known.values_list("pk", flat=True).first() if key else None
    return {"kind": kind, "key": str(pk)} if pk else {"kind": LEAD.kind, "key": ""}


def _in_words(step: Mapping[str, Any], people: Mapping[int, Person], teams: Mapping[int, Team]) -> str:
    names: list[Sentence] = []
    for one in step["approvers"]:
        kind, key = ApproverKind.registry[one["kind"]], one.get("key", "")
        if kind.name in (PERSON, TEAM):
            row = (people if kind.name == PERSON else teams).get(int(key)) if key.isdecimal() else None
            names.append(str(row) if row else _("nobody"))
        else:
            names.append(next((words for code, words in kind.choices() if code == key), kind.label))
    return (_(" or ") if step.get("needed") == 1 else _(" and ")).join(map(str, names))


def _now(approval: Approval) -> What | None:
    submission = Submission.objects.select_related("offering", "edition").filter(record=approval.record_id).first()
    return what_is_asked(submission) if submission else None


Matter(ORDER, now=_now)
