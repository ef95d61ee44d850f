"""The matrix that argues priorities: edited as editions, and no ticket changes with it."""

import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.actions.matrix import PAIRS, name_of
from vakdesk.tickets.kinds import MATRIX, Priority
from vakdesk.tickets.models import PriorityMatrix
from vakdesk.tickets.tests.play import fresh, last, refused, report

PAGE = "/tickets/priority-matrix/"
FACTS = {"affected": "All of C", "systems": "C1-C3", "criticality": "Exams", "workaround": "None"}


def edited(by, why="One person who cannot work comes first here", seen=0, **cells):
    table = {f"{impact}-{urgency}": MATRIX[impact, urgency] for impact, urgency in PAIRS} | cells
    given = {pair: int(table["{}-{}".format(*pair)]) for pair in PAIRS}
    return actions.edit_matrix(by=actor(by), cells=given, why=why, seen=seen)


def test_a_new_edition_argues_from_now_on_and_is_in_the_logbook(ann, ada, taken, printing):
    made = edited(ann, **{"3-1": Priority.HIGH})
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=1, **FACTS)
    found = fresh(taken)
    assert (found.priority, found.matrix, found.argued_priority, found.is_overridden) == (Priority.HIGH, made, Priority.HIGH, False)
    assert last(taken, "ticket.classified").facts["matrix"] == 1
    entry = Entry.objects.get(verb="priority_matrix.edited")
    assert (entry.facts, entry.sealed["why"]) == ({"edition": 1, "changed": 1}, made.why)


def test_what_was_argued_before_keeps_its_priority_and_its_cell(ann, ada, as_ada, taken, printing):
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=1)
    edited(ann, **{"3-1": Priority.CRITICAL})
    assert (fresh(taken).priority, fresh(taken).argued_priority) == (Priority.NORMAL, Priority.NORMAL)
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=1, affected="Bo")
    assert (fresh(taken).priority, fresh(taken).matrix) == (Priority.NORMAL, None)
    assert "<td data-here" in as_ada.get(taken.get_absolute_url()).content.decode()


def test_where_somebody_sets_impact_or_urgency_anew_the_edition_of_now_argues(ann, ada, as_ada, taken, printing):
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=1)
    edited(ann, **{"3-3": Priority.NORMAL})
    actions.classify(taken, by=actor(ada), category=printing, impact=3, urgency=3)
    assert (fresh(taken).priority, fresh(taken).matrix.edition) == (Priority.NORMAL, 1)
    assert "By edition 1 of the matrix." in as_ada.get(taken.get_absolute_url()).content.decode()


def test_a_report_begins_with_what_the_edition_of_now_says(ann, bo):
    edited(ann, **{"3-2": Priority.LOW})
    assert report(bo).priority == Priority.LOW


def test_editing_needs_a_difference_a_reason_every_cell_and_the_latest_edition(ann):
    with refused(saying="Nothing differs"):
        edited(ann)
    with refused("why"):
        edited(ann, why=" ", **{"1-1": 2})
    with refused("cell_1_1"):
        edited(ann, **{"1-1": 9})
    edited(ann, **{"1-1": 2})
    with refused(saying="meanwhile"):
        edited(ann, **{"1-1": 3})
    assert PriorityMatrix.objects.count() == 1


def test_only_administrators_edit_it(dee, ada):
    for person in (dee, ada):
        with pytest.raises(NotAllowed):
            edited(person, **{"1-1": 2})


def form(seen="0", why="As agreed with the school", **cells):
    return {name_of(*pair): str(int(MATRIX[pair])) for pair in PAIRS} | cells | {"seen": seen, "why": why}


def test_it_is_edited_in_the_browser_and_its_editions_are_told(as_ann, as_ada, as_bo):
    assert as_ann.get(PAGE).content.decode().count("<select") == 9
    assert as_ann.post(PAGE, form(cell_2_3="3")).status_code == 303
    page = as_ada.get(PAGE).content.decode()
    assert "Impact Medium × urgency Low: Low → Normal" in page and "As agreed with the school" in page and "<select" not in page
    assert (as_ada.post(PAGE, form(seen="1")).status_code, as_bo.get(PAGE).status_code) == (403, 403)


@pytest.mark.parametrize("wrong", [{"cell_1_1": "9"}, {"cell_1_1": ""}, {"cell_3_3": "<b>"}, {"seen": "-1"}, {"seen": "x"}, {"why": ""}])
def test_what_does_not_hold_is_said_on_the_page(as_ann, wrong):
    assert as_ann.post(PAGE, form(cell_2_3="3") | wrong).status_code == 422
    assert not PriorityMatrix.objects.exists()
