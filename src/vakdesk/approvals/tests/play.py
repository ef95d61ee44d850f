"""Wishes of Bo's that lie with the desk, on records that are no more than that, and what the logbook says of them."""

from typing import Any

from vakdesk.access.actors import Actor, Door
from vakdesk.approvals import actions, steps
from vakdesk.approvals.models import Approval
from vakdesk.approvals.steps import Approver, Step
from vakdesk.approvals.what import What
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.records.actions import make_record
from vakdesk.records.models import Record
from vakdesk.records.permissions import WRITE

LAPTOP = What(
    {"en": "A laptop for a new teacher", "nl": "Een laptop voor een nieuwe docent", "et": "Sülearvuti uuele õpetajale"},
    [({"en": "Model", "nl": "Model", "et": "Mudel"}, "Latitude 5450"), ({"en": "Costs", "nl": "Kosten", "et": "Maksab"}, "€ 1.150")],
    "For **whoever** starts on Monday.",
)


def wish(requester: Person, title: str = "A laptop", **more: Any) -> Record:
    with act(cast.actor(requester, door=Door.PORTAL), may=WRITE) as log:
        return make_record(log, "ticket", title=title, requester=requester, organisation=requester.organisation, language="nl", **more)


def asked(record: Record, by: Actor, *who: Person | Approver | Step, needed: int = 0, **more: Any) -> Approval:
    """All in one step, unless steps are given."""
    given = [one for one in who if isinstance(one, Step)]
    approvers = tuple(steps.person(one) if isinstance(one, Person) else one for one in who if not isinstance(one, Step))
    return actions.ask(record, by=by, steps=given or [Step(approvers, needed)], what=more.pop("what", LAPTOP), **more)


def say(approval: Approval, who: Person, answer: str = "yes", comment: str = "", **more: Any) -> Approval:
    return actions.decide(Approval.objects.get(pk=approval.pk), by=cast.actor(who, **more), answer=answer, comment=comment)


def state(approval: Approval) -> str:
    return Approval.objects.get(pk=approval.pk).state


def verbs(record: Record) -> list[str]:
    return list(Entry.objects.filter(subject_id=record.pk, subject_type="records.record").order_by("pk").values_list("verb", flat=True))
