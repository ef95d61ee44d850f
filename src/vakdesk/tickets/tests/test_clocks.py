"""What acts on tickets do to clocks. Office hours are 8:30-17:00 in Amsterdam; 2 November 2026 is a Monday."""

from datetime import date, datetime, timedelta

import pytest

from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.levels import actions as levels
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.jobs import alarms
from vakdesk.levels.kinds import AgreementKind, Measure, State, Verdict
from vakdesk.levels.models import Agreement, AgreementVersion, Calendar, Clock
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.services.actions import add_service
from vakdesk.suppliers.actions import add_supplier
from vakdesk.tickets import actions
from vakdesk.tickets.actions import add_category
from vakdesk.tickets.kinds import Level, Verification, WaitingFor
from vakdesk.tickets.models import NEVER, Category, Ticket

HOURS = {"zone": "Europe/Amsterdam", "days": ["8:30-17:00"] * 5 + ["", ""], "country": "NL"}
H = 3600


def at(text: str) -> datetime:
    """A moment of November 2026 in Amsterdam: "2 09:00"."""
    day, time = text.split()
    return datetime.fromisoformat(f"2026-11-{int(day):02}T{time}:00+01:00")


@pytest.fixture
def head(lindewaard: Organisation, desk: Team) -> Person:
    return make_person("Ann Hoofd", organisation=lindewaard, role=Role.ADMINISTRATOR)


@pytest.fixture
def office(head: Person) -> Calendar:
    with clock.travel(at("1 12:00")):
        return levels.add_calendar(by=actor(head), name="Office hours", starts_on=date(2020, 1, 1), **HOURS)


def agreement(head: Person, office: Calendar, kind: str = AgreementKind.SLA, **more) -> Agreement:
    given = {
        "name": f"Agreement {kind} {len(Agreement.objects.all())}",
        "calendar": office,
        "holds_for": ["requester"],
        "targets": [
            Wanted(Measure.FIRST_RESPONSE, 1 * H),
            Wanted(Measure.RESOLUTION, 8 * H),
            Wanted(Measure.RESOLUTION, 4 * H, priority=2),
            Wanted(Measure.RESOLUTION, 16 * H, kind="service_request"),
        ],
    }
    if kind in (AgreementKind.OLA, AgreementKind.UNDERPINNING):
        given["targets"] = [Wanted(Measure.RESOLUTION, 8 * H)]
    with clock.travel(at("1 12:00")):
        return levels.add_agreement(by=actor(head), kind=kind, **given | more)


@pytest.fixture
def sla(head: Person, office: Calendar) -> Agreement:
    return agreement(head, office)


def registered(bo: Person, ada: Person, when: str = "2 09:00", kind: str = "incident", **more) -> Ticket:
    with clock.travel(at(when)):
        return actions.register(bo, by=actor(ada), kind=kind, title="Printer", text="It does nothing", **more)


def clock_of(ticket: Ticket, measure: str = Measure.RESOLUTION, slot: str = "sla") -> Clock:
    return Clock.objects.get(record=ticket.pk, measure=measure, slot=slot)


def prioritise(ticket: Ticket, by: Person, when: str, *, high: bool = True) -> None:
    category = Category.objects.first() or add_category(by=actor(by), names={"en": "Printing"})
    facts = dict.fromkeys(("affected", "systems", "criticality", "workaround"), "known")
    with clock.travel(at(when)):
        level = Level.HIGH if high else Level.MEDIUM
        actions.classify(ticket, by=actor(by), category=category, impact=Level.MEDIUM, urgency=level, **facts)


@pytest.fixture(autouse=True)
def category(dee: Person) -> Category:
    with clock.travel(at("1 12:00")):
        return add_category(by=actor(dee), names={"en": "Printing"})


def test_a_registered_ticket_is_due_within_what_was_agreed(bo: Person, ada: Person, sla: Agreement) -> None:
    ticket = registered(bo, ada)
    assert clock_of(ticket).due_at == at("2 17:00")
    assert clock_of(ticket, Measure.FIRST_RESPONSE).due_at == at("2 10:00")
    ticket.refresh_from_db()
    assert ticket.hurts_at == at("2 10:00")


def test_without_an_agreement_nothing_is_measured_and_nothing_hurts(bo: Person, ada: Person) -> None:
    ticket = registered(bo, ada)
    assert not Clock.objects.exists()
    assert ticket.hurts_at == NEVER
    assert not Entry.objects.filter(verb__startswith="clock.").exists()


def test_an_answer_stops_the_first_response(bo: Person, ada: Person, sla: Agreement) -> None:
    ticket = registered(bo, ada)
    with clock.travel(at("2 09:30")):
        actions.reply(ticket, by=actor(bo), text="Hello?")
        assert clock_of(ticket, Measure.FIRST_RESPONSE).state == State.RUNNING
        actions.reply(ticket, by=actor(ada), text="We look at it")
    answered = clock_of(ticket, Measure.FIRST_RESPONSE)
    assert (answered.state, answered.verdict, answered.consumed_seconds) == (State.STOPPED, Verdict.KEPT, 1800)


def test_waiting_for_the_requester_holds_the_clock_and_for_a_colleague_does_not(bo: Person, ada: Person, sla: Agreement) -> None:
    ticket = registered(bo, ada)
    with clock.travel(at("2 10:00")):
        actions.hold(ticket, by=actor(ada), waiting_for=WaitingFor.REQUESTER, reason="which room")
    held = clock_of(ticket)
    assert (held.state, held.due_at, held.consumed_seconds) == (State.HELD, None, H)
    with clock.travel(at("3 10:00")):
        actions.reply(ticket, by=actor(bo), text="Room C2")
    assert clock_of(ticket).due_at == at("3 17:00")
    with clock.travel(at("3 11:00")):
        actions.hold(ticket, by=actor(ada), waiting_for=WaitingFor.COLLEAGUE, reason="parts")
    assert clock_of(ticket).state == State.RUNNING


def test_a_raised_priority_keeps_consumed_time_and_so_does_a_lowered_one(bo: Person, ada: Person, sla: Agreement) -> None:
    ticket = registered(bo, ada)
    prioritise(ticket, ada, "2 12:00")
    assert clock_of(ticket).due_at == at("2 13:00")
    prioritise(ticket, ada, "2 12:30", high=False)
    assert clock_of(ticket).due_at == at("2 17:00")
    prioritise(ticket, ada, "2 14:00")
    assert clock_of(ticket).due_at == at("2 14:00")


def test_reclassifying_takes_the_other_kinds_target_and_keeps_consumed_time(bo: Person, ada: Person, sla: Agreement) -> None:
    ticket = registered(bo, ada)
    with clock.travel(at("2 11:00")):
        actions.edit(ticket, by=actor(ada), title="Printer", kind="service_request", requester=bo)
    assert (clock_of(ticket).target_seconds, clock_of(ticket).due_at) == (16 * H, at("3 16:30"))


def test_reopening_goes_on_with_the_time_that_was_consumed(bo: Person, ada: Person, sla: Agreement) -> None:
    ticket = registered(bo, ada)
    with clock.travel(at("2 10:00")):
        actions.take(ticket, by=actor(ada))
        actions.resolve(ticket, by=actor(ada), cause="Cable", done="Plugged in", verification=Verification.SEEN)
    assert clock_of(ticket).verdict == Verdict.KEPT
    with clock.travel(at("4 09:00")):
        actions.reopen(ticket, by=actor(ada), text="Again")
    again = clock_of(ticket)
    assert (again.state, again.due_at, again.consumed_seconds) == (State.RUNNING, at("4 16:00"), H)


def test_a_ticket_keeps_its_version_until_it_is_migrated(
    bo: Person, ada: Person, dee: Person, head: Person, office: Calendar, sla: Agreement
) -> None:
    ticket = registered(bo, ada)
    with clock.travel(at("2 10:00")):
        version = levels.change_agreement(sla, by=actor(head), calendar=office, targets=[Wanted(Measure.RESOLUTION, 2 * H)])
    prioritise(ticket, ada, "2 10:30", high=False)
    assert clock_of(ticket).target_seconds == 8 * H
    later = registered(bo, ada, "2 11:00")
    assert clock_of(later).target_seconds == 2 * H
    with clock.travel(at("2 12:00")):
        with pytest.raises(Refused):
            levels.migrate(ticket.record, by=actor(dee), version=version, why=" ")
        levels.migrate(ticket.record, by=actor(dee), version=version, why="The client asked for it")
    moved = clock_of(ticket)
    assert (moved.target_seconds, moved.due_at) == (2 * H, at("2 12:00"))


def test_an_operational_agreement_counts_while_the_ticket_lies_with_the_team(
    bo: Person, ada: Person, head: Person, office: Calendar, desk: Team, systems: Team
) -> None:
    ola = agreement(head, office, AgreementKind.OLA, team=systems)
    ticket = registered(bo, ada, team=desk)
    assert not Clock.objects.exists()
    with clock.travel(at("2 10:00")):
        actions.hand_over(ticket, by=actor(ada), team=systems, found="The server", tried="A restart", expected="Look")
    with clock.travel(at("2 12:00")):
        actions.hand_over(ticket, by=actor(ada), team=desk, found="Not the server", tried="A restart", expected="Look")
    stopped = clock_of(ticket, slot=ola.slot)
    assert (stopped.state, stopped.consumed_seconds) == (State.STOPPED, 2 * H)
    with clock.travel(at("2 13:00")):
        actions.hand_over(ticket, by=actor(ada), team=systems, found="It is the server", tried="A restart", expected="Look")
    assert clock_of(ticket, slot=ola.slot).due_at == at("3 10:30")


@pytest.mark.parametrize("comes_back", [False, True])
def test_reopening_wakes_the_clock_of_the_team_it_lies_with_and_no_other(
    comes_back: bool, bo: Person, ada: Person, head: Person, office: Calendar, desk: Team, systems: Team
) -> None:
    of_desk = agreement(head, office, AgreementKind.OLA, team=desk)
    of_systems = agreement(head, office, AgreementKind.OLA, team=systems)
    ticket = registered(bo, ada, team=desk)
    with clock.travel(at("2 10:00")):
        actions.hand_over(ticket, by=actor(ada), team=systems, found="The server", tried="A restart", expected="Look")
    if comes_back:
        with clock.travel(at("2 11:00")):
            actions.hand_over(ticket, by=actor(ada), team=desk, found="Not the server", tried="A restart", expected="Look")
    with clock.travel(at("2 12:00")):
        actions.resolve(ticket, by=actor(ada), cause="Cable", done="Plugged in", verification=Verification.SEEN)
    with clock.travel(at("3 09:00")):
        actions.reopen(ticket, by=actor(ada), text="Again")
    states = {row.version.agreement_id: row.state for row in Clock.objects.filter(record=ticket.pk)}
    here, elsewhere = (of_desk, of_systems) if comes_back else (of_systems, of_desk)
    assert states == {here.pk: State.RUNNING, elsewhere.pk: State.STOPPED}


def test_reopening_wakes_the_clock_of_the_team_it_began_with(bo: Person, ada: Person, head: Person, office: Calendar, desk: Team) -> None:
    ola = agreement(head, office, AgreementKind.OLA, team=desk)
    ticket = registered(bo, ada, team=desk)
    with clock.travel(at("2 12:00")):
        actions.resolve(ticket, by=actor(ada), cause="Cable", done="Plugged in", verification=Verification.SEEN)
    with clock.travel(at("3 09:00")):
        actions.reopen(ticket, by=actor(ada), text="Again")
    assert (clock_of(ticket, slot=ola.slot).state, clock_of(ticket, slot=ola.slot).consumed_seconds) == (State.RUNNING, 3 * H)


def test_a_suppliers_clock_runs_while_we_wait_for_them(bo: Person, ada: Person, dee: Person, head: Person, office: Calendar) -> None:
    with clock.travel(at("1 12:00")):
        supplier = add_supplier(by=actor(head), name="Printers Ltd")
        service = add_service(by=actor(head), names={"en": "Printing"}, supplier=supplier)
    contract = agreement(head, office, AgreementKind.UNDERPINNING, supplier=supplier)
    Category.objects.update(service=service)
    ticket = registered(bo, ada, category=Category.objects.get())
    assert clock_of(ticket, slot=contract.slot).state == State.IDLE
    with clock.travel(at("2 10:00")):
        actions.hold(ticket, by=actor(ada), waiting_for=WaitingFor.SUPPLIER, reason="a new drum")
    assert clock_of(ticket, slot=contract.slot).due_at == at("3 09:30")
    with clock.travel(at("2 11:00")):
        actions.resume(ticket, by=actor(ada))
    held = clock_of(ticket, slot=contract.slot)
    assert (held.state, held.consumed_seconds) == (State.HELD, H)
    ticket.refresh_from_db()
    assert ticket.hurts_at == NEVER


def test_a_legal_term_is_held_by_nothing(bo: Person, ada: Person, head: Person, office: Calendar) -> None:
    agreement(head, office, AgreementKind.LEGAL, targets=[Wanted(Measure.RESOLUTION, 8 * H)])
    ticket = registered(bo, ada)
    with clock.travel(at("2 10:00")):
        actions.hold(ticket, by=actor(ada), waiting_for=WaitingFor.REQUESTER, reason="which room")
    assert clock_of(ticket, slot="legal").due_at == at("2 17:00")


def test_the_agreement_with_the_client_comes_before_the_houses_own(
    bo: Person, cem: Person, ada: Person, head: Person, office: Calendar, sla: Agreement, vlierhof: Organisation
) -> None:
    agreement(head, office, organisation=vlierhof, name="Vlierhof", targets=[Wanted(Measure.RESOLUTION, 2 * H)])
    assert clock_of(registered(bo, ada)).target_seconds == 8 * H
    theirs = registered(cem, ada)
    assert clock_of(theirs).target_seconds == 2 * H
    with clock.travel(at("2 10:00")):
        actions.edit(theirs, by=actor(ada), title="Printer", kind="incident", requester=bo)
    assert clock_of(theirs).due_at == at("2 17:00")


def test_what_one_agreement_leaves_open_it_takes_from_the_one_it_falls_back_to(
    bo: Person, ada: Person, head: Person, office: Calendar, lindewaard: Organisation
) -> None:
    house = agreement(head, office, name="House")
    agreement(head, office, name="Ours", organisation=lindewaard, falls_back_to=house, targets=[Wanted(Measure.RESOLUTION, 2 * H)])
    ticket = registered(bo, ada)
    assert clock_of(ticket).target_seconds == 2 * H
    assert clock_of(ticket, Measure.FIRST_RESPONSE).target_seconds == H


def test_a_ticket_keeps_the_version_it_falls_back_to_as_well(
    bo: Person, ada: Person, head: Person, office: Calendar, lindewaard: Organisation
) -> None:
    house, rush = agreement(head, office, name="House"), agreement(head, office, name="Rush", targets=[Wanted(Measure.RESOLUTION, H)])
    first = [Wanted(Measure.FIRST_RESPONSE, H)]
    ours = agreement(head, office, name="Ours", organisation=lindewaard, falls_back_to=house, targets=first)
    kept = registered(bo, ada)
    with clock.travel(at("2 09:30")):
        levels.change_agreement(house, by=actor(head), calendar=office, targets=[Wanted(Measure.RESOLUTION, 2 * H)])
    prioritise(kept, ada, "2 10:00")
    assert clock_of(kept).target_seconds == 4 * H
    assert clock_of(registered(bo, ada, "2 10:00")).target_seconds == 2 * H
    with clock.travel(at("2 11:00")):
        levels.change_agreement(ours, by=actor(head), calendar=office, targets=first, falls_back_to=rush)
    prioritise(kept, ada, "2 12:00", high=False)
    assert clock_of(kept).target_seconds == 8 * H
    assert clock_of(registered(bo, ada, "2 12:00")).target_seconds == H
    with clock.travel(at("2 13:00")):
        levels.migrate(kept.record, by=actor(head), version=ours.versions.latest("number"), why="They asked for it")
    assert clock_of(kept).target_seconds == H


def test_what_is_recorded_afterwards_counts_from_when_it_happened(bo: Person, ada: Person, sla: Agreement) -> None:
    from vakdesk.logbook.act import act
    from vakdesk.tickets.permissions import HOLD

    ticket = registered(bo, ada)
    with clock.travel(at("2 12:00")), act(actor(ada), may=HOLD, on=ticket, happened_at=at("2 10:00"), why="Forgot"):
        actions.hold(ticket, by=actor(ada), waiting_for=WaitingFor.REQUESTER, reason="which room")
    assert (clock_of(ticket).state, clock_of(ticket).consumed_seconds) == (State.HELD, H)


def test_a_quick_call_is_in_time_at_once(bo: Person, ada: Person, dee: Person, sla: Agreement) -> None:
    template = actions.add_call_template(
        by=actor(dee), names={"en": "Toner"}, kind="incident", category=Category.objects.get(), cause="Empty", done="Filled"
    )
    with clock.travel(at("2 09:00")):
        ticket = actions.quick_call(bo, by=actor(ada), template=template)
    assert {one.verdict for one in Clock.objects.filter(record=ticket.pk)} == {Verdict.KEPT}


def test_versions_are_kept_apart_by_what_they_began_with(bo: Person, ada: Person, sla: Agreement) -> None:
    ticket = registered(bo, ada)
    entry = Entry.objects.get(verb="clock.agreed")
    assert entry.facts == {"slot": "sla", "version": AgreementVersion.objects.get().pk, "kind": "incident", "priority": 3, "service": None}
    assert entry.subject_id == ticket.pk
    assert entry.happened_at - ticket.opened_at == timedelta(0)


def told(ticket: Ticket) -> dict[str, set[str]]:
    """Who has a notice about the clocks of the ticket, by percentage."""
    from vakdesk.logbook.followers import run_followers
    from vakdesk.notices.models import Notice

    while run_followers():
        pass
    found: dict[str, set[str]] = {}
    for notice in Notice.objects.filter(entry__verb__in=["clock.warned", "clock.breached"]).select_related("entry", "person"):
        found.setdefault(str(notice.entry.facts["percent"]), set()).add(notice.person.name)
    return found


def test_warnings_go_to_whoever_has_the_work_then_to_the_team_then_to_its_lead(
    bo: Person, ada: Person, tia: Person, dee: Person, sla: Agreement, desk: Team
) -> None:
    ticket = registered(bo, ada, team=desk)
    with clock.travel(at("2 09:20")):
        actions.reply(ticket, by=actor(ada), text="We look at it")
        actions.take(ticket, by=actor(tia))
    for when in ("2 13:00", "2 15:00", "2 17:01"):
        with clock.travel(at(when)):
            alarms()
            heard = told(ticket)
    assert heard["50"] == {tia.name}
    assert heard["75"] >= {tia.name, ada.name, dee.name}
    assert dee.name in heard["100"]


def test_lost_rows_are_made_anew_from_the_logbook(bo: Person, ada: Person, sla: Agreement) -> None:
    from vakdesk.levels.reading import recompute
    from vakdesk.tickets.clocks import PLAN

    ticket = registered(bo, ada)
    Clock.objects.all().delete()
    with clock.travel(at("2 12:00")):
        assert recompute(PLAN, [ticket.record], clock.now(), anew=True) == 2
    assert clock_of(ticket).due_at == at("2 17:00")


def merge(ticket: Ticket, target: Ticket, by: Person, when: str) -> None:
    with clock.travel(at(when)):
        actions.merge(ticket, by=actor(by), target=target)


def unmerge(ticket: Ticket, by: Person, when: str) -> None:
    ticket.refresh_from_db()
    with clock.travel(at(when)):
        actions.unmerge(ticket, by=actor(by))


def test_a_merged_tickets_clocks_end_and_the_other_keeps_its_own(bo: Person, ada: Person, sla: Agreement) -> None:
    target, ticket = registered(bo, ada, "2 09:00"), registered(bo, ada, "2 10:00")
    merge(ticket, target, ada, "2 11:00")
    ended = clock_of(ticket)
    assert (ended.state, ended.consumed_seconds, ended.verdict) == (State.STOPPED, 1 * H, Verdict.KEPT)
    goes_on = clock_of(target)
    assert (goes_on.state, goes_on.due_at, goes_on.verdict) == (State.RUNNING, at("2 17:00"), Verdict.OPEN)
    with clock.travel(at("3 09:00")):
        actions.resolve(target, by=actor(ada), cause="Paper", done="Filled", verification=Verification.SEEN)
    assert (clock_of(target).consumed_seconds, clock_of(target).verdict) == (int(8.5 * H), Verdict.BREACHED)
    assert clock_of(ticket).verdict == Verdict.KEPT


def test_merging_does_not_make_a_late_ticket_kept(bo: Person, ada: Person, sla: Agreement) -> None:
    target, ticket = registered(bo, ada, "2 09:00"), registered(bo, ada, "2 09:00")
    merge(ticket, target, ada, "3 10:00")
    assert clock_of(ticket).verdict == Verdict.BREACHED


def test_undone_a_merge_goes_on_with_the_time_consumed_before(bo: Person, ada: Person, sla: Agreement) -> None:
    target, ticket = registered(bo, ada), registered(bo, ada)
    merge(ticket, target, ada, "2 11:00")
    unmerge(ticket, ada, "3 09:00")
    back = clock_of(ticket)
    assert (back.state, back.consumed_seconds, back.due_at) == (State.RUNNING, 2 * H, at("3 15:00"))
    assert clock_of(target).due_at == at("2 17:00")


def test_what_was_held_when_it_was_merged_is_held_again(bo: Person, ada: Person, sla: Agreement) -> None:
    target, ticket = registered(bo, ada), registered(bo, ada)
    with clock.travel(at("2 10:00")):
        actions.ask(ticket, by=actor(ada), text="Which room?")
    merge(ticket, target, ada, "2 11:00")
    unmerge(ticket, ada, "2 12:00")
    held = clock_of(ticket)
    assert (held.state, held.consumed_seconds, held.due_at) == (State.HELD, 1 * H, None)
    with clock.travel(at("2 13:00")):
        actions.resume(ticket, by=actor(ada))
    assert clock_of(ticket).due_at == at("3 11:30")


def test_what_was_resolved_when_it_was_merged_does_not_run_again(bo: Person, ada: Person, sla: Agreement) -> None:
    target, ticket = registered(bo, ada), registered(bo, ada)
    with clock.travel(at("2 10:00")):
        actions.resolve(ticket, by=actor(ada), cause="Paper", done="Filled", verification=Verification.SEEN)
    merge(ticket, target, ada, "2 11:00")
    unmerge(ticket, ada, "2 12:00")
    assert (clock_of(ticket).state, clock_of(ticket).consumed_seconds) == (State.STOPPED, 1 * H)


def test_the_round_of_updates_goes_on_where_it_stood(bo: Person, ada: Person, head: Person, office: Calendar) -> None:
    agreement(head, office, targets=[Wanted(Measure.NEXT_UPDATE, 4 * H)])
    target, ticket = registered(bo, ada), registered(bo, ada)
    merge(ticket, target, ada, "2 10:00")
    unmerge(ticket, ada, "2 12:00")
    assert clock_of(ticket, Measure.NEXT_UPDATE).due_at == at("2 15:00")


def test_undoing_a_merge_wakes_no_clock_of_a_team_it_had_left(
    bo: Person, ada: Person, head: Person, office: Calendar, desk: Team, systems: Team
) -> None:
    of_desk = agreement(head, office, AgreementKind.OLA, team=desk)
    of_systems = agreement(head, office, AgreementKind.OLA, team=systems)
    target, ticket = registered(bo, ada), registered(bo, ada)
    with clock.travel(at("2 10:00")):
        actions.hand_over(ticket, by=actor(ada), team=systems, found="Theirs", tried="A restart", expected="Look")
    merge(ticket, target, ada, "2 11:00")
    unmerge(ticket, ada, "2 12:00")
    states = {row.version.agreement_id: row.state for row in Clock.objects.filter(record=ticket.pk)}
    assert states == {of_desk.pk: State.STOPPED, of_systems.pk: State.RUNNING}


def test_a_suppliers_clock_runs_again_only_while_we_wait_for_them(bo: Person, ada: Person, head: Person, office: Calendar) -> None:
    with clock.travel(at("1 12:00")):
        supplier = add_supplier(by=actor(head), name="Printers Ltd")
        service = add_service(by=actor(head), names={"en": "Printing"}, supplier=supplier)
    contract = agreement(head, office, AgreementKind.UNDERPINNING, supplier=supplier)
    Category.objects.update(service=service)
    target, waits, waited = (registered(bo, ada, category=Category.objects.get()) for _each in range(3))
    for ticket in (waits, waited):
        with clock.travel(at("2 10:00")):
            actions.hold(ticket, by=actor(ada), waiting_for=WaitingFor.SUPPLIER, reason="A part")
    with clock.travel(at("2 10:30")):
        actions.resume(waited, by=actor(ada))
    for ticket in (waits, waited):
        merge(ticket, target, ada, "2 11:00")
        unmerge(ticket, ada, "2 12:00")
    assert clock_of(waits, slot=contract.slot).state == State.RUNNING
    assert clock_of(waited, slot=contract.slot).state == State.HELD
