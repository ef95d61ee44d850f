"""The first reports of an outage become one major incident, and it is stood down again."""

import pytest

from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.majors import actions
from vakdesk.majors.kinds import MajorState
from vakdesk.majors.models import Major
from vakdesk.majors.tests.conftest import NEWS, declared
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import SOLUTION, fresh, last, refused, report, resolved, taken, verbs

DECLARE = {"headlines": {"en": "Mail is down"}, "why": "Everybody", "texts": NEWS}


def test_reports_become_the_children_of_a_new_ticket(dee, reports):
    major = declared(reports, dee)
    assert {fresh(one).parent_id for one in reports} == {major.pk}
    assert (major.ticket.requester_id, major.ticket.assignee_id, major.lead, major.state) == (dee.pk, dee.pk, dee, MajorState.DECLARED)
    assert last(major.ticket, "major.declared").sealed["why"] == "The whole college"
    assert major.latest.texts == NEWS


def test_it_takes_the_category_most_of_them_have_and_is_critical(ada, dee, reports, printing):
    for one in reports:
        tickets.classify(one, by=actor(ada), category=printing, impact=3, urgency=2)
    major = declared([fresh(one) for one in reports], dee)
    assert (major.ticket.category, major.ticket.priority) == (printing, 1)


def test_what_cannot_be_its_child_is_left_out_and_named(ada, bo, dee, reports):
    solved = resolved(bo, ada)
    _major, left = actions.declare_of([*reports, solved], by=actor(dee), **DECLARE)
    assert [(one.pk, "solved already" in str(why)) for one, why in left] == [(solved.pk, True)]
    with refused("", "solved already"):
        actions.declare_of([solved], by=actor(dee), **DECLARE)
    assert Major.objects.count() == 1


def test_a_ticket_is_declared_as_it_lies(ada, bo):
    ticket = taken(bo, ada)
    major = actions.declare(ticket, by=actor(ada), **DECLARE)
    assert (major.pk, "major.declared" in verbs(ticket)) == (ticket.pk, True)
    with refused("", "already"):
        actions.declare(ticket, by=actor(ada), **DECLARE)


def test_without_a_reason_a_headline_or_news_nothing_is_declared(ada, bo):
    ticket = taken(bo, ada)
    with refused("why"):
        actions.declare(ticket, by=actor(ada), **{**DECLARE, "why": " "})
    with refused("headline"):
        actions.declare(ticket, by=actor(ada), **{**DECLARE, "headlines": {"nl": " "}})
    with refused("text"):
        actions.declare(ticket, by=actor(ada), **{**DECLARE, "texts": {}})
    with refused("next_at", "has passed"):
        actions.declare(ticket, by=actor(ada), **DECLARE, next_at=clock.now())
    assert not Major.objects.exists()


def test_a_child_and_what_is_solved_are_not_declared(ada, bo, major):
    with refused("", "child of another"):
        actions.declare(Ticket.objects.filter(parent=major.pk)[0], by=actor(ada), **DECLARE)
    with refused("", "solved already"):
        actions.declare(resolved(bo, ada), by=actor(ada), **DECLARE)


def test_trainees_and_requesters_declare_nothing(tia, bo, reports):
    for person in (tia, bo):
        with pytest.raises(NotAllowed):
            actions.declare_of(reports, by=actor(person), **DECLARE)
        with pytest.raises(NotAllowed):
            actions.declare(reports[0], by=actor(person), **DECLARE)


def test_it_does_not_end_behind_the_backs_of_those_who_wait(dee, major):
    with refused("", "End it on its page"):
        tickets.resolve(fresh(major.ticket), by=actor(dee), **SOLUTION)
    with refused("", "End it on its page"):
        tickets.withdraw(fresh(major.ticket), by=actor(dee))
    with refused("", "has children"):
        tickets.merge(fresh(major.ticket), by=actor(dee), target=report(dee))


def test_it_is_stood_down_with_a_reason_and_its_children_stay(dee, reports, major):
    with refused("why"):
        actions.stand_down(major, by=actor(dee), why=" ", texts=NEWS)
    actions.stand_down(major, by=actor(dee), why="One room only", texts={"en": "It is one room only."})
    work_off()
    found = Major.objects.get(pk=major.pk)
    assert (found.state, found.next_news_at, found.why_ended) == (MajorState.STOOD_DOWN, None, "One room only")
    assert last(major.ticket, "major.stood_down").sealed["why"] == "One room only"
    for one in reports:
        assert fresh(one).is_open and fresh(one).record.messages.order_by("-pk")[0].text == "It is one room only."
    with refused("", "over already"):
        actions.stand_down(major, by=actor(dee), why="Again", texts=NEWS)
    assert actions.declare(fresh(major.ticket), by=actor(dee), **DECLARE).is_going_on


def test_who_does_what_is_said_and_ended(ada, bo, dee, major):
    duty = actions.give_duty(major, by=actor(dee), person=ada, what="Calls the supplier")
    assert last(major.ticket, "major.duty_given").facts == {"person": ada.pk}
    with refused("what"):
        actions.give_duty(major, by=actor(dee), person=ada, what=" ")
    with refused("person", "cannot work"):
        actions.give_duty(major, by=actor(dee), person=bo, what="Waits")
    actions.end_duty(major, by=actor(dee), duty=duty)
    with refused("", "ended already"):
        actions.end_duty(major, by=actor(dee), duty=duty)
    assert "major.duty_ended" in verbs(major.ticket)


def test_the_list_says_what_goes_on_and_when_news_is_due(as_dee, as_bo, dee, major):
    assert all(
        word in as_dee.get("/majors/").content.decode() for word in (major.ticket.reference, "Mail is down", "going on", "Dee de Wit")
    )
    Major.objects.update(next_news_at=clock.now())
    assert "late by" in as_dee.get("/majors/").content.decode()
    actions.stand_down(Major.objects.get(), by=actor(dee), why="One room", texts=NEWS)
    assert "Nothing big is down" in as_dee.get("/majors/").content.decode()
    assert "Mail is down" in as_dee.get("/majors/?view=all").content.decode()
    assert as_bo.get("/majors/").status_code == 403
    assert as_bo.get(major.get_absolute_url()).status_code == 404
