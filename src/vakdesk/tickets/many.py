"""What can be done to many tickets at once: which act, with which particulars, what it changes, and how that is undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Refused, Sentence, require
from vakdesk.kit.text import fold
from vakdesk.people.models import Team
from vakdesk.records import actions as records
from vakdesk.records.permissions import TAG, WATCH
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.forms import bulk as forms
from vakdesk.tickets.forms import working
from vakdesk.tickets.forms.family import JoinForm
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Category, Ticket
from vakdesk.ui.forms import Form

Standing = dict[str, Any]
"""How a ticket stands in what an act changes, as JSON."""


@dataclass(frozen=True)
class Many:
    """`act(ticket, by=, **particulars)` is done to each; `submit` is the button of its form.

    `standing(ticket, by, particulars)` reads what the act changes; `undo(ticket, by, before, particulars)` brings that back
    by acts of its own, once it is known to stand as the act left it.
    """

    name: str
    act: Callable[..., Any]
    permission: Permission
    title: Sentence
    submit: Sentence
    standing: Callable[[Ticket, Actor, Mapping[str, Any]], Standing]
    undo: Callable[[Ticket, Actor, Standing, Mapping[str, Any]], None]
    form: type[Form] = working.PlainForm


def _reads(*fields: str) -> Callable[[Ticket, Actor, Mapping[str, Any]], Standing]:
    def standing(ticket: Ticket, by: Actor, particulars: Mapping[str, Any]) -> Standing:
        return {field: _plain(getattr(ticket, field)) for field in fields}

    return standing


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


WHOSE = ("assignee_id", "state")
WAITS = ("state", "waiting_for", "hold_reason", "hold_until")
WHERE = (*WAITS, "assignee_id", "team_id")
WHAT = (
    "category_id", "impact", "urgency", "priority", "override_reason", "affected", "systems", "criticality", "workaround",
)  # fmt: skip
ENDED = ("state", "closure")


def _put_back(ticket: Ticket, by: Actor, before: Standing, particulars: Mapping[str, Any]) -> None:
    actions.put_back(ticket, by=by, before=before)


def _wait_as_before(ticket: Ticket, by: Actor, before: Standing, particulars: Mapping[str, Any]) -> None:
    if not before["waiting_for"]:
        actions.resume(ticket, by=by)
        return
    until = before["hold_until"] and datetime.fromisoformat(before["hold_until"])
    actions.hold(ticket, by=by, waiting_for=before["waiting_for"], reason=before["hold_reason"], until=until)


def _bring_back(ticket: Ticket, by: Actor, before: Standing, particulars: Mapping[str, Any]) -> None:
    team = Team.objects.filter(pk=before["team_id"]).first()
    require(team, _("It lay with no team before. Hand it over to one."))
    assert team is not None
    actions.hand_over(
        ticket, by=by, team=team, found=_("Handed over by mistake with others; this brings it back."), tried="–", expected="–"
    )
    worked_on = State.IN_PROGRESS if before["assignee_id"] else State.NEW
    state = worked_on if before["waiting_for"] else before["state"]
    actions.put_back(ticket, by=by, before={"assignee_id": before["assignee_id"], "state": state})
    if before["waiting_for"]:
        _wait_as_before(ticket, by, before, particulars)


def _join_as_before(ticket: Ticket, by: Actor, before: Standing, particulars: Mapping[str, Any]) -> None:
    parent = Ticket.objects.visible_to_staff(by).filter(pk=before["parent_id"]).first()
    if parent is None:
        actions.leave(ticket, by=by)
    else:
        actions.join(ticket, by=by, parent=parent)


def _cannot_unask(ticket: Ticket, by: Actor, before: Standing, particulars: Mapping[str, Any]) -> None:
    raise Refused(_("The lead knows already. Tell them that it is settled."))


def _carries(ticket: Ticket, by: Actor, particulars: Mapping[str, Any]) -> Standing:
    name = str(particulars["name"]).strip().lstrip("#")
    return {"tag": name, "carried": ticket.record.tags.filter(folded=fold(name)).exists()}


def _tag(ticket: Ticket, *, by: Actor, name: str) -> None:
    records.tag(ticket.record, by=by, name=name)


def _untag(ticket: Ticket, *, by: Actor, name: str) -> None:
    records.untag(ticket.record, by=by, name=name)


def _tag_as_before(ticket: Ticket, by: Actor, before: Standing, particulars: Mapping[str, Any]) -> None:
    (_tag if before["carried"] else _untag)(ticket, by=by, name=before["tag"])


def _watches(ticket: Ticket, by: Actor, particulars: Mapping[str, Any]) -> Standing:
    return {"watches": ticket.record.watchers.filter(person=by.person_id).exists()}


def _watch(ticket: Ticket, *, by: Actor) -> None:
    assert by.person_id is not None
    records.watch(ticket.record, by=by, person_id=by.person_id)


def _unwatch(ticket: Ticket, by: Actor, before: Standing, particulars: Mapping[str, Any]) -> None:
    assert by.person_id is not None
    records.unwatch(ticket.record, by=by, person_id=by.person_id)


def _classify(
    ticket: Ticket, *, by: Actor, category: Category | None = None, impact: int | None = None, urgency: int | None = None
) -> None:
    """What is not given stays as it is on each; a changed level makes the matrix argue anew, else an override stays."""
    chosen = category or ticket.category
    require(chosen, _("This has no category yet. Choose one for all, or classify it by itself."))
    assert chosen is not None
    same = impact in (None, ticket.impact) and urgency in (None, ticket.urgency)
    argument = {name: getattr(ticket, name) for name in ("affected", "systems", "criticality", "workaround")}
    override = {"priority": ticket.priority, "override_reason": ticket.override_reason} if same and ticket.is_overridden else {}
    levels = {"impact": impact or ticket.impact, "urgency": urgency or ticket.urgency}
    actions.classify(ticket, by=by, category=chosen, **levels, **argument, **override)


MANY = {
    one.name: one
    for one in (
        Many("take", actions.take, permissions.TAKE, gettext_lazy("Take"), gettext_lazy("Take them"), _reads(*WHOSE), _put_back),
        Many(
            "assign", actions.assign, permissions.ASSIGN, gettext_lazy("Assign"), gettext_lazy("Assign them"),
            _reads(*WHOSE), _put_back, working.AssignForm,
        ),
        Many(
            "hand_over", actions.hand_over, permissions.HAND_OVER, gettext_lazy("Hand over"), gettext_lazy("Hand them over"),
            _reads(*WHERE), _bring_back, working.HandOverForm,
        ),
        Many(
            "escalate", actions.escalate, permissions.ESCALATE, gettext_lazy("Ask the lead"), gettext_lazy("Ask the lead"),
            _reads("escalated_at"), _cannot_unask, working.EscalateForm,
        ),
        Many(
            "join", actions.join, permissions.JOIN, gettext_lazy("Make children of one ticket"), gettext_lazy("Make them children"),
            _reads("parent_id"), _join_as_before, JoinForm,
        ),
        Many(
            "leave", actions.leave, permissions.JOIN, gettext_lazy("Take from parent"), gettext_lazy("Take them away"),
            _reads("parent_id"), _join_as_before,
        ),
        Many(
            "classify", _classify, permissions.CLASSIFY, gettext_lazy("Prioritise"), gettext_lazy("Classify them"),
            _reads(*WHAT), _put_back, forms.ClassifyManyForm,
        ),
        Many(
            "hold", actions.hold, permissions.HOLD, gettext_lazy("Put on hold"), gettext_lazy("Put them on hold"),
            _reads(*WAITS), _wait_as_before, working.HoldForm,
        ),
        Many("resume", actions.resume, permissions.HOLD, gettext_lazy("Resume"), gettext_lazy("Resume them"), _reads(*WAITS), _wait_as_before),
        Many("tag", _tag, TAG, gettext_lazy("Tag"), gettext_lazy("Tag them"), _carries, _tag_as_before, working.TagForm),
        Many("untag", _untag, TAG, gettext_lazy("Take off a tag"), gettext_lazy("Take it off them"), _carries, _tag_as_before, working.TagForm),
        Many("watch", _watch, WATCH, gettext_lazy("Watch"), gettext_lazy("Watch them"), _watches, _unwatch),
        Many(
            "close", actions.close, permissions.CLOSE, gettext_lazy("Close"), gettext_lazy("Close them"),
            _reads(*ENDED), _put_back, working.CloseForm,
        ),
    )
}  # fmt: skip
