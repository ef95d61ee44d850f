"""Submitting one's work: what is pinned, what shows when the record goes on, and everything that is refused."""

import pytest
from refusing import refused

from vakdesk.competence import actions
from vakdesk.competence.models import Evidence, Suggestion
from vakdesk.competence.tests.conftest import BEGINS, TOLD, follow, submitted, worked
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.logbook.redaction import redact
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.records.store import stage
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.tests.play import fresh


@pytest.fixture
def ticket(passport, tia, bo):
    ticket = worked(bo, tia)
    follow()
    return ticket


def test_it_pins_the_record_as_it_stands_and_says_when_it_went_on(passport, ticket, ada, tia):
    made = submitted(passport, ticket)
    last = Entry.objects.filter(subject_id=ticket.pk, subject_type="tickets.ticket").latest("pk")
    assert (made.position, made.digest, made.version) == (last.position, last.digest, fresh(ticket).record.version)
    entry = Entry.objects.get(verb="evidence.submitted")
    assert entry.facts["digest"] == made.digest and entry.facts["activities"] == "A05, A09"
    assert not Evidence.objects.with_work().get().has_changed_since
    tickets.reopen(ticket, by=actor(tia), text="The screen is black again.")
    assert Evidence.objects.with_work().get().has_changed_since


def test_what_is_not_ones_own_cannot_be_submitted(passport, ticket, ada, lindewaard):
    hers = actions.open_passport(ada, by=actor(ada), starts_on=BEGINS)
    follow()
    with refused("", "no work of yours"):
        submitted(hers, ticket)
    with pytest.raises(NotAllowed):
        actions.submit(passport, by=actor(ada), record=ticket.record, activities=["A05"], share=100, **TOLD)
    with refused("activities", "does not show that yet"):
        submitted(passport, ticket, activities=["A05", "A42"])
    with refused("activities", "does not show that yet"):
        submitted(passport, ticket, activities=["A06"])  # it has not held for 14 days


def test_the_same_work_counts_once_and_may_be_told_anew_after_withdrawing(passport, ticket, tia):
    made = submitted(passport, ticket)
    with refused("", "submitted this already"):
        submitted(passport, ticket)
    actions.withdraw(made, by=actor(tia))
    with refused("", "not submitted"):
        actions.withdraw(made, by=actor(tia))
    assert submitted(passport, ticket).pk != made.pk


def test_a_client_that_ended_it_and_a_restricted_record_are_refused(passport, ticket, lindewaard, pim):
    actions.switch_off(lindewaard, by=actor(pim), why="The contract ended")
    with refused("", "does not allow"):
        submitted(passport, ticket)
    actions.switch_on(lindewaard, by=actor(pim), basis="contract", contract="New one", starts_on=BEGINS)
    record = fresh(ticket).record
    record.restricted = True
    record.save()
    with refused("", "restricted"):
        submitted(passport, ticket)
    assert not Suggestion.objects.to_submit(clock.now()).exists()


def test_a_reflection_is_whole_and_a_large_share_is_explained(passport, ticket, ada):
    with refused("reflection", "Write something"):
        submitted(passport, ticket, reflection="  ")
    with refused("activities", "Choose what"):
        submitted(passport, ticket, activities=[])
    tickets.note(ticket, by=actor(ada), text="I found the driver and told Tia where it is. " * 12)
    with refused("others", "much more than you wrote"):
        submitted(passport, ticket)
    made = submitted(passport, ticket, others="Ada found the driver; the rest was mine.")
    assert made.share == 100 and made.counted_share is not None and made.counted_share < 40


def test_erasing_the_record_leaves_the_mark_alone(passport, ticket, pim):
    made = submitted(passport, ticket)
    redact(fresh(ticket), by=actor(pim), entries=Entry.objects.filter(subject_id=ticket.pk, verb="ticket.reported"), ground="gdpr-17")
    left = Evidence.objects.with_work().get(pk=made.pk)
    assert (left.state, left.reflection, left.digest, left.counts) == ("erased", "", made.digest, False)
    assert Entry.objects.filter(verb="evidence.erased").count() == 1 and not Suggestion.objects.exists()


def test_something_from_elsewhere_comes_with_its_file_and_a_past_day(passport, tia):
    given = {"kind": "certificate", "title": "CompTIA A+", "activities": ["A27"], "made_on": BEGINS, **TOLD}
    with refused("files", "Add one file"):
        actions.bring(passport, by=actor(tia), **given)
    with refused("kind"):
        actions.bring(passport, by=actor(tia), **{**given, "kind": "work"}, files=[stage("a.pdf", [b"a"])])
    made = actions.bring(passport, by=actor(tia), **given, files=[stage("a.pdf", [b"certificate"])])
    assert made.origin == "brought" and made.blob.size_bytes == 11
    stranger = make_person("Somebody Else")
    with pytest.raises(NotAllowed):
        actions.withdraw(made, by=actor(stranger))
