"""What is held is reviewed, ends, and goes with whoever leaves; and who may read of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vakdesk.grants import actions
from vakdesk.grants.jobs import keep_time
from vakdesk.grants.kinds import GrantState
from vakdesk.grants.models import Grant, ReviewItem
from vakdesk.grants.tests import play
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.followers import run_followers
from vakdesk.notices.models import Notice
from vakdesk.people import actions as people
from vakdesk.people.tests import cast
from vakdesk.tasks.models import Task
from vakdesk.tickets.models import Ticket


@pytest.fixture
def held(ticket, by_dee, marks, bo, ada, kai):
    """Of Bo, Ada and Kai himself, from before the register."""
    return [actions.record_grant(ticket.record, by=by_dee, right=marks, person=person, why="Had it") for person in (bo, ada, kai)]


def test_an_owner_keeps_and_revokes_on_one_screen_but_not_their_own(held, by_dee, by_ada, kai, as_dee, as_bo, sven):
    campaign = actions.begin_campaign(by=by_dee, title="Spring", due_at=clock.now() + timedelta(days=7))
    of_bo, of_ada, of_kai = ReviewItem.objects.filter(campaign=campaign).order_by("pk")
    here, as_kai = campaign.get_absolute_url(), cast.client_of(kai)
    page = as_kai.get(here).content.decode()
    assert "Bo Jansen" in page and f"verdict-{of_kai.pk}" not in page
    assert as_bo.get(here).status_code == 404
    chosen = {f"verdict-{of_bo.pk}": "keep", f"verdict-{of_ada.pk}": "revoke", f"comment-{of_ada.pk}": "Works at the desk"}
    assert as_kai.post(here, chosen).status_code == 303
    of_ada.refresh_from_db()
    assert (of_ada.verdict, of_ada.decided_by) == ("revoke", kai)
    assert Grant.objects.get(pk=of_ada.grant_id).state == GrantState.REMOVING and Task.objects.count() == 1
    with pytest.raises(Refused, match="their own rights"):
        actions.decide_items(campaign, by=cast.actor(kai), verdicts={of_kai.pk: "keep"})
    with pytest.raises(NotAllowed):
        actions.decide_items(campaign, by=by_ada, verdicts={of_kai.pk: "revoke"})
    assert "2 / 3" in as_dee.get(here).content.decode()
    actions.decide_items(campaign, by=by_dee, verdicts={of_kai.pk: "keep", of_bo.pk: "revoke"})
    assert as_dee.post(reverse("grants:close_campaign", args=[campaign.pk])).status_code == 303
    with pytest.raises(Refused, match="closed"):
        actions.decide_items(campaign, by=by_dee, verdicts={of_bo.pk: "keep"})
    with pytest.raises(Refused, match="closed"):
        actions.close_campaign(campaign, by=by_dee)


def test_owners_hear_of_a_review_and_what_is_late_is_seen(held, by_dee, kai, as_dee):
    campaign = actions.begin_campaign(by=by_dee, title="Spring", due_at=clock.now() + timedelta(days=1))
    with pytest.raises(Refused, match="has passed"):
        actions.begin_campaign(by=by_dee, title="Late", due_at=clock.now() - timedelta(days=1))
    while run_followers():
        pass
    assert "3 rights" in Notice.objects.get(person=kai, channel="mail").text
    with clock.travel(clock.now() + timedelta(days=2)):
        assert "late" in as_dee.get(campaign.get_absolute_url()).content.decode()


def test_what_ends_is_warned_of_once_and_then_taken_away(ticket, by_dee, marks, bo, kai, sven):
    ends_on = timezone.localdate() + timedelta(days=10)
    grant = actions.record_grant(ticket.record, by=by_dee, right=marks, person=bo, why="Substitute", ends_on=ends_on)
    keep_time()
    keep_time()
    while run_followers():
        pass
    assert Notice.objects.filter(channel="mail", subject__startswith="Ends soon", person__in=[bo, kai]).count() == 2
    with clock.travel(clock.now() + timedelta(days=12)):
        keep_time()
        grant.refresh_from_db()
        assert (grant.state, grant.why_removed) == (GrantState.REMOVING, "expired")
        play.done(grant.removal, sven)
    grant.refresh_from_db()
    assert grant.state == GrantState.REMOVED
    assert play.verbs(ticket) == ["access.recorded", "access.expires_soon", "access.to_remove", "access.removed"]


def test_one_press_takes_everything_of_a_leaver(held, by_ada, by_dee, ann, bo, as_ada, as_bo, dee):
    assert "Bo Jansen" not in as_ada.get(reverse("grants:leavers")).content.decode()
    assert as_ada.post(reverse("grants:mark_leaving"), {"person": "Bo Jansen", "on": "2030-01-01"}).status_code == 303
    with pytest.raises(Refused, match="Let a colleague"):
        actions.mark_leaving(dee, by=by_dee, on=timezone.localdate())
    assert "Bo Jansen" in as_ada.get(reverse("grants:leavers")).content.decode()
    people.record_leaving(bo, by=cast.actor(ann))
    press = reverse("grants:take_everything_away", args=[bo.pk])
    assert as_bo.post(press).status_code in (302, 404)
    assert as_ada.post(press).status_code == 303
    grant = Grant.objects.with_all().get(person=bo)
    assert (grant.state, grant.why_removed) == (GrantState.REMOVING, "left")
    assert grant.removal.record.ticket == Ticket.objects.latest("pk")
    with pytest.raises(Refused, match="not being taken away already"):
        actions.take_everything_away(bo, by=by_ada)


def test_who_reads_the_register(held, as_ada, as_bo, as_cem, as_eli, kai, students):
    grant = held[0]
    everything, one, whole = reverse("grants:grants"), grant.get_absolute_url(), students.get_absolute_url()
    for client in (as_ada, as_eli):
        assert "Bo Jansen" in client.get(everything).content.decode()
    assert "Bo Jansen" in "".join(part.decode() for part in as_ada.get(everything, {"format": "csv"}).streaming_content)
    as_kai = cast.client_of(kai)
    assert as_kai.get(everything).status_code == 403
    assert as_kai.get(one).status_code == as_kai.get(whole).status_code == 200  # its owner
    assert as_bo.get(one).status_code == 200 and as_bo.get(whole).status_code == 404  # who has it
    assert as_cem.get(one).status_code == as_cem.get(whole).status_code == 404
    assert as_ada.get(reverse("grants:person", args=[grant.person_id])).status_code == 200


def test_applications_and_rights_are_arranged_on_pages(as_dee, as_ada, by_dee, students, marks, kai, ticket, bo):
    add, edit = reverse("grants:add_application"), reverse("grants:edit_right", args=[marks.pk])
    assert as_ada.get(add).status_code == 403
    assert as_dee.post(add, {"name_en": "Git", "owner": "Kai Bos"}).status_code == 303
    assert as_dee.post(edit, {"name_en": "Enter marks", "longest_days": "30", "is_active": "on"}).status_code == 303
    marks.refresh_from_db()
    assert marks.longest_days == 30
    assert as_dee.post(reverse("grants:add_right", args=[students.pk]), {"name_en": "Read"}).status_code == 303
    assert as_dee.post(reverse("grants:edit_application", args=[students.pk]), {"name_en": "SIS", "owner": "Kai Bos"}).status_code == 303
    page = as_ada.get(ticket.get_absolute_url()).content.decode()
    assert reverse("grants:wish", args=[ticket.reference]) in page
    form = {"right": marks.pk, "person": "Bo Jansen", "why": "Teaches 2B", "ends_on": ""}
    assert as_ada.post(reverse("grants:wish", args=[ticket.reference]), form).status_code in (409, 422)
    students.refresh_from_db()
    assert not students.is_active
