"""What trainees and coaches see of messages that wait: composer, timeline, queue, one message, notices and the menu."""

import pytest
from django.conf import settings
from django.urls import reverse

from vakdesk.access.roles import Role
from vakdesk.logbook.followers import run_followers
from vakdesk.notices.models import Notice
from vakdesk.people.tests import cast
from vakdesk.people.tests.cast import actor
from vakdesk.records.models import Draft, Message
from vakdesk.tickets import actions, jobs
from vakdesk.tickets.care import today
from vakdesk.tickets.kinds import ReleaseState, Speech, State
from vakdesk.tickets.models import Release, Ticket
from vakdesk.tickets.telling import difference
from vakdesk.tickets.tests.play import SOLUTION, fresh, report
from vakdesk.tickets.tests.play import taken as taken_by
from vakdesk.tickets.views.queue import MANY
from vakdesk.ui.registry import Shortcut

QUEUE = "/tickets/releases/"


@pytest.fixture
def karel(lindewaard, desk):
    return cast.make_person("Karel Brink", organisation=lindewaard, email="karel@lindewaard.example", role=Role.COACH, scope=desk)


@pytest.fixture
def as_karel(karel):
    return cast.client_of(karel)


@pytest.fixture
def hers(bo, tia, desk, karel):
    return taken_by(bo, tia)


@pytest.fixture
def waiting(hers, tia):
    actions.reply(hers, by=actor(tia), text="Turn it of and on.")
    return Release.objects.get()


def page_of(client, ticket):
    return client.get(ticket.get_absolute_url()).content.decode()


def sent(ticket):
    return list(Message.objects.public().filter(record=ticket.record).order_by("pk").values_list("text", flat=True))[1:]


def told(person):
    while run_followers():
        pass
    return [(notice.news, notice.subject, notice.text) for notice in Notice.objects.filter(person=person, channel="inbox").order_by("pk")]


def test_the_composer_says_to_whom_it_goes_first(as_tia, as_ada, hers, tia, karel):
    assert "Send to your coach" in page_of(as_tia, hers)
    assert "Send to your coach" not in page_of(as_ada, hers)
    actions.set_care(tia, by=actor(karel), care="alone", why="Ready", starts_on=today())
    assert "Send to your coach" not in page_of(as_tia, hers)


def test_what_is_sent_from_the_composer_stands_there_waiting(as_tia, as_ada, hers):
    answer = as_tia.post(
        reverse("tickets:write", args=[hers.reference]), {"mode": "public", "text": "We are on it.", "then": "reply"}, follow=True
    )
    page = answer.content.decode()
    assert "It waits for your coach." in page
    assert 'data-kind="unsent"' in page
    assert "Take it back" in page
    assert sent(hers) == []
    assert "Take it back" not in page_of(as_ada, hers)


@pytest.mark.parametrize("then", ["ask", "reply", "anything"])
def test_no_button_of_the_composer_sends_it(as_tia, hers, then):
    as_tia.post(reverse("tickets:write", args=[hers.reference]), {"mode": "public", "text": "Past you", "then": then})
    assert sent(hers) == []
    assert fresh(hers).state == State.IN_PROGRESS


@pytest.mark.parametrize("verb", ["reply", "ask", "inform", "resolve", "withdraw"])
def test_no_form_of_a_verb_sends_it(as_tia, hers, verb):
    url = reverse(f"tickets:{verb}", args=[hers.reference])
    assert "Your coach reads it first" in as_tia.get(url).content.decode()
    answer = as_tia.post(url, {**SOLUTION, "text": "Past you"}, follow=True)
    assert "It waits for your coach." in answer.content.decode()
    assert (sent(hers), fresh(hers).state) == ([], State.IN_PROGRESS)


def test_nothing_that_is_done_to_many_tickets_writes_to_requesters():
    assert set(MANY) == {
        "take", "assign", "hand_over", "escalate", "join", "leave", "classify", "hold", "resume", "tag", "untag", "watch", "close",
    }  # fmt: skip


def test_a_quick_call_says_that_its_solution_waits(as_tia, bo, forgotten, karel, desk):
    answer = as_tia.post("/tickets/quick-call/", {"requester": "Bo Jansen", "template": "Password forgotten"}, follow=True)
    assert "The rest waits for your coach." in answer.content.decode()
    assert sent(Ticket.objects.get()) == []


def test_the_requester_sees_nothing_of_it(as_bo, hers, waiting):
    page = as_bo.get(reverse("portal:report", args=[hers.reference])).content.decode()
    assert "Turn it of" not in page
    assert [as_bo.get(url).status_code for url in (QUEUE, waiting.get_absolute_url())] == [403, 404]


def test_the_queue_shows_it_with_its_text_and_its_keys(as_karel, waiting):
    page = as_karel.get(QUEUE).content.decode()
    assert "Turn it of and on." in page
    assert all(f'data-key="{key}"' in page for key in "reb")


def test_one_press_releases_it_as_it_is(as_karel, hers, waiting):
    answer = as_karel.post(waiting.get_absolute_url(), {"next": QUEUE})
    assert (answer.status_code, answer["Location"]) == (303, QUEUE)
    assert sent(hers) == ["Turn it of and on."]


def test_a_second_press_is_told_and_changes_nothing(as_karel, hers, waiting):
    as_karel.post(waiting.get_absolute_url())
    answer = as_karel.post(waiting.get_absolute_url(), {"next": QUEUE})
    assert answer.status_code in (303, 409)
    assert sent(hers) == ["Turn it of and on."]


def test_an_edit_without_a_reason_shows_what_was_changed(as_karel, hers, waiting):
    answer = as_karel.post(waiting.get_absolute_url(), {"text": "Turn it off and on.", "why": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>of</del><ins>off</ins>" in page
    assert sent(hers) == []


def test_the_trainee_sees_what_was_changed_and_why(as_karel, as_tia, as_bo, hers, waiting):
    as_karel.post(waiting.get_absolute_url(), {"text": "Turn it off and on.", "why": "A letter was missing."})
    page = page_of(as_tia, hers)
    assert "<del>of</del><ins>off</ins>" in page
    assert "A letter was missing." in page
    assert "Changed and released by Karel Brink" in page
    portal = as_bo.get(reverse("portal:report", args=[hers.reference])).content.decode()
    assert "Turn it off and on." in portal
    assert "A letter was missing." not in portal


def test_a_coach_edits_the_words_of_a_solution_where_its_message_is(as_karel, as_tia, hers, tia, bo):
    actions.resolve(hers, by=actor(tia), **SOLUTION, text="It works again.")
    url = Release.objects.get().get_absolute_url()
    page = as_karel.get(url).content.decode()
    assert all(f'name="{name}"' in page for name in ("text", "cause", "done", "why"))
    words = {"text": "It works again.", "cause": SOLUTION["cause"], "done": "Cable changed"}
    refusal = as_karel.post(url, words)
    assert refusal.status_code == 409
    assert "<b>What was done</b> Cable <del>replaced</del><ins>changed</ins>" in refusal.content.decode()
    assert as_karel.post(url, words | {"cause": "", "why": "Why?"}).status_code == 422
    assert as_karel.post(url, words | {"why": "Say what you did."}).status_code == 303
    assert fresh(hers).done == "Cable changed"
    page = page_of(as_tia, hers)
    assert "<b>What was done</b> Cable <del>replaced</del><ins>changed</ins>" in page and "Changed and released by Karel Brink" in page


def test_only_a_solution_has_a_cause(as_karel, waiting):
    page = as_karel.get(waiting.get_absolute_url()).content.decode()
    assert 'name="text"' in page and 'name="cause"' not in page and 'name="done"' not in page


def test_an_empty_text_is_no_release(as_karel, hers, waiting):
    assert as_karel.post(waiting.get_absolute_url(), {"text": "", "why": "Nothing"}).status_code == 422
    assert sent(hers) == []


def test_sent_back_it_stands_there_with_the_words_and_is_in_the_composer(as_karel, as_tia, hers, waiting):
    url = reverse("tickets:send_back", args=[waiting.pk])
    assert as_karel.get(url).status_code == 200
    assert as_karel.post(url, {"why": ""}).status_code == 422
    assert as_karel.post(url, {"why": "Which **button**?"}).status_code == 303
    page = page_of(as_tia, hers)
    assert "<strong>button</strong>" in page
    assert page.count("Turn it of and on.") >= 2
    assert sent(hers) == []


def test_a_solution_that_came_back_fills_the_form_again(as_tia, karel, hers, tia):
    actions.resolve(hers, by=actor(tia), **SOLUTION, text="It works.")
    actions.send_back(Release.objects.get(), by=actor(karel), why="Tell what it was.")
    page = as_tia.get(reverse("tickets:resolve", args=[hers.reference])).content.decode()
    assert SOLUTION["cause"] in page
    assert SOLUTION["done"] in page


def test_its_writer_takes_it_back_with_one_press(as_tia, as_ada, hers, waiting):
    url = reverse("tickets:take_back", args=[waiting.pk])
    assert as_ada.post(url).status_code == 409
    assert as_tia.post(url).status_code == 303
    assert Release.objects.get().state == ReleaseState.TAKEN_BACK
    assert Draft.objects.get().text == "Turn it of and on."


def test_only_who_may_release_opens_it(as_tia, as_ada, as_dee, as_cem, waiting):
    found = [client.get(waiting.get_absolute_url()).status_code for client in (as_tia, as_ada, as_dee, as_cem)]
    assert found == [403, 403, 200, 404]
    assert [client.get(QUEUE).status_code for client in (as_tia, as_ada, as_dee)] == [403, 403, 200]


def test_the_menu_counts_what_waits_for_each(karel, dee, tia, hers, waiting, as_karel, as_dee):
    assert Release.objects.due_for(actor(karel)).count() == 1
    assert Release.objects.due_for(actor(dee)).count() == 0
    assert Release.objects.due_for(actor(tia)).count() == 0
    assert "To release" in as_karel.get("/tickets/").content.decode()
    actions.lapse(waiting, by=jobs.TIMEKEEPER)
    assert Release.objects.due_for(actor(dee)).count() == 1
    assert "the lead&#x27;s too" in as_dee.get(QUEUE).content.decode() or "the lead's too" in as_dee.get(QUEUE).content.decode()


def test_the_coach_hears_of_it_and_the_trainee_what_became_of_it(karel, tia, dee, hers, waiting):
    assert [news for news, _subject, _text in told(karel)] == ["care.waiting"]
    actions.lapse(waiting, by=jobs.TIMEKEEPER)
    assert [news for news, _subject, _text in told(dee)] == ["care.lapsed"]
    actions.release(waiting, by=actor(karel), text="Turn it off and on.", why="Spelling")
    news, _subject, text = told(tia)[-1]
    assert news == "care.decided"
    assert "Karel Brink says: Spelling" in text


def test_the_requester_hears_of_it_once_it_is_released(karel, bo, hers, waiting):
    told(bo)
    assert not Notice.objects.filter(person=bo, text__contains="Turn it").exists()
    actions.release(waiting, by=actor(karel))
    told(bo)
    assert Notice.objects.filter(person=bo, text__contains="Turn it of and on.").exists()


def test_the_coach_reads_along_with_who_is_watched_and_not_with_who_is_alone(karel, tia, hers):
    for care, count in (("watched", 1), ("alone", 1)):
        actions.set_care(tia, by=actor(karel), care=care, why="Ready", starts_on=today())
        actions.reply(hers, by=actor(tia), text=f"Hello {care}")
        assert [news for news, _subject, _text in told(karel)].count("care.watched") == count


def test_the_difference_marks_words_and_escapes_them():
    assert difference("a <b> c", "a <i> c") == "a &lt;<del>b</del><ins>i</ins>&gt; c"
    assert difference("same", "same") == ""


def test_words_that_are_changed_next_to_each_other_are_one_change():
    assert difference("dont give it", "please keep it") == "<del>dont give</del><ins>please keep</ins> it"


def test_every_key_that_the_help_names_presses_something(as_ada, as_karel, ada, bo, waiting, monkeypatch):
    """On the pages where the help is read: a ticket before and after somebody took it, the queue with a view of one's own, a coach's
    queue, and a ticket from which an answer is about to leave."""
    monkeypatch.setattr(settings, "UNDO_SEND_SECONDS", 10)
    actions.add_view(by=actor(ada), name="Mine", conditions={})
    ticket = report(bo)
    pages = page_of(as_ada, ticket)
    actions.take(ticket, by=actor(ada))
    actions.send_soon(ticket, by=actor(ada), speech=Speech.REPLY, text="Soon.")
    pages += page_of(as_ada, ticket) + as_karel.get(QUEUE).content.decode() + as_ada.get("/tickets/").content.decode()
    assert [one.keys for one in Shortcut.registry if f'data-key="{one.keys}"' not in pages] == []
