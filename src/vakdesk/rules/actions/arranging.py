"""Writing rules, putting them in order, switching them on and off."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import fold, one_line, storable
from vakdesk.logbook.act import act
from vakdesk.people.models import Person, Team
from vakdesk.rules import permissions, verbs
from vakdesk.rules.conditions import ALL, PERSONAL
from vakdesk.rules.effects import faults, sayings
from vakdesk.rules.kinds import Trigger
from vakdesk.rules.models import LONGEST_NAME, Rule
from vakdesk.tickets.kinds import Level, Priority
from vakdesk.tickets.models import CannedAnswer, Category, PriorityMatrix, argued_by
from vakdesk.ui.lists.conditions import NOT, cleaned

MOST_RULES = 1_000
MOST_TAGS = 10
MOST_HOURS = 24 * 365


def add(*, by: Actor, name: str, trigger: str, conditions: Mapping[str, Sequence[str]] | None = None, **does: Any) -> Rule:
    """There is one rule more, the last in the order and off, until somebody switches it on.

    Refuses one without a name or that does nothing, what is no longer there, "me" and "mine" (a rule is nobody), and a
    priority that needs facts which only a person can give.
    """
    with act(by, may=permissions.ARRANGE) as log:
        standing = Rule.objects.standing()
        require(standing.count() < MOST_RULES, _("There are %(count)d rules already. Remove one first.") % {"count": MOST_RULES})
        rule = Rule(made_at=log.at, place=(standing.aggregate(last=Max("place"))["last"] or 0) + 1)
        _fill(rule, name=name, trigger=trigger, conditions=conditions or {}, **does)
        rule.save()
        log.record(verbs.ADDED, rule)
    return rule


def edit(rule: Rule, *, by: Actor, name: str, trigger: str, conditions: Mapping[str, Sequence[str]] | None = None, **does: Any) -> None:
    """The rule is as given, and as on or off as before. Refuses what `add` does."""
    with act(by, may=permissions.ARRANGE, on=rule) as log:
        _still_there(rule)
        _fill(rule, name=name, trigger=trigger, conditions=conditions or {}, **does)
        rule.told_at = None
        rule.save()
        log.record(verbs.EDITED, rule)


def move(rule: Rule, *, by: Actor, up: bool) -> None:
    """The rule changes places with the one before or after it. Refuses at the ends of the order."""
    with act(by, may=permissions.ARRANGE, on=rule) as log:
        _still_there(rule)
        others = Rule.objects.standing()
        before = others.filter(place__lt=rule.place).order_by("-place")
        other = (before if up else others.filter(place__gt=rule.place).order_by("place")).first()
        require(other, _("It is the first already.") if up else _("It is the last already."))
        assert other is not None
        rule.place, other.place = other.place, rule.place
        rule.save(update_fields=["place"])
        other.save(update_fields=["place"])
        log.record(verbs.MOVED, rule, place=others.filter(place__lt=rule.place).count() + 1)


def switch_on(rule: Rule, *, by: Actor) -> None:
    """From now on the rule is asked. Refuses one that is on, and a broken one."""
    with act(by, may=permissions.ARRANGE, on=rule) as log:
        _still_there(rule)
        require(not rule.is_on, _("It is on already."))
        for fault in faults(rule):
            require(False, fault)
        rule.is_on, rule.told_at = True, None
        rule.save(update_fields=["is_on", "told_at"])
        log.record(verbs.SWITCHED_ON, rule)


def switch_off(rule: Rule, *, by: Actor) -> None:
    """The rule is not asked any more. Refuses one that is off."""
    with act(by, may=permissions.ARRANGE, on=rule) as log:
        require(rule.is_on, _("It is off already."))
        rule.is_on = False
        rule.save(update_fields=["is_on"])
        log.record(verbs.SWITCHED_OFF, rule)


def remove(rule: Rule, *, by: Actor) -> None:
    """The rule is gone from the list; what it did stays as it is, and names it. Refuses one that is removed."""
    with act(by, may=permissions.ARRANGE, on=rule) as log:
        _still_there(rule)
        rule.is_on, rule.removed_at = False, log.at
        rule.save(update_fields=["is_on", "removed_at"])
        log.record(verbs.REMOVED, rule)


def _still_there(rule: Rule) -> None:
    require(rule.removed_at is None, _("This rule was removed."))


def _fill(
    rule: Rule,
    *,
    name: str,
    trigger: str,
    conditions: Mapping[str, Sequence[str]],
    to_team: Team | None = None,
    category: Category | None = None,
    impact: int | None = None,
    urgency: int | None = None,
    tags: Sequence[str] = (),
    watcher: Person | None = None,
    task: str = "",
    task_team: Team | None = None,
    task_hours: int | None = None,
    canned: CannedAnswer | None = None,
    ask_lead: str = "",
) -> None:
    rule.name = one_line(storable(name), at_most=LONGEST_NAME)
    require(rule.name, _("Name it after what it does."), field="name")
    require(trigger in Trigger.values, _("Say after which act it is asked."), field="trigger")
    rule.trigger = trigger
    rule.asked = cleaned(ALL, conditions)
    for condition, word in PERSONAL.items():
        nobody = word not in (*rule.asked.get(condition, ()), *rule.asked.get(NOT + condition, ()))
        require(nobody, _("A rule is nobody, so it has no “me” or “mine”. Choose by name."), field=condition)
    rule.to_team, rule.category, rule.watcher, rule.canned = to_team, category, watcher, canned
    rule.impact, rule.urgency = _level(impact, "impact"), _level(urgency, "urgency")
    _refuse_high(rule)
    rule.tags = _tags(tags)
    rule.task = one_line(storable(task), at_most=200)
    require(rule.task or not (task_team or task_hours), _("Say what is to be done."), field="task")
    require(task_hours is None or 0 < task_hours <= MOST_HOURS, _("Say after how many hours it is due."), field="task_hours")
    rule.task_team, rule.task_hours = task_team, task_hours
    rule.ask_lead = one_line(storable(ask_lead), at_most=500)
    require(canned is None or canned.owner_id is None, _("Choose an answer that is everybody's or a team's."), field="canned")
    require(sayings(rule), _("Say what it does: fill at least one of these."), field="to_team")
    for fault in faults(rule):
        require(False, fault)


def _level(given: int | None, field: str) -> int | None:
    require(given is None or given in Level.values, _("Choose a level."), field=field)
    return given


def _refuse_high(rule: Rule) -> None:
    """High and critical priorities need facts about the case at hand."""
    matrix = PriorityMatrix.objects.now()
    likely = argued_by(matrix, rule.impact, rule.urgency) if rule.impact and rule.urgency else Priority.LOW
    require(
        likely > Priority.HIGH,
        _("A high or critical priority needs facts that only a person can give. Ask the lead instead."),
        field="impact",
    )


def _tags(given: Sequence[str]) -> list[str]:
    names = {fold(name): name for one in given if (name := one_line(one.strip().lstrip("#"), at_most=40))}
    require(len(names) <= MOST_TAGS, _("At most %(count)d tags.") % {"count": MOST_TAGS}, field="tags")
    return list(names.values())
