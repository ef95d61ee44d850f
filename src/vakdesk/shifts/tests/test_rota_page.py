"""The page of the rota, and its forms, without script."""

import pytest
from django.urls import reverse

from vakdesk.levels import actions as levels
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import actor, client_of
from vakdesk.shifts.models import Shift
from vakdesk.shifts.tests.conftest import at, on

PAGE = "/shifts/"
GIVEN = {"kind": "shift", "starts_at": "2026-03-03T09:00", "ends_at": "2026-03-03T17:00", "note": "counter"}


def test_everybody_sees_who_is_on_in_their_own_team(as_ada, ada, tia, dee, desk):
    on(tia, desk, dee, note="counter")
    on(tia, desk, dee, kind="phone", hours=(9, 12))
    page = as_ada.get(PAGE).content.decode()
    assert "Tia Smit" in page and "09:00–17:00" in page and "counter" in page and "Phone turn" in page
    assert reverse("shifts:plan", args=[desk.pk]) not in page


def test_other_teams_are_not_there(as_ada, ada, lou, sven, systems, desk, dee):
    line = on(sven, systems, lou)
    assert as_ada.get(f"{PAGE}?team={systems.pk}").status_code == 404
    assert as_ada.get(f"{PAGE}?team=none").status_code == 404
    for url in (reverse("shifts:change", args=[line.pk]), reverse("shifts:remove", args=[line.pk])):
        assert as_ada.get(url).status_code == 404
    assert as_ada.get(reverse("shifts:plan", args=[systems.pk])).status_code == 404
    assert as_ada.post(reverse("shifts:copy_week", args=[systems.pk]), {"into": "2026-03-02"}).status_code == 404
    assert as_ada.get(reverse("shifts:plan", args=[desk.pk])).status_code == 403


def test_requesters_have_no_rota(as_bo):
    assert as_bo.get(PAGE).status_code == 403


def test_a_lead_without_script_plans_changes_and_takes_off(as_dee, ada, dee, desk):
    url = reverse("shifts:plan", args=[desk.pk])
    assert "2026-03-04T09:00" in as_dee.get(f"{url}?person={ada.pk}&day=2026-03-04").content.decode()
    assert as_dee.post(url, {**GIVEN, "person": ada.pk}).status_code == 303
    line = Shift.objects.get()
    assert line.starts_at == at(3, 9)
    change = reverse("shifts:change", args=[line.pk])
    assert line.as_seen() in as_dee.get(change).content.decode()
    assert as_dee.post(change, {**GIVEN, "ends_at": "2026-03-03T18:00", "seen": line.as_seen()}).status_code == 303
    assert as_dee.post(change, {**GIVEN, "seen": line.as_seen()}).status_code == 409
    remove = reverse("shifts:remove", args=[line.pk])
    assert "Take it off" in as_dee.get(remove).content.decode()
    assert as_dee.post(remove).status_code == 303
    assert not Shift.objects.exists()


def test_who_is_not_in_the_team_cannot_be_chosen(as_dee, sven, desk):
    answer = as_dee.post(reverse("shifts:plan", args=[desk.pk]), {**GIVEN, "person": sven.pk})
    assert answer.status_code == 422 and not Shift.objects.exists()


@pytest.mark.parametrize("asked", ["person=x&day=yesterday", "person=99999999999999999999&day=2026-02-30", "day=2026-13-01"])
def test_what_no_cell_asks_for_proposes_today(as_dee, desk, asked):
    assert "2026-03-02T09:00" in as_dee.get(f"{reverse('shifts:plan', args=[desk.pk])}?{asked}").content.decode()


def test_an_hour_that_summer_time_skips_is_refused_in_words(as_dee, ada, desk):
    given = {**GIVEN, "person": ada.pk, "starts_at": "2026-03-29T02:30", "ends_at": "2026-03-29T08:00"}
    assert as_dee.post(reverse("shifts:plan", args=[desk.pk]), given).status_code == 422


def test_the_week_before_is_copied_in_one_press(as_dee, ada, dee, desk):
    on(ada, desk, dee)
    answer = as_dee.post(reverse("shifts:copy_week", args=[desk.pk]), {"into": "2026-03-09"}, follow=True)
    assert "1 line copied" in answer.content.decode()
    empty = as_dee.post(reverse("shifts:copy_week", args=[desk.pk]), {"into": "2026-05-04"})
    assert empty.status_code == 409 and "nothing on the rota" in empty.content.decode()


def test_what_does_not_fit_is_said_in_a_sentence(as_dee, ann, ada, dee, desk):
    levels.add_calendar(
        by=actor(ann), name="Office", starts_on=at(1, 0).date(), zone="Europe/Amsterdam", days=["9:00-17:00"] * 5 + ["", ""], country="NL"
    )
    on(ada, desk, dee)
    on(ada, desk, dee, kind="absence", hours=(12, 17))
    page = as_dee.get(PAGE).content.decode()
    assert "Ada Kask is not there" in page and "falls out" in page
    on(ada, desk, dee, starts_at=at(6, 9, month=4), ends_at=at(6, 17, month=4))
    page = as_dee.get(f"{PAGE}?week=2026-W15").content.decode()
    assert "Tweede paasdag is a holiday" in page


def test_when_a_colleague_is_away_by_the_rota_of_another_team_is_seen_without_its_note(as_ada, ann, ada, dee, tia, desk, systems):

    people.join_team(systems, by=actor(ann), person=tia)
    on(tia, systems, dee, kind="lessons", note="mathematics")
    page = as_ada.get(PAGE).content.decode()
    assert "Lesson block" in page and "in another team" in page and "mathematics" not in page


def test_a_night_goes_on_in_the_day_after_and_weeks_are_told_apart(as_ada, ada, dee, desk):
    on(ada, desk, dee, starts_at=at(3, 22), ends_at=at(4, 6))
    page = as_ada.get(PAGE).content.decode()
    assert "from 22:00" in page and "until 06:00" in page
    on(ada, desk, dee, kind="absence", starts_at=at(10, 0), ends_at=at(13, 0))
    later = as_ada.get(f"{PAGE}?week=2026-W11").content.decode()
    assert "22:00" not in later and later.count("all day") == 3
    for odd in ("2026-W60", "0000-W01", "x"):
        assert "This week" in as_ada.get(f"{PAGE}?week={odd}").content.decode()


def test_who_is_in_no_team_reads_what_to_do(lindewaard):
    from vakdesk.access.roles import Role
    from vakdesk.people.tests.cast import make_person

    nobody = make_person("Noa Vis", organisation=lindewaard, role=Role.AGENT)
    assert "You are in no team" in client_of(nobody).get(PAGE).content.decode()
