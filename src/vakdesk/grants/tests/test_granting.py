"""A right is asked, approved by its owner, carried out by a team, and then stands in the register; and every way in which it does not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from vakdesk.approvals.kinds import State as ApprovalState
from vakdesk.grants import actions
from vakdesk.grants.kinds import GrantState, WishState
from vakdesk.grants.models import AccountTask, Grant, Wish
from vakdesk.grants.tests import play
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.people.tests import cast
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.models import Task
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import IdentityWay


def test_a_right_is_asked_approved_carried_out_and_then_held(ticket, by_ada, ada, kai, sven, bo, marks, students):
    wish = actions.wish(ticket, by=by_ada, right=marks, person=bo, why="Teaches 2B", ends_on=timezone.localdate() + timedelta(days=90))
    with pytest.raises(Refused, match="asked on this ticket"):
        actions.wish(ticket, by=by_ada, right=marks, person=bo, why="Again")
    assert not Task.objects.filter(record=ticket.pk).exists() and not Grant.objects.exists()
    wish = play.decided(wish, kai)
    assert wish.state == WishState.TO_DO and wish.task.team == students.team
    play.done(wish.task, sven)
    grant = Grant.objects.with_all().get()
    assert (grant.person, grant.right, grant.given_by, grant.approval, grant.why) == (bo, marks, sven, wish.approval, "Teaches 2B")
    assert grant.until is not None and wish.approval.state == ApprovalState.APPROVED
    assert play.fresh(wish).approval.used_at is not None
    assert play.verbs(ticket) == ["access.wished", "access.granted"]
    with pytest.raises(Refused, match="has that right already"):
        actions.wish(ticket, by=by_ada, right=marks, person=bo, why="Once more")


def test_what_its_owner_refuses_is_not_given_and_what_changes_is_asked_anew(ticket, by_ada, by_dee, kai, sven, bo, dee, marks):
    refused = actions.wish(ticket, by=by_ada, right=marks, person=dee, why="Curious")
    assert play.decided(refused, kai, "no").state == WishState.REFUSED
    wish = actions.wish(ticket, by=by_ada, right=marks, person=bo, why="Teaches 2B")
    first = wish.approval
    actions.change_wish(play.fresh(wish), by=by_ada, why="Teaches 2B and 2C")
    wish = play.fresh(wish)
    first.refresh_from_db()
    assert first.state == ApprovalState.FALLEN and wish.approval != first and wish.state == WishState.ASKED
    wish = play.decided(wish, kai)
    with pytest.raises(Refused, match="no longer be changed"):
        actions.change_wish(wish, by=by_ada, why="Everything")
    actions.edit_right(marks, by=by_dee, names=marks.names, allows="Write all marks of everybody")  # after it was approved
    wish = play.fresh(wish)
    assert (wish.state, wish.approval.state, wish.task.is_open) == (WishState.STOPPED, ApprovalState.FALLEN, False)
    assert not Grant.objects.exists()


def test_nobody_gives_a_right_to_themselves(ticket, by_ada, by_dee, ada, sven, kai, marks, systems):
    wish = play.decided(actions.wish(ticket, by=by_dee, right=marks, person=sven, why="Maintenance"), kai)
    with pytest.raises(Refused, match="to themselves"):
        play.done(wish.task, sven)
    play.done(wish.task, ada)
    assert Grant.objects.get().given_by == ada
    own = actions.wish(ticket, by=by_ada, right=marks, person=kai, why="Owner")
    with pytest.raises(Refused, match="asked for yourself"):
        play.decided(own, kai)
    with pytest.raises(Refused, match="their own rights"):
        actions.record_grant(
            ticket.record, by=by_dee, right=marks, person=by_dee and cast.Person.objects.get(pk=by_dee.person_id), why="Mine"
        )


def test_a_right_with_a_check_waits_until_it_is_known_who_asks_and_one_with_a_limit_ends_in_time(
    ticket, by_ada, by_dee, ada, bo, kai, marks
):
    way, other = (
        IdentityWay.objects.create(names={"en": "Shows a pass"}),
        IdentityWay.objects.create(names={"en": "Known"}),
    )
    actions.edit_right(marks, by=by_dee, names=marks.names, identity_needed=True, way=way, longest_days=30)
    marks.refresh_from_db()
    today = timezone.localdate()
    for ends_on, words in ((None, "say until when"), (today + timedelta(days=90), "at most 30"), (today - timedelta(days=2), "has passed")):
        with pytest.raises(Refused, match=words):
            actions.wish(ticket, by=by_ada, right=marks, person=bo, why="Teaches 2B", ends_on=ends_on)
    wish = play.decided(actions.wish(ticket, by=by_ada, right=marks, person=bo, why="Teaches 2B", ends_on=today + timedelta(days=20)), kai)
    with pytest.raises(Refused, match="First make sure"):
        play.done(wish.task, ada)
    tickets.check_identity(ticket, by=by_ada, way=other)
    with pytest.raises(Refused, match="another check"):
        play.done(wish.task, ada)
    tickets.check_identity(ticket, by=by_ada, way=way)
    play.done(wish.task, ada)
    assert Grant.objects.get().until is not None


@pytest.mark.parametrize("work", ["create", "change", "disable", "reset"])
def test_account_work_cannot_be_marked_done_before_somebody_made_sure_who_asks(ticket, by_ada, ada, students, work):
    account = actions.ask_account_work(ticket, by=by_ada, work=work, application=students)
    with pytest.raises(Refused, match="First make sure"):
        play.done(account.task, ada)
    way = IdentityWay.objects.create(names={"en": "Shows a pass"})
    tickets.check_identity(ticket, by=by_ada, way=way, holds=False)
    with pytest.raises(Refused, match="First make sure"):
        play.done(account.task, ada)
    tickets.check_identity(ticket, by=by_ada, way=way)
    play.done(account.task, ada)
    assert play.verbs(ticket) == ["account.work_asked", "account.work_done"]
    assert AccountTask.objects.get().task.state == "done"


def test_a_task_that_is_skipped_gives_nothing_and_takes_nothing(ticket, by_ada, ada, bo, kai, sven, marks):
    wish = play.decided(actions.wish(ticket, by=by_ada, right=marks, person=bo, why="Teaches 2B"), kai)
    tasks.skip(wish.task, by=by_ada, why="Left the course")
    assert play.fresh(wish).state == WishState.STOPPED and not Grant.objects.exists()
    grant = play.granted(ticket, ada, kai, sven, marks, bo)
    actions.revoke(grant, by=by_ada)
    with pytest.raises(Refused, match="not in force"):
        actions.revoke(grant, by=by_ada)
    tasks.skip(Task.objects.select_related("record").get(pk=grant.removal_id), by=by_ada, why="Needed after all")
    grant.refresh_from_db()
    assert grant.state == GrantState.HELD
    actions.revoke(grant, by=by_ada)
    play.done(grant.removal, sven)
    grant.refresh_from_db()
    assert grant.state == GrantState.REMOVED and grant.removed_at <= clock.now()


def test_strangers_ask_and_arrange_nothing(ticket, bo, cem, kai, marks, students, by_ada):
    for person in (bo, cem, kai):
        by = cast.actor(person)
        with pytest.raises(NotAllowed):
            actions.wish(ticket, by=by, right=marks, person=bo, why="Please")
        with pytest.raises(NotAllowed):
            actions.edit_application(students, by=by, names={"en": "Mine"}, owner=kai)
        with pytest.raises(NotAllowed):
            actions.record_grant(ticket.record, by=by, right=marks, person=bo, why="Had it")
    with pytest.raises(NotAllowed):
        actions.add_right(students, by=by_ada, names={"en": "All"})
    assert not Wish.objects.exists()
