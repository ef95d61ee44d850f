"""An offering for tests: a laptop to borrow, with a part that depends on an answer."""

import pytest

from vakdesk.catalogue import actions
from vakdesk.catalogue.models import Offering
from vakdesk.people.models import Team
from vakdesk.people.tests.cast import INSTALLER
from vakdesk.tasks.actions.arranging import Line

FIELDS = [
    {"key": "f1", "kind": "text", "words": {"en": "What is it for?", "nl": "Waarvoor is het?"}, "required": True, "in_title": True, "high": "60"},
    {"key": "f2", "kind": "number", "words": {"en": "How many?"}, "required": True, "low": "1", "high": "30", "unit": "pieces"},
    {"key": "f3", "kind": "yes_no", "words": {"en": "For somebody else?"}},
    {"key": "f4", "kind": "section", "words": {"en": "For whom"}, "when": ["f3", "is", "yes"]},
    {"key": "f5", "kind": "person", "words": {"en": "Who?"}, "required": True},
    {"key": "f6", "kind": "choices", "words": {"en": "What else?"}, "choices": [{"key": "c1", "words": {"en": "Mouse"}}, {"key": "c2", "words": {"en": "Bag"}}]},
    {"key": "f7", "kind": "section", "words": {"en": "When"}},
    {"key": "f8", "kind": "dates", "words": {"en": "From until"}, "required": True, "low": "0"},
    {"key": "f9", "kind": "files", "words": {"en": "A letter"}, "when": ["f2", "at_least", "10"]},
]  # fmt: skip


@pytest.fixture
def draft(desk: Team) -> Offering:
    offering = actions.add_offering(
        by=INSTALLER, names={"en": "Borrow a laptop", "nl": "Een laptop lenen"}, found_by={"en": "notebook loan"}, team=desk
    )
    actions.set_fields(offering, by=INSTALLER, fields=FIELDS)
    actions.set_tasks(
        offering,
        by=INSTALLER,
        lines=[Line({"en": "Prepare it"}, team=desk, due_days=2), Line({"en": "Hand it over"}, for_worker=True)],
        in_order=True,
    )
    return Offering.objects.get(pk=offering.pk)


@pytest.fixture
def loan(draft: Offering) -> Offering:
    actions.publish(draft, by=INSTALLER)
    return Offering.objects.select_related("current").get(pk=draft.pk)
