"""A coach whose grant holds for a group: what its members wrote and waits is theirs to read and release, and nothing else is."""

import pytest
from django.urls import reverse

from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.followers import run_followers
from vakdesk.notices.models import Notice
from vakdesk.people.models import Group
from vakdesk.people.tests import cast
from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.care import today
from vakdesk.tickets.kinds import Care, ReleaseState
from vakdesk.tickets.models import CareSetting, Release, Ticket
from vakdesk.tickets.tests.play import report, taken


def coach_of(name, *members):
    group = Group.objects.create(name=name, external_id=name)
    group.members.add(*members)
    return cast.make_person(f"Coach of {name}", role=Role.COACH, scope=group)


@pytest.fixture
def karel(tia):
    return coach_of("4C", tia)


@pytest.fixture
def stranger(ada):
    return coach_of("4D", ada)


@pytest.fixture
def waiting(bo, tia, desk, karel, stranger):
    ticket = taken(bo, tia)
    actions.reply(ticket, by=actor(tia), text="Turn it of and on.")
    return Release.objects.get()


def tickets_of(person):
    return list(Ticket.objects.visible_to(actor(person)).order_by("pk"))


def test_they_read_what_their_trainees_work_on_and_wrote(waiting, bo, karel, stranger, ada):
    report(bo, title="Nobody's")
    assert (tickets_of(karel), tickets_of(stranger)) == ([waiting.ticket], [])
    assert list(Release.objects.visible_to(actor(karel)).releasable_by(actor(karel))) == [waiting]
    assert not Release.objects.releasable_by(actor(stranger)).exists()
    actions.assign(waiting.ticket, by=actor(ada), assignee=ada)
    assert (tickets_of(karel), tickets_of(stranger)) == ([waiting.ticket], [waiting.ticket])


def test_what_is_restricted_stays_so(waiting, karel):
    record = waiting.ticket.record
    record.restricted = True
    record.save(update_fields=["restricted"])
    assert tickets_of(karel) == []


def test_they_release_it_and_nobody_elses_coach_does(waiting, karel, stranger, bo, tia):
    for one in (stranger, tia):
        with pytest.raises(NotAllowed):
            actions.release(waiting, by=actor(one))
    client = cast.client_of(karel)
    assert "Turn it of and on." in client.get(reverse("tickets:releases")).content.decode()
    assert client.get(waiting.get_absolute_url()).status_code == 200
    assert cast.client_of(stranger).get(waiting.get_absolute_url()).status_code == 404
    page = client.get(waiting.ticket.get_absolute_url()).content.decode()
    assert "Read and release it" in page
    assert client.post(waiting.get_absolute_url()).status_code == 303
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by, waiting.sent.author) == (ReleaseState.RELEASED, karel, tia)


def test_they_hear_of_it_and_it_is_theirs_before_the_leads(waiting, karel, stranger):
    assert waiting.lapsed_at is None
    while run_followers():
        pass
    told = Notice.objects.filter(channel="inbox", news="care.waiting").values_list("person", flat=True)
    assert karel.pk in told and stranger.pk not in told


def test_they_set_the_care_of_their_own(tia, karel, stranger):
    with pytest.raises(NotAllowed):
        actions.set_care(tia, by=actor(stranger), care="alone", why="Ready", starts_on=today())
    actions.set_care(tia, by=actor(karel), care="alone", why="Ready", starts_on=today())
    assert CareSetting.objects.get().care == Care.ALONE


def test_who_leaves_the_group_is_no_longer_theirs(waiting, karel, tia):
    tia.cohorts.clear()
    assert tickets_of(karel) == []
    with pytest.raises(NotAllowed):
        actions.release(waiting, by=actor(karel))
