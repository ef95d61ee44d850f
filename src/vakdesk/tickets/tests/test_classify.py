"""What it is and how much it matters; the matrix argues, a person may override with a reason."""

import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import MATRIX, Level, Priority
from vakdesk.tickets.tests.play import fresh, last, refused, verbs

FACTS = {"affected": "All of C", "systems": "C1-C3", "criticality": "Exams", "workaround": "None"}


@pytest.mark.parametrize(
    ("impact", "urgency", "priority"),
    [(1, 1, 1), (1, 2, 2), (1, 3, 3), (2, 1, 2), (2, 2, 3), (2, 3, 4), (3, 1, 3), (3, 2, 3), (3, 3, 4)],
)
def test_the_matrix_argues_the_priority(ada, taken, printing, impact, urgency, priority):
    actions.classify(taken, by=actor(ada), category=printing, impact=impact, urgency=urgency, **FACTS)
    found = fresh(taken)
    assert (found.priority, found.impact, found.urgency, found.category, found.override_reason) == (priority, impact, urgency, printing, "")
    assert found.argued_priority == priority


def test_the_matrix_has_every_cell():
    assert set(MATRIX) == {(impact, urgency) for impact in Level for urgency in Level}


def test_the_entry_has_the_argument(ada, taken, printing):
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=2)
    entry = last(taken, "ticket.classified")
    assert entry.facts == {"category": printing.pk, "impact": 3, "urgency": 2, "priority": 3, "argued": 3, "matrix": 0}
    assert "ticket.priority_overridden" not in verbs(taken)


def test_an_override_has_its_reason_and_its_own_entry(ada, taken, printing):
    actions.classify(
        taken, by=actor(ada), category=printing, impact=3, urgency=1, priority=Priority.CRITICAL, override_reason="Truck leaves", **FACTS
    )
    found = fresh(taken)
    assert (found.priority, found.override_reason, found.is_overridden) == (Priority.CRITICAL, "Truck leaves", True)
    assert last(taken, "ticket.priority_overridden").facts == {"priority": 1, "argued": 3}


def test_an_override_without_a_reason_is_refused(ada, taken, printing):
    with refused("override_reason"):
        actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=1, priority=Priority.LOW, **FACTS)


def test_a_reason_without_an_override_is_not_kept(ada, taken, printing):
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=3, priority=Priority.LOW, override_reason="Because")
    assert fresh(taken).override_reason == ""


@pytest.mark.parametrize("missing", list(FACTS))
def test_a_high_priority_needs_each_of_the_four_facts(ada, taken, printing, missing):
    with refused(missing):
        actions.classify(taken, by=actor(ada), category=printing, impact=2, urgency=1, **{**FACTS, missing: "  "})


def test_an_override_downwards_needs_the_facts_too(ada, taken, printing):
    with refused("affected"):
        actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=2, priority=Priority.LOW, override_reason="It can wait")


def test_a_normal_priority_needs_none_of_them(ada, taken, printing):
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=1)
    assert fresh(taken).affected == ""


def test_an_unknown_level_is_refused(ada, taken, printing):
    with refused("impact"):
        actions.classify(taken, by=actor(ada), category=printing, impact=4, urgency=1)


def test_what_somebody_changed_in_between_is_not_overwritten(ada, dee, taken, printing):
    seen = fresh(taken).as_described()
    actions.classify(taken, by=actor(dee), category=printing, impact=3, urgency=3, seen=seen)
    with refused("", "Somebody changed this"):
        actions.classify(taken, by=actor(ada), category=printing, impact=2, urgency=2, seen=seen)
    assert (fresh(taken).impact, fresh(taken).urgency) == (3, 3)


def test_a_message_in_between_makes_nothing_stale(ada, bo, taken, printing):
    seen = fresh(taken).as_described()
    actions.reply(taken, by=actor(bo), text="Any news?")
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=3, seen=seen)
    assert fresh(taken).urgency == 3


def test_what_is_closed_is_not_classified(ada, bo, resolved, printing):
    actions.confirm(resolved, by=actor(bo))
    with refused("", "closed"):
        actions.classify(resolved, by=actor(ada), category=printing, impact=3, urgency=3)


def test_requesters_do_not_classify(bo, ticket, printing):
    with pytest.raises(NotAllowed):
        actions.classify(ticket, by=actor(bo), category=printing, impact=1, urgency=1, **FACTS)


def test_the_argument_can_be_read(ada, taken, printing):
    actions.classify(taken, by=actor(ada), category=printing, impact=2, urgency=1, **FACTS)
    told = {str(label): words for label, words in fresh(taken).why_priority()}
    assert told["Impact"].startswith("Medium: A class")
    assert (told["The matrix says"], told["Who is affected"]) == ("High", "All of C")
    assert "Why it differs" not in told
