"""A measured desk holds what the real actions write, though most of it is copied."""

import pytest

from vakdesk.config.measuring import copying, desk, filling, stories
from vakdesk.config.measuring.asking import Ask, ask_all
from vakdesk.levels.models import Clock
from vakdesk.logbook.models import Entry
from vakdesk.logbook.verify import verify
from vakdesk.people.actors import actor_for
from vakdesk.records.models import Message
from vakdesk.search.find import find
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket

SMALL, SETS = 5, 4


@pytest.fixture
def house(db, monkeypatch):
    for module in (stories, copying, filling):
        monkeypatch.setattr(module, "SET", SMALL)
    monkeypatch.setattr(stories, "REQUESTERS", 60)
    return filling.fill(SMALL * SETS)


def _set(number: int):
    return list(Ticket.objects.order_by("pk")[number * SMALL : (number + 1) * SMALL])


def _told(ticket: Ticket) -> list[object]:
    """What is alike in every set: states, and who did what, in which order."""
    entries = Entry.objects.filter(subject_id=ticket.pk, subject_type__in=["tickets.ticket", "records.record"]).order_by("position")
    clocks = Clock.objects.filter(record=ticket.pk).order_by("measure")
    return [
        (ticket.state, ticket.kind, ticket.category_id, ticket.assignee_id, ticket.record.organisation_id),
        [(entry.verb, entry.actor_id == ticket.record.requester_id, entry.facts.keys()) for entry in entries],
        [(clock.measure, clock.state, clock.verdict, clock.consumed_seconds) for clock in clocks],
        [(one.side, one.author_id == ticket.record.requester_id) for one in Message.objects.filter(record=ticket.pk).order_by("at", "pk")],
    ]


def test_a_copied_set_is_as_the_played_ones(house):
    assert Ticket.objects.count() == SMALL * SETS
    for played, copied in zip(_set(1), _set(3), strict=True):
        assert _told(copied) == _told(played)
        assert copied.title != played.title
        assert copied.opened_at - played.opened_at == 2 * stories.STEP


def test_its_logbook_holds_its_words_are_found_and_work_goes_on(house):
    assert verify().ok
    last = _set(3)[3]
    found = find(actor_for(house.agents[0]), last.title)
    assert last.reference in [hit.reference for hit in found.hits]
    new = actions.register(house.requesters[1], by=stories.INTAKE, kind="incident", title="One more", text="It does nothing")
    assert new.reference not in {ticket.reference for ticket in Ticket.objects.exclude(pk=new.pk)}
    assert verify().ok


def test_each_figure_is_told_as_it_comes_and_a_step_that_fails_leaves_those_before_it(house, monkeypatch, capsys):
    monkeypatch.setattr(desk, "_bare_ms", lambda one: 0.1)
    monkeypatch.setattr(desk, "_in_process", lambda house, one: _fails())
    figures = desk.measured(house)
    assert figures["tickets"] == SMALL * SETS
    assert figures["ended_early"] == "AssertionError: the desk did not answer"
    assert f"tickets: {SMALL * SETS}" in capsys.readouterr().err


def _fails():
    raise AssertionError("the desk did not answer")


def test_questions_end_after_their_seconds_with_what_was_answered_until_then():
    class Slow:
        def ask(self, what):
            return 5

    answers = ask_all([Slow()], 1_000_000, lambda number: Ask("/"), seconds=0)
    assert (answers.count, answers.size) == (1, 5)
