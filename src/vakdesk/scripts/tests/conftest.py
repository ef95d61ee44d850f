"""A script for tests: why a laptop does not start, with a question that depends on another."""

import pytest

from vakdesk.people.tests.cast import INSTALLER
from vakdesk.scripts import actions
from vakdesk.scripts.models import Script
from vakdesk.tickets.tests.conftest import printing, taken, ticket  # noqa: F401  what is asked about

LAMP = {
    "key": "q1",
    "kind": "yes_no",
    "words": {"en": "Is a light on?", "nl": "Brandt er een lampje?"},
    "hints": {"en": "Beside the power button."},
    "choices": [],
    "only_if": ["", ""],
}
COLOUR = {
    "key": "q2",
    "kind": "choice",
    "words": {"en": "Which colour?"},
    "hints": {},
    "choices": [{"key": "c1", "words": {"en": "White"}}, {"key": "c2", "words": {"en": "Orange"}}],
    "only_if": ["q1", "yes"],
}
SEEN = {"key": "q3", "kind": "text", "words": {"en": "What do you see?"}, "hints": {}, "choices": [], "only_if": ["", ""]}


@pytest.fixture
def draft(db: None) -> Script:
    script = actions.add_script(by=INSTALLER, names={"en": "Laptop does not start", "nl": "Laptop start niet"}, kind="incident")
    actions.set_questions(script, by=INSTALLER, questions=[LAMP, COLOUR, SEEN])
    return Script.objects.get(pk=script.pk)


@pytest.fixture
def script(draft: Script) -> Script:
    actions.publish(draft, by=INSTALLER)
    return Script.objects.select_related("current").get(pk=draft.pk)
