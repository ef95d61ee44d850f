"""Rules for tests, made by the real actions, and what they do when the worker comes by."""

from typing import Any

from vakdesk.logbook.followers import run_followers
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor
from vakdesk.rules import actions
from vakdesk.rules.models import Rule


def written(by: Person, name: str = "Beamers to AV", *, trigger: str = "reported", on: bool = True, **more: Any) -> Rule:
    rule = actions.add(by=actor(by), name=name, trigger=trigger, **more)
    if on:
        actions.switch_on(rule, by=actor(by))
    return rule


def rules_are_asked() -> None:
    while run_followers():
        pass
