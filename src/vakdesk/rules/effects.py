"""What a rule can do, one effect each: whether it can still be done, what it would change, and the act of the ticket that does it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import Sentence, require
from vakdesk.kit.text import fold
from vakdesk.people.actors import actor_for
from vakdesk.records import actions as records
from vakdesk.records.permissions import SEE
from vakdesk.rules.kinds import What
from vakdesk.rules.models import Rule
from vakdesk.rules.standing import Standing
from vakdesk.tasks import actions as tasks
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.canned import filled, values_of
from vakdesk.tickets.kinds import Level
from vakdesk.tickets.models import Ticket, argued_by


@dataclass(frozen=True)
class Change:
    """From what to what, in words."""

    what: What
    before: str
    after: str


@dataclass(frozen=True)
class Effect:
    """`says(rule)` puts it in words, "" where the rule does not do it; `fault(rule)` why it cannot be done any more, "" if it can.

    `change(rule, standing)` is what it would change, and goes on with the standing as if it were done; None: nothing.
    `do(rule, ticket, by)` does it, by the ticket's own action.
    """

    what: What
    icon: str
    says: Callable[[Rule], Sentence]
    fault: Callable[[Rule], Sentence]
    change: Callable[[Rule, Standing], tuple[str, str] | None]
    do: Callable[[Rule, Ticket, Actor], object]


def changes(rule: Rule, standing: Standing) -> list[Change]:
    """What the rule would do to a ticket that stands like that; the standing is then as if it were done."""
    found = []
    for effect in EFFECTS:
        if effect.says(rule) and (change := effect.change(rule, standing)):
            found.append(Change(effect.what, *change))
    return found


def faults(rule: Rule) -> list[str]:
    """Why the rule cannot do what it says any more."""
    return [str(said) for effect in EFFECTS if effect.says(rule) and (said := effect.fault(rule))]


def sayings(rule: Rule) -> list[tuple[str, str]]:
    """Icon and words of each thing it does."""
    return [(effect.icon, str(said)) for effect in EFFECTS if (said := effect.says(rule))]


def _says_class(rule: Rule) -> str:
    parts = [str(rule.category)] if rule.category else []
    parts += [_("impact %(level)s") % {"level": Level(rule.impact).label.lower()}] if rule.impact else []
    parts += [_("urgency %(level)s") % {"level": Level(rule.urgency).label.lower()}] if rule.urgency else []
    return ", ".join(parts)


def _class_fault(rule: Rule) -> str:
    gone = rule.category is not None and not rule.category.is_active
    return _("The category “%(name)s” is no longer used. Choose another.") % {"name": rule.category} if gone else ""


def _class_of(standing: Standing) -> str:
    category = standing.ticket.category if standing.ticket.category_id == standing.category_id else None
    return ", ".join(
        str(part) for part in (category or _("not classified"), argued_by(standing.matrix, standing.impact, standing.urgency).label)
    )


def _reclass(rule: Rule, standing: Standing) -> tuple[str, str] | None:
    wanted = (rule.category_id or standing.category_id, rule.impact or standing.impact, rule.urgency or standing.urgency)
    if wanted == (standing.category_id, standing.impact, standing.urgency) or wanted[0] is None:
        return None
    before = _class_of(standing)
    standing.category_id, standing.impact, standing.urgency = wanted
    name = rule.category or standing.ticket.category
    return before, f"{name}, {argued_by(standing.matrix, wanted[1], wanted[2]).label}"


def _classify(rule: Rule, ticket: Ticket, by: Actor) -> None:
    category = rule.category or ticket.category
    assert category is not None
    facts = {name: getattr(ticket, name) for name in ("affected", "systems", "criticality", "workaround")}
    tickets.classify(ticket, by=by, category=category, impact=rule.impact or ticket.impact, urgency=rule.urgency or ticket.urgency, **facts)


def _says_tags(rule: Rule) -> str:
    return " ".join(f"#{name}" for name in rule.tags)


def _more_tags(rule: Rule, standing: Standing) -> tuple[str, str] | None:
    before = dict(standing.tags)
    standing.tags |= {fold(name): name for name in rule.tags if fold(name) not in before}
    return (_tags_of(before), _tags_of(standing.tags)) if standing.tags != before else None


def _tags_of(tags: dict[str, str]) -> str:
    return " ".join(f"#{name}" for name in tags.values()) or _("none")


def _tag(rule: Rule, ticket: Ticket, by: Actor) -> None:
    for name in rule.tags:
        records.tag(ticket.record, by=by, name=name)


def _team_fault(rule: Rule) -> str:
    gone = rule.to_team is not None and not rule.to_team.is_active
    return _("The team “%(name)s” no longer works here. Choose another.") % {"name": rule.to_team} if gone else ""


def _reteam(rule: Rule, standing: Standing) -> tuple[str, str] | None:
    if standing.team_id == rule.to_team_id or standing.is_taken:
        return None
    stood = standing.ticket.record.team if standing.ticket.team_id == standing.team_id else None
    standing.team_id = rule.to_team_id
    return str(stood or _("no team")), str(rule.to_team)


def _route(rule: Rule, ticket: Ticket, by: Actor) -> None:
    assert rule.to_team is not None
    tickets.route(ticket, by=by, team=rule.to_team)


def _watcher_fault(rule: Rule) -> str:
    gone = rule.watcher is not None and not rule.watcher.is_active
    return _("%(person)s has left. Choose somebody else to watch.") % {"person": rule.watcher} if gone else ""


def _more_watchers(rule: Rule, standing: Standing) -> tuple[str, str] | None:
    if rule.watcher_id is None or rule.watcher_id in standing.watchers:
        return None
    standing.watchers.add(rule.watcher_id)
    return "", str(rule.watcher)


def _watch(rule: Rule, ticket: Ticket, by: Actor) -> None:
    assert rule.watcher is not None
    require(actor_for(rule.watcher).may(SEE, ticket.record), _("The watcher may not read this ticket."))
    records.watch(ticket.record, by=by, person_id=rule.watcher.pk)


def _says_task(rule: Rule) -> str:
    if not rule.task:
        return ""
    parts = [rule.task] + ([str(rule.task_team)] if rule.task_team else [])
    parts += [_("due after %(count)d h") % {"count": rule.task_hours}] if rule.task_hours else []
    return ", ".join(parts)


def _task_fault(rule: Rule) -> str:
    gone = rule.task_team is not None and not rule.task_team.is_active
    return _("The team “%(name)s” no longer works here. Choose another.") % {"name": rule.task_team} if gone else ""


def _more_tasks(rule: Rule, standing: Standing) -> tuple[str, str] | None:
    if fold(rule.task) in standing.tasks:
        return None
    standing.tasks.add(fold(rule.task))
    return "", _says_task(rule)


def _add_task(rule: Rule, ticket: Ticket, by: Actor) -> None:
    due_at = clock.now() + timedelta(hours=rule.task_hours) if rule.task_hours else None
    tasks.add(ticket.record, by=by, title=rule.task, team=rule.task_team, due_at=due_at)


def _canned_fault(rule: Rule) -> str:
    gone = rule.canned is not None and (not rule.canned.is_active or rule.canned.owner_id is not None)
    return _("The canned answer “%(name)s” is no longer offered. Choose another.") % {"name": rule.canned} if gone else ""


def _first_answer(rule: Rule, standing: Standing) -> tuple[str, str] | None:
    if standing.is_answered:
        return None
    standing.is_answered = True
    return "", str(rule.canned)


def _answer(rule: Rule, ticket: Ticket, by: Actor) -> None:
    """In the name of the team it lies with: how the desk sorts its work is nothing to the requester."""
    assert rule.canned is not None
    desk = replace(by, label=str(ticket.record.team or _("Service desk")))
    language = ticket.record.language
    tickets.reply(ticket, by=desk, text=filled(rule.canned, language, values_of(ticket, desk, language)).text)


def _ask(rule: Rule, standing: Standing) -> tuple[str, str] | None:
    if standing.is_asked:
        return None
    standing.is_asked = True
    return "", rule.ask_lead


def _escalate(rule: Rule, ticket: Ticket, by: Actor) -> None:
    tickets.escalate(ticket, by=by, reason=by.label, asked=rule.ask_lead)


def _whole(rule: Rule) -> str:
    return ""


EFFECTS = (
    Effect(What.CLASSIFY, "list-filter", _says_class, _class_fault, _reclass, _classify),
    Effect(What.TAG, "tag", _says_tags, _whole, _more_tags, _tag),
    Effect(What.ROUTE, "waypoints", lambda rule: str(rule.to_team or ""), _team_fault, _reteam, _route),
    Effect(What.WATCH, "eye", lambda rule: str(rule.watcher or ""), _watcher_fault, _more_watchers, _watch),
    Effect(What.TASK, "list-checks", _says_task, _task_fault, _more_tasks, _add_task),
    Effect(What.ANSWER, "message-circle", lambda rule: str(rule.canned or ""), _canned_fault, _first_answer, _answer),
    Effect(What.ESCALATE, "triangle-alert", lambda rule: rule.ask_lead, _whole, _ask, _escalate),
)
BY_WHAT = {effect.what: effect for effect in EFFECTS}
