"""Service restored: cause, what was done, and how it was verified."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.people.tests.cast import actor
from vakdesk.records.store import stage
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State, Verification
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import SOLUTION, fresh, last, refused, report, verbs
from vakdesk.tickets.tests.play import taken as taken_by


def test_the_solution_is_on_record_and_verified(ada, taken):
    actions.hold(taken, by=actor(ada), waiting_for="supplier", reason="A cable")
    actions.resolve(taken, by=actor(ada), cause="Cable\nloose", done=" Cable replaced ", verification="seen")
    found = fresh(taken)
    assert (found.state, found.cause, found.done, found.verification, found.resolver) == (
        State.RESOLVED,
        "Cable loose",
        "Cable replaced",
        "seen",
        ada,
    )
    assert (found.waiting_for, found.is_verified, found.reminded_at) == ("", True, None)
    assert found.resolved_at == last(taken, "ticket.resolved").happened_at
    assert last(taken, "ticket.resolved").facts == {"verification": "seen"}
    assert last(taken, "ticket.verified").facts == {"verification": "seen", "resolver": ada.pk}


def test_a_long_cause_is_cut_to_what_fits(ada, taken):
    actions.resolve(taken, by=actor(ada), **{**SOLUTION, "cause": "Cable " + "l" * 600})
    assert len(fresh(taken).cause) == 500


def test_having_asked_does_not_verify(ada, taken):
    actions.resolve(taken, by=actor(ada), **{**SOLUTION, "verification": "asked"})
    assert (fresh(taken).verification, fresh(taken).is_verified) == (Verification.ASKED, False)
    assert "ticket.verified" not in verbs(taken)


def test_with_a_text_the_requester_is_told(ada, taken):
    actions.resolve(taken, by=actor(ada), text="It works again.", **SOLUTION)
    message = taken.record.messages.order_by("-pk")[0]
    assert (message.text, fresh(taken).needs_answer) == ("It works again.", False)
    assert last(taken, "ticket.fed_back").facts == {"message": message.pk}


def test_without_a_text_nothing_is_sent(ada, taken):
    actions.resolve(taken, by=actor(ada), **SOLUTION)
    assert taken.record.messages.count() == 1


@pytest.mark.parametrize(("missing", "value"), [("cause", " "), ("done", ""), ("verification", "hope")])
def test_each_of_the_three_is_needed(ada, taken, missing, value):
    with refused(missing):
        actions.resolve(taken, by=actor(ada), **{**SOLUTION, missing: value})
    assert fresh(taken).state == State.IN_PROGRESS


def test_who_solves_their_own_report_cannot_be_who_confirms(ada):
    own = taken_by(ada, ada)
    with refused("verification", "cannot be the one"):
        actions.resolve(own, by=actor(ada), **{**SOLUTION, "verification": "requester"})
    assert fresh(own).state == State.IN_PROGRESS


def test_files_without_words_are_refused(ada, taken):
    with refused("text", "what the files are about"):
        actions.resolve(taken, by=actor(ada), files=[stage("cable.png", [b"cable"])], **SOLUTION)
    assert fresh(taken).is_open


def test_what_is_solved_is_not_solved_again(ada, resolved):
    with refused("", "solved already"):
        actions.resolve(resolved, by=actor(ada), **SOLUTION)


def test_requesters_resolve_nothing(bo, ticket):
    with pytest.raises(NotAllowed):
        actions.resolve(ticket, by=actor(bo), **SOLUTION)


def test_of_two_people_with_the_same_page_open_the_second_is_refused(ada, tia, ticket):
    one, other = fresh(ticket), fresh(ticket)
    actions.resolve(one, by=actor(ada), **SOLUTION)
    with refused("", "solved already"):
        actions.resolve(other, by=actor(tia), **SOLUTION)
    assert (fresh(ticket).resolver, verbs(ticket).count("ticket.resolved")) == (ada, 1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_resolve_at_the_same_moment_one_is_refused(ada, tia, bo):
    ticket = report(bo)

    def attempt(person):
        try:
            actions.resolve(Ticket.objects.get(pk=ticket.pk), by=actor(person), **SOLUTION)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "resolved"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(attempt, [ada, tia])) == ["refused", "resolved"]
    assert verbs(ticket).count("ticket.resolved") == 1
