"""One press says how it went; a low score has somebody call; figures are of teams."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.feedback import actions, links
from vakdesk.feedback.kinds import Score
from vakdesk.feedback.models import Rating
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.followers import run_followers
from vakdesk.logbook.models import Entry
from vakdesk.notices.models import Notice
from vakdesk.people.tests.cast import actor
from vakdesk.tasks.models import Task
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.tests import play


@pytest.fixture
def closed(resolved, bo):
    tickets.confirm(resolved, by=actor(bo))
    return resolved


def test_a_face_is_pressed_at_the_portal_and_a_low_one_has_the_lead_call_once(closed, bo, dee, as_bo, as_cem):
    url = reverse("feedback:rate", args=[closed.reference])
    page = as_bo.get(reverse("portal:report", args=[closed.reference])).content.decode()
    assert "How did it go?" in page and 'name="score" value="2"' in page
    assert as_cem.post(url, {"score": "5"}).status_code == 404
    assert as_bo.post(url, {"score": "9"}).status_code == 422
    as_bo.post(url, {"score": "2"})
    as_bo.post(url, {"score": "1", "text": "I had to tell it three times."})
    task = Task.objects.get(record=closed.record)
    assert (task.kind, task.owner, task.titles["en"]) == ("call_back", dee, "Aftercare: ask what went wrong")
    assert task.about == "I had to tell it three times.", "the sentence comes with the second press"
    rating = Rating.objects.get()
    assert (rating.score, rating.text, rating.team_id) == (1, "I had to tell it three times.", closed.team_id)
    entry = Entry.objects.filter(verb="feedback.rated").last()
    assert entry.facts == {} and set(entry.sealed) == {"actor"}, "the logbook holds no score"


def test_only_its_requester_says_so_and_only_after_the_end(closed, taken, bo, ada):
    with pytest.raises(NotAllowed):
        actions.rate(closed, by=actor(ada), score=5)
    with pytest.raises(Refused):
        actions.rate(taken, by=actor(bo), score=5)


def test_the_link_of_the_mail_shows_and_its_button_says(closed, bo):
    while run_followers():
        pass
    mail = Notice.objects.get(channel="mail", news="report.how_it_went")
    link = re.search(r"/feedback/link/[^)\s]+/", mail.text)[0]
    nobody = Client()
    page = nobody.get(link)
    assert page.status_code == 200 and not Rating.objects.exists(), "opening it says nothing"
    assert "checked" in page.content.decode()
    assert "Thank you" in nobody.post(link, {"score": "5", "text": "Quick"}).content.decode()
    assert (Rating.objects.get().score, Rating.objects.get().text) == (5, "Quick")
    assert nobody.get(link[:-2] + "x/").status_code == 404
    with clock.travel(clock.now() + 3 * clock_days(30)):
        assert nobody.get(link).status_code == 404, "it is too old"
    tickets.reopen(closed, by=actor(bo), text="It is back")
    assert nobody.post(links.address(closed, Score.GOOD), {"score": "4"}).status_code == 409


def clock_days(days):
    from datetime import timedelta

    return timedelta(days=days)


def test_results_are_of_teams_and_hide_what_would_tell_of_one_person(closed, bo, ada, as_dee, as_ada):
    actions.rate(closed, by=actor(bo), score=5)
    page = as_dee.get(reverse("feedback:results")).content.decode()
    assert "too few to show" in page and "5.0" not in page
    for _each in range(4):
        more = play.resolved(bo, ada, verification="asked")
        tickets.confirm(more, by=actor(bo))
        actions.rate(more, by=actor(bo), score=4)
    page = as_dee.get(reverse("feedback:results")).content.decode()
    assert "4.2" in page and "Ada" not in page.split("<main")[1]
    assert as_ada.get(reverse("feedback:results")).status_code == 403
