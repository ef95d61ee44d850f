"""Who is asked, in which order; what their answers come to; and who can never decide."""

from datetime import timedelta

import pytest

from vakdesk.access.roles import Role
from vakdesk.approvals import actions, steps
from vakdesk.approvals.jobs import find_stuck, keep_time
from vakdesk.approvals.kinds import Answer, State
from vakdesk.approvals.models import Approval, Seat
from vakdesk.approvals.steps import Step, steps_from
from vakdesk.approvals.tests import play
from vakdesk.approvals.what import Matter, What
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.people import actions as people
from vakdesk.people.tests import cast
from vakdesk.records import actions as records
from vakdesk.records import verbs as record_verbs
from vakdesk.records.models import Record


def test_all_of_a_step_approve_before_the_next_is_asked(record, by_ada, kai, mia, noa):
    approval = play.asked(record, by_ada, Step((steps.person(kai), steps.person(mia))), Step((steps.person(noa),)))
    with pytest.raises(Refused, match="not asked of you"):
        play.say(approval, noa)
    play.say(approval, kai, comment="Fine")
    with pytest.raises(Refused, match="answered this"):
        play.say(approval, kai)
    assert play.state(approval) == State.ASKED
    assert play.say(approval, mia).step == 2
    assert play.say(approval, noa).state == State.APPROVED
    with pytest.raises(Refused, match="over already"):
        play.say(approval, noa)
    told = ["approval.asked", "approval.agreed", "approval.agreed", "approval.moved_on", "approval.agreed", "approval.given"]
    assert play.verbs(record) == told


def test_two_of_three_are_enough_and_one_can_no_longer_stop_it(record, by_ada, kai, mia, noa):
    approval = play.asked(record, by_ada, kai, mia, noa, needed=2)
    with pytest.raises(Refused, match="Say why"):
        play.say(approval, kai, "no", " ")
    play.say(approval, kai, "no", "Too dear")
    play.say(approval, mia)
    assert play.say(approval, noa).state == State.APPROVED
    other = play.asked(record, by_ada, kai, mia, noa, needed=2)
    play.say(other, kai, "no", "Too dear")
    assert play.say(other, mia, "no", "As he says").state == State.REFUSED
    assert Seat.objects.get(stage__approval=other, person=noa).answer == Answer.LEFT


def test_a_team_a_role_and_whoever_leads_the_requester_can_be_asked(record, by_ada, ada, bo, kai, systems, lindewaard):
    sven = cast.make_person("Sven Lind", organisation=lindewaard, teams=(systems,))
    pia = cast.make_person("Pia Roos", organisation=lindewaard, role=Role.SECURITY)
    people.edit(bo, by=by_ada, lead=kai)
    with pytest.raises(Refused, match="Nobody leads themselves"):
        people.edit(kai, by=by_ada, lead=bo)
    data = [{"approvers": [{"kind": "lead"}, {"kind": "team", "key": str(systems.pk)}, {"kind": "role", "key": "security"}]}]
    given = steps_from(data)
    assert [step.as_data()["approvers"][2] for step in given] == [{"kind": "role", "key": "security"}]
    approval = play.asked(record, by_ada, *given)
    for person in (kai, sven, pia):
        with pytest.raises(Refused, match="not asked of you"):
            play.say(approval, cast.make_person(organisation=lindewaard))
        play.say(approval, person)
    assert play.state(approval) == State.APPROVED


def test_nobody_decides_their_own_wish_not_even_through_a_deputy(record, by_ada, ada, bo, kai, mia):
    now = clock.now()
    span = {"starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=1)}
    actions.name_deputy(kai, by=cast.actor(kai), deputy=bo, **span)
    actions.name_deputy(bo, by=cast.actor(bo), deputy=mia, **span)
    approval = play.asked(record, by_ada, kai, bo)
    for person in (bo, ada):  # whose wish it is, as somebody's deputy too; and who asked
        with pytest.raises(Refused, match="what you asked for yourself"):
            play.say(approval, person)
    with pytest.raises(Refused, match="not asked of you"):  # in the place of whose wish it is
        play.say(approval, mia)
    assert Seat.objects.get(stage__approval=approval, person=bo).is_stuck
    assert not Approval.objects.waiting_for(cast.actor(mia)).exists()
    assert Approval.objects.waiting_for(cast.actor(kai)).exists()


def test_a_deputy_decides_in_their_own_name_within_their_days_and_once(record, by_ada, kai, mia, noa):
    now = clock.now()
    deputy = actions.name_deputy(kai, by=cast.actor(kai), deputy=mia, starts_at=now, ends_at=now + timedelta(days=2))
    with pytest.raises(Refused, match="deputy then already"):
        actions.name_deputy(kai, by=cast.actor(kai), deputy=mia, starts_at=now, ends_at=now + timedelta(days=1))
    with pytest.raises(Refused, match="Choose somebody else"):
        actions.name_deputy(kai, by=cast.actor(kai), deputy=kai, starts_at=now, ends_at=now + timedelta(days=1))
    with pytest.raises(Refused, match="before it begins"):
        actions.name_deputy(kai, by=cast.actor(kai), deputy=noa, starts_at=now, ends_at=now - timedelta(days=1))
    approval = play.asked(record, by_ada, kai, mia)
    play.say(approval, mia)
    with pytest.raises(Refused, match="answered this"):  # one voice in a step, whoever else's place one holds
        play.say(approval, mia)
    other = play.asked(record, by_ada, kai)
    with clock.travel(now + timedelta(days=3)), pytest.raises(Refused, match="not asked of you"):
        play.say(other, mia)
    assert play.say(other, mia).state == State.APPROVED
    seat = Seat.objects.get(stage__approval=other)
    assert (seat.person, seat.decided_by, seat.through_deputy) == (kai, mia, True)
    actions.end_deputy(deputy, by=cast.actor(kai))
    with pytest.raises(Refused, match="over already"):
        actions.end_deputy(deputy, by=cast.actor(kai))
    with pytest.raises(Refused, match="not asked of you"):
        play.say(play.asked(record, by_ada, kai), mia)


def test_whoever_has_left_is_stood_in_for_or_it_is_stuck_until_somebody_else_is_asked(record, by_ada, ada, ann, bo, kai, mia, dee):
    now = clock.now()
    stuck, covered = play.asked(record, by_ada, kai), play.asked(record, by_ada, mia)
    actions.name_deputy(mia, by=cast.actor(mia), deputy=dee, starts_at=now, ends_at=now + timedelta(days=1))
    for person in (kai, mia):
        people.record_leaving(person, by=cast.actor(ann))
    assert list(Approval.objects.stuck()) == [stuck]
    assert play.say(covered, dee).state == State.APPROVED
    seat = Seat.objects.get(stage__approval=stuck)
    for person, words in ((bo, "their own wish"), (mia, "has left")):
        with pytest.raises(Refused, match=words):
            actions.appoint(seat, by=by_ada, person=person, why="Kai left")
    with pytest.raises(Refused, match="than yourself"):
        actions.appoint(seat, by=cast.actor(ann), person=ann, why="Kai left")
    actions.appoint(seat, by=by_ada, person=dee, why="Kai left")
    with pytest.raises(Refused, match="Somebody can decide"):
        actions.appoint(seat, by=by_ada, person=ann, why="Kai left")
    assert play.say(stuck, dee).state == State.APPROVED
    nobody = play.asked(record, by_ada, steps.LEAD)
    assert Seat.objects.get(stage__approval=nobody).is_stuck
    find_stuck()
    assert play.verbs(record).count("approval.stuck") == 2


def test_approvers_are_reminded_once_and_then_it_expires(record, by_ada, kai):
    approval = play.asked(record, by_ada, kai, within=timedelta(days=5), remind_before=timedelta(days=2))
    asked = approval.asked_at
    with clock.travel(asked + timedelta(days=3, minutes=1)):
        keep_time()
        keep_time()
    assert play.verbs(record).count("approval.reminded") == 1
    with clock.travel(asked + timedelta(days=5)):
        late = play.asked(record, by_ada, kai, within=timedelta(days=1))
        assert play.say(approval, kai).state == State.EXPIRED  # the answer finds that time is up before the timekeeper does
        keep_time()
    with clock.travel(asked + timedelta(days=7)):
        keep_time()
        with pytest.raises(Refused, match="over already"):
            play.say(late, kai)
    assert not Seat.objects.filter(decided_by__isnull=False).exists()
    assert play.verbs(record).count("approval.expired") == 2


def test_what_was_approved_falls_when_it_changes_and_is_carried_out_once(record, by_ada, kai, monkeypatch):
    matter = Matter("test.title", lambda approval: What(Record.objects.get(pk=approval.record_id).title), (record_verbs.NOTED,))
    monkeypatch.setitem(Matter.registry._things, "test.title", matter)
    approvals = [play.asked(record, by_ada, kai, what=What(record.title), matter="test.title", key=key) for key in (1, 2, 3)]
    with pytest.raises(Refused, match="waits for approval already"):
        play.asked(record, by_ada, kai, what=What(record.title), matter="test.title", key=1)
    with pytest.raises(Refused, match="changed meanwhile"):
        play.asked(record, by_ada, kai, what=What("Two laptops"), matter="test.title", key=4)
    with pytest.raises(Refused, match="not approved"):
        actions.use(approvals[0], by=by_ada)
    for approval in approvals[:2]:
        play.say(approval, kai)
    assert actions.use(approvals[0], by=by_ada)
    with pytest.raises(Refused, match="carried out already"):
        actions.use(approvals[0], by=by_ada)
    Record.objects.filter(pk=record.pk).update(title="Ten laptops")
    assert play.say(approvals[2], kai).state == State.FALLEN  # approved after the edit: nothing was decided
    assert play.state(approvals[1]) == State.APPROVED
    records.note(record, by=by_ada, text="Ten of them after all")
    assert [play.state(one) for one in approvals] == [State.APPROVED, State.FALLEN, State.FALLEN]
    with pytest.raises(Refused, match="Fell"):
        actions.use(Approval.objects.get(pk=approvals[1].pk), by=by_ada)


def test_a_row_that_was_changed_behind_our_backs_is_not_approved(record, by_ada, kai):
    approval = play.asked(record, by_ada, kai)
    Approval.objects.filter(pk=approval.pk).update(titles={"en": "Nothing much"})
    assert actions.recheck(Approval.objects.get(pk=approval.pk), by=by_ada)
    assert play.state(approval) == State.FALLEN
    assert not actions.recheck(Approval.objects.get(pk=approval.pk), by=by_ada)


def test_who_asked_takes_it_back_and_strangers_do_not(record, by_ada, bo, kai, cem):
    approval = play.asked(record, by_ada, kai)
    with pytest.raises(NotAllowed):
        actions.withdraw(approval, by=cast.actor(cem))
    actions.withdraw(approval, by=cast.actor(bo), why="Found one")
    with pytest.raises(Refused, match="over already"):
        play.say(approval, kai)
    with pytest.raises(Refused, match="over already"):
        actions.withdraw(approval, by=by_ada)


@pytest.mark.parametrize(
    "data", [[], [{"approvers": []}], [{"approvers": [{"kind": "oracle"}]}], [{"approvers": [{"kind": "lead"}], "needed": 99}]]
)
def test_steps_that_nobody_could_complete_are_refused(data):
    with pytest.raises(Refused):
        steps_from(data)


def test_more_than_are_asked_cannot_be_needed(record, by_ada, kai):
    with pytest.raises(Refused, match="More must approve"):
        play.asked(record, by_ada, kai, needed=2)
    assert not Approval.objects.exists()
