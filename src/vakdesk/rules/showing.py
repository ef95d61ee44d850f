"""A rule in words, as lists and pages show it; and what it did, with the chain it stood in."""

from collections.abc import Iterable
from dataclasses import dataclass

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.rules.conditions import ALL
from vakdesk.rules.effects import faults, sayings
from vakdesk.rules.kinds import Outcome
from vakdesk.rules.models import Rule, Run
from vakdesk.ui.lists.conditions import NOT, Chip, Condition

TONES = {Outcome.DONE: "good", Outcome.PARTLY: "warn", Outcome.REFUSED: "warn", Outcome.BROKEN: "bad", Outcome.STOPPED: "bad"}


@dataclass(frozen=True)
class Shown:
    """If this, and this, then that; `faults` say why it cannot be done any more."""

    rule: Rule
    asked: list[Chip]
    does: list[tuple[str, str]]
    faults: list[str]


def shown(rules: Iterable[Rule], actor: Actor) -> list[Shown]:
    """The rules in words. One query for each condition that names rows, however many rules ask for it."""
    found = list(rules)
    words = {condition.name: _worded(condition, found, actor) for condition in ALL}
    return [Shown(rule, _chips(rule, words), sayings(rule), faults(rule)) for rule in found]


def _worded(condition: Condition, rules: list[Rule], actor: Actor) -> dict[str, Sentence]:
    names = (condition.name, NOT + condition.name)
    values = list(dict.fromkeys(value for rule in rules for name in names for value in rule.asked.get(name, ())))
    told = condition.words(values, actor) if values else []
    return dict(zip(values, told, strict=True)) if told else {}


def _chips(rule: Rule, words: dict[str, dict[str, Sentence]]) -> list[Chip]:
    return [
        Chip(condition.label, [words[condition.name][value] for value in values if value in words[condition.name]], denied)
        for condition in ALL
        for name, denied in ((condition.name, False), (NOT + condition.name, True))
        if (values := rule.asked.get(name))
    ]


@dataclass(frozen=True)
class Traced:
    """`came_after` are the names of the rules that led to it, first to last."""

    run: Run
    tone: str
    came_after: list[str]


def traced(runs: Iterable[Run]) -> list[Traced]:
    """With the names of all rules of their chains, in one query."""
    found = list(runs)
    names = dict(Rule.objects.filter(pk__in={key for run in found for key in run.path}).values_list("pk", "name"))
    return [Traced(run, TONES[Outcome(run.outcome)], [names[key] for key in run.path if key in names]) for run in found]
