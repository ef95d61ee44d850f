"""carry_out: one form, one act, one answer."""

import threading
from datetime import timedelta

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connections
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.ui import once
from vakdesk.ui.answers import carry_out, safe_next
from vakdesk.ui.forms import Form, TextField
from vakdesk.ui.jobs import forget_submissions
from vakdesk.ui.models import Submission

pytestmark = pytest.mark.django_db
ADA = Actor(person_id=1, label="Ada Kask")


class Words(Form):
    text = TextField(label="Text", max_length=20)


class Deed:
    """An action that remembers what it was told."""

    def __init__(self, refusal=None):
        self.done, self.refusal = [], refusal

    def __call__(self, subject, *, by, text):
        if self.refusal:
            raise self.refusal
        self.done.append((subject, by, text))
        return f"/done/{len(self.done)}/"


def post(data, **headers):
    request = RequestFactory().post("/do/", data, headers=headers)
    request.actor, request.htmx = ADA, None
    request.htmx = HtmxDetails(request) if headers else False
    request._messages = CookieStorage(request)
    return request


def send(deed, data=None, request=None, **more):
    request = request or post(data or {"text": "hello", "_once": "token"})
    form = Words(request.POST, actor=request.actor)
    page = lambda form: HttpResponse(str(form.errors))  # noqa: E731 - a page small enough to be one expression
    return carry_out(request, form, deed, "subject", then=lambda result: result, page=page, **more)


def test_a_good_form_acts_and_sends_the_browser_on():
    deed = Deed()
    response = send(deed, said="Done.")
    assert (response.status_code, response["Location"]) == (303, "/done/1/")
    [(subject, by, text)] = deed.done
    assert (subject, by.person_id, text) == ("subject", 1, "hello")


def test_a_form_that_does_not_hold_is_shown_again_and_nothing_is_done():
    deed = Deed()
    response = send(deed, {"text": "", "_once": "token"})
    assert response.status_code == 422 and deed.done == []


def test_a_refusal_stands_at_its_field():
    response = send(Deed(Refused("Too late for that.", field="text")))
    assert response.status_code == 409
    assert "Too late for that." in response.content.decode() and "text" in response.content.decode()


def test_what_was_refused_may_be_sent_again():
    send(Deed(Refused("Not now.")))
    deed = Deed()
    assert send(deed).status_code == 303 and len(deed.done) == 1


def test_the_same_submission_acts_once_and_both_get_the_same_answer():
    deed = Deed()
    first, second = send(deed), send(deed)
    assert len(deed.done) == 1
    assert first["Location"] == second["Location"] == "/done/1/"


def test_other_words_in_the_same_form_are_another_submission():
    deed = Deed()
    send(deed)
    send(deed, {"text": "something else", "_once": "token"})
    assert [text for _subject, _by, text in deed.done] == ["hello", "something else"]


def test_a_form_without_token_always_acts():
    deed = Deed()
    send(deed, {"text": "hello"})
    send(deed, {"text": "hello"})
    assert len(deed.done) == 2


def test_what_is_forbidden_frees_the_submission_and_goes_up():
    with pytest.raises(NotAllowed):
        send(Deed(NotAllowed("Ask Dee.")))
    assert Submission.objects.count() == 0


def test_htmx_is_sent_on_by_header_or_gets_a_fragment():
    redirected = send(Deed(), request=post({"text": "hello"}, **{"HX-Request": "true"}))
    assert (redirected.status_code, redirected["HX-Redirect"]) == (204, "/done/1/")
    drawn = send(Deed(), request=post({"text": "hello"}, **{"HX-Request": "true"}), fragment=lambda result: HttpResponse(f"drawn {result}"))
    assert drawn.content == b"drawn /done/1/"


def test_a_submission_at_work_answers_its_twin_with_patience(monkeypatch):
    monkeypatch.setattr(once, "WAIT_SECONDS", 0.1)
    request = post({"text": "hello", "_once": "token"})
    once.claim(once.number_of(request))
    deed = Deed()
    response = send(deed)
    assert response.status_code == 409 and deed.done == []
    assert "already sent" in response.content.decode()


def test_a_claim_left_by_a_killed_server_is_taken_over_when_nothing_was_recorded():
    number = once.number_of(post({"text": "hello", "_once": "token"}))
    with clock.travel(clock.now() - timedelta(minutes=5)):
        assert once.claim(number)
    assert once.claim(number)
    assert not once.claim(number)


def test_submissions_are_forgotten_after_two_days():
    with clock.travel(clock.now() - timedelta(days=3)):
        once.claim(once.number_of(post({"text": "old", "_once": "token"})))
    once.claim(once.number_of(post({"text": "new", "_once": "token"})))
    forget_submissions()
    assert Submission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_acts():
    deed, answers = Deed(), []

    def act():
        answers.append(send(deed)["Location"])
        connections.close_all()

    threads = [threading.Thread(target=act) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(deed.done) == 1 and set(answers) == {"/done/1/"}


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/tickets/?view=all", "/tickets/?view=all"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_stays_in_the_house(wanted, goes):
    assert safe_next(post({"next": wanted}), "/") == goes
