"""The end of a shift: each ticket left behind gets a next step and an owner, once, and nobody else's does."""

import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor, client_of
from vakdesk.shifts import actions
from vakdesk.shifts.leaving import left_by, next_morning
from vakdesk.shifts.tests.conftest import at, on
from vakdesk.tasks.models import Task
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import fresh, refused, report, resolved, taken, verbs

PAGE = "/shifts/end/"


def give(ticket: Ticket, by: Person, owner: Person, **more) -> bool:
    given = {"step": "Call the supplier", "due_at": at(3, 9)} | more
    return actions.give_next_step(ticket, by=actor(by), owner=owner, **given)


def rows(ticket: Ticket, owner: Person, step: str = "Call the supplier", when: str = "2026-03-03T09:00") -> dict[str, object]:
    return {f"step_{ticket.pk}": step, f"due_at_{ticket.pk}": when, f"owner_{ticket.pk}": owner.pk}


def test_what_one_keeps_becomes_a_task_of_ones_own(ada, bo):
    ticket = taken(bo, ada)
    assert give(ticket, ada, ada)
    task = Task.objects.get(record=ticket.pk)
    assert (str(task), task.owner, task.due_at, fresh(ticket).assignee) == ("Call the supplier", ada, at(3, 9), ada)


def test_what_one_hands_over_is_assigned_and_becomes_their_task_in_one_act(ada, dee, bo):
    ticket = taken(bo, ada)
    give(ticket, ada, dee)
    assert (fresh(ticket).assignee, Task.objects.get(record=ticket.pk).owner) == (dee, dee)
    written = Entry.objects.filter(subject_id=ticket.pk, verb__in=["ticket.assigned", "task.added"])
    assert len(set(written.values_list("correlation", flat=True))) == 1


def test_what_nobody_had_is_taken_by_who_keeps_it(ada, bo, desk):
    ticket = report(bo)
    give(ticket, ada, ada)
    assert fresh(ticket).assignee == ada and "ticket.taken" in verbs(ticket)


def test_the_same_once_more_changes_nothing(ada, dee, bo):
    ticket = taken(bo, ada)
    assert give(ticket, ada, dee)
    before = Entry.objects.count()
    assert not give(fresh(ticket), ada, dee)
    assert (Entry.objects.count(), Task.objects.count()) == (before, 1)


def test_it_refuses_what_says_nothing_what_is_past_and_what_is_solved(ada, bo, eli):
    ticket = taken(bo, ada)
    with refused("step", "what happens next"):
        give(ticket, ada, ada, step=" ")
    with refused("due_at", "has passed"):
        give(ticket, ada, ada, due_at=at(1, 9))
    with refused("assignee", "cannot work"):
        give(ticket, ada, eli)
    with refused("", "solved already"):
        give(resolved(bo, ada), ada, ada)
    with pytest.raises(NotAllowed):
        give(ticket, bo, ada)
    assert not Task.objects.exists()


def test_one_that_is_refused_keeps_none_of_the_others_back(ada, bo):
    fine, solved = taken(bo, ada), resolved(bo, ada)
    steps = [actions.NextStep(one, "Call", at(3, 9), ada) for one in (solved, fine)]
    ended = actions.end_shift(by=actor(ada), steps=steps)
    assert (ended.count, [one.pk for one, _why in ended.refused]) == (1, [solved.pk])


def test_the_page_holds_ones_own_and_what_one_registered_that_nobody_has(ada, tia, dee, bo, desk):
    mine, registered, theirs, nobodys = (
        taken(bo, ada),
        tickets.register(bo, by=actor(ada), kind="incident", title="No sound", text="In B1", via="phone"),
        taken(bo, tia),
        report(bo),
    )
    left = {one.ticket.pk: one for one in left_by(ada, actor(ada))}
    assert set(left) == {mine.pk, registered.pk, nobodys.pk}
    assert (left[mine.pk].proposed, left[registered.pk].proposed) == (ada, dee)
    assert theirs.pk not in left


def test_what_nobody_has_in_ones_teams_stands_last_and_goes_to_the_lead(as_ada, ada, sven, dee, bo, desk):
    nobodys = report(bo, title="A lamp flickers")
    mine = taken(bo, ada)
    [own, of_team] = left_by(ada, actor(ada))
    assert (own.ticket.pk, own.of_team, of_team.ticket.pk, of_team.of_team, of_team.proposed) == (mine.pk, False, nobodys.pk, True, dee)
    assert left_by(sven, actor(sven)) == [], "another team's"
    page = as_ada.get(PAGE).content.decode()
    assert "in your teams" in page and "0 of 1 ticket has a next step" in page
    as_ada.post(PAGE, rows(nobodys, dee))
    assert fresh(nobodys).assignee == dee


def test_who_is_away_tomorrow_is_proposed_to_hand_over(ada, dee, bo, desk):
    ticket = taken(bo, ada)
    on(ada, desk, dee, day=3, kind="absence", hours=(0, 23))
    [left] = left_by(ada, actor(ada))
    assert (left.ticket.pk, left.proposed) == (ticket.pk, dee)


def test_next_is_ones_next_shift_else_the_next_working_day(ada, dee, desk):
    assert next_morning(ada, actor(ada)) == at(3, 9)
    on(ada, desk, dee, day=5, hours=(7, 12))
    assert next_morning(ada, actor(ada)) == at(5, 7)


def test_without_script_one_form_gives_each_its_next_step(as_ada, ada, dee, bo):
    mine, given_away = taken(bo, ada), taken(bo, ada, title="Another thing")
    page = as_ada.get(PAGE).content.decode()
    assert f"step_{mine.pk}" in page and "0 of 2 tickets have a next step" in page
    answer = as_ada.post(PAGE, {**rows(mine, ada), **rows(given_away, dee)}, follow=True)
    assert "2 tickets have a next step" in answer.content.decode()
    assert "Everything has a next step and an owner" in as_ada.get(PAGE).content.decode()
    assert fresh(given_away).assignee == dee


def test_the_same_form_sent_twice_acts_once(as_ada, ada, dee, bo):
    ticket = taken(bo, ada)
    given = rows(ticket, ada)
    assert [as_ada.post(PAGE, given).status_code for _again in range(2)] == [303, 303]
    assert Task.objects.count() == 1


def test_what_is_half_filled_in_is_said_at_its_field_and_kept(as_ada, ada, bo):
    ticket = taken(bo, ada)
    for when, said in (("", "Say when."), ("2026-03-01T09:00", "That moment has passed.")):
        answer = as_ada.post(PAGE, rows(ticket, ada, when=when))
        assert answer.status_code == 422 and said in answer.content.decode() and "Call the supplier" in answer.content.decode()
    assert as_ada.post(PAGE, rows(ticket, ada, step="")).status_code == 422


def test_tickets_and_people_that_are_not_on_the_page_are_no_part_of_it(as_ada, ada, tia, eli, bo):
    mine, theirs = taken(bo, ada), taken(bo, tia)
    assert as_ada.post(PAGE, rows(theirs, ada)).status_code == 422
    assert as_ada.post(PAGE, rows(mine, eli)).status_code == 422
    assert as_ada.post(PAGE, {**rows(mine, ada), f"owner_{mine.pk}": "x"}).status_code == 422
    assert (fresh(theirs).assignee, Task.objects.count()) == (tia, 0)


def test_nothing_left_behind_is_said(as_tia, tia):
    assert "You leave nothing behind" in as_tia.get(PAGE).content.decode()


def test_requesters_and_auditors_end_no_shift(as_bo, eli):
    assert as_bo.get(PAGE).status_code == 403
    assert client_of(eli).get(PAGE).status_code == 403
