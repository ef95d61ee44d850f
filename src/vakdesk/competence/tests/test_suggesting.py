"""What is suggested as work happens, to whom, and from when it may be relied upon."""

from vakdesk.competence import actions
from vakdesk.competence.models import Passport, Suggestion, Trace
from vakdesk.competence.suggesting import catch_up
from vakdesk.competence.tests.conftest import BEGINS, SOLVED_LATER, follow, suggested, worked
from vakdesk.kit import clock
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.tests.play import MONDAY, last, taken


def test_work_is_suggested_to_whoever_did_it_and_a_solution_once_it_has_held(passport, tia, ada, bo):
    ticket = worked(bo, tia)
    follow()
    found = Suggestion.objects.get()
    assert found.person == tia and set(suggested(tia, ticket)) >= {"A05", "A06", "A07", "A09"}
    ripe = {trace.activity for trace in found.traces.filter(ripe_at__lte=clock.now())}
    assert "A06" not in ripe and {"A05", "A09"} <= ripe
    with clock.travel(MONDAY + SOLVED_LATER):
        later = Suggestion.objects.to_submit(clock.now()).get().traces.filter(ripe_at__lte=clock.now())
        assert later.filter(activity="A06").exists()
    assert suggested(ada, ticket) == {}


def test_a_trace_names_the_entry_it_rests_on(passport, tia, bo):
    ticket = worked(bo, tia)
    follow()
    trace = Trace.objects.get(activity="A05")
    entry = last(ticket, "ticket.informed")
    assert (trace.book, trace.position, trace.digest) == ("main", entry.position, entry.digest)


def test_a_dispute_takes_away_what_had_not_held_yet(passport, tia, bo):
    ticket = taken(bo, tia)
    tickets.resolve(ticket, by=actor(tia), cause="Cable", done="Replaced", verification="seen")
    follow()
    assert "A06" in suggested(tia, ticket)
    tickets.dispute(ticket, by=actor(bo), text="Still black")
    follow()
    assert "A06" not in suggested(tia, ticket)
    tickets.resolve(ticket, by=actor(tia), cause="Port", done="Other port", verification="seen")
    Suggestion.objects.all().delete()
    catch_up(person=tia.pk)  # all of it at once: the second solution stands, the first does not
    assert Trace.objects.get(activity="A06").position == last(ticket, "ticket.verified").position


def test_nothing_is_suggested_without_a_passport_or_of_a_client_that_does_not_allow_it(tia, bo, lindewaard, pim):
    worked(bo, tia)
    follow()
    assert not Suggestion.objects.exists()
    actions.open_passport(tia, by=actor(tia), starts_on=BEGINS)
    follow()
    assert not Suggestion.objects.exists()
    actions.switch_on(lindewaard, by=actor(pim), basis="public_task", contract="Agreement", starts_on=BEGINS)
    follow()
    assert Suggestion.objects.get().person == tia  # what was done before is found, from the day that was agreed


def test_work_before_the_day_that_was_agreed_is_left_alone(tia, bo, lindewaard, pim):
    worked(bo, tia)
    later = (MONDAY + SOLVED_LATER).date()
    actions.open_passport(tia, by=actor(tia), starts_on=BEGINS)
    actions.switch_on(lindewaard, by=actor(pim), basis="public_task", contract="Agreement", starts_on=later)
    follow()
    assert not Suggestion.objects.exists()


def test_restricted_work_is_not_suggested_and_catching_up_again_adds_nothing(passport, tia, bo):
    ticket = worked(bo, tia)
    other = worked(bo, tia, title="Salary slip of somebody")
    other.record.restricted = True
    other.record.save()
    follow()
    assert list(Suggestion.objects.values_list("record", flat=True)) == [ticket.pk]
    before = set(Trace.objects.values_list("pk", flat=True))
    catch_up(person=tia.pk)
    assert set(Trace.objects.values_list("pk", flat=True)) == before


def test_a_passport_opened_later_finds_what_was_done_since_its_day(allowed, tia, bo, karel):
    ticket = worked(bo, tia)
    follow()
    actions.open_passport(tia, by=actor(karel), starts_on=BEGINS)
    follow()
    assert "A05" in suggested(tia, ticket) and Passport.objects.get().person == tia
