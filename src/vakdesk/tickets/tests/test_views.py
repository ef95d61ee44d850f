"""Each verb's view: its form as a page, its answer, its refusals, and what a stranger gets."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from vakdesk.people.tests.cast import actor
from vakdesk.records import actions as records
from vakdesk.records.kinds import LinkKind
from vakdesk.records.models import Link
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import SOLUTION, fresh, report, verbs
from vakdesk.tickets.tests.play import taken as taken_by

WRITTEN = {"text": "Something said."}


def _particulars(verb: str, things: dict) -> dict:
    return {
        "assign": {"assignee": things["tia"].pk},
        "reply": WRITTEN,
        "ask": WRITTEN,
        "note": WRITTEN,
        "inform": WRITTEN,
        "classify": {"category": things["printing"].pk, "impact": "3", "urgency": "3", "seen": things["ticket"].as_described()},
        "edit": {"title": "Blue page", "kind": "complaint", "requester": "Bo Jansen", "seen": things["ticket"].as_described()},
        "hold": {"waiting_for": "supplier", "reason": "A part"},
        "hand_over": {"team": things["systems"].pk, "found": "Certificate expired.", "tried": "A restart", "expected": "Renew it"},
        "hand_back": {"team": things["systems"].pk, "tried": "A restart", "needed": "Rights"},
        "resolve": SOLUTION,
        "link": {"kind": "relates_to", "target": things["other"].reference.lower()},
        "tag": {"name": "firmware"},
        "watch": {"person": "Dee de Wit"},
        "share": {"person": "Cem Yildiz", "why": "It is his laptop", "side": "public"},
    }.get(verb, {})


#: Verb of the address, and the entry it writes on a ticket that Ada has.
ON_AN_OPEN_TICKET = {
    "assign": "ticket.assigned",
    "reply": "record.replied",
    "ask": "ticket.held",
    "note": "record.noted",
    "inform": "ticket.informed",
    "classify": "ticket.classified",
    "edit": "ticket.edited",
    "hold": "ticket.held",
    "hand_over": "ticket.handed_over",
    "hand_back": "ticket.handed_back",
    "resolve": "ticket.resolved",
    "withdraw": "ticket.withdrawn",
    "link": "record.linked",
    "tag": "record.tagged",
    "watch": "record.watched",
    "share": "record.shared",
}


@pytest.fixture
def things(taken, tia, dee, cem, systems, printing, bo):
    return {"ticket": fresh(taken), "tia": tia, "dee": dee, "cem": cem, "systems": systems, "printing": printing, "other": report(bo)}


@pytest.mark.parametrize("verb", ON_AN_OPEN_TICKET)
def test_a_verb_shows_its_form_and_does_it(as_ada, things, verb):
    ticket = things["ticket"]
    url = reverse(f"tickets:{verb}", args=[ticket.reference])
    shown = as_ada.get(url)
    assert (shown.status_code, ticket.reference in shown.content.decode()) == (200, True)
    answer = as_ada.post(url, _particulars(verb, things))
    assert (answer.status_code, answer.headers.get("Location")) == (303, f"/tickets/{ticket.reference}/")
    assert ON_AN_OPEN_TICKET[verb] in verbs(ticket)


@pytest.mark.parametrize("verb", ["take", *ON_AN_OPEN_TICKET])
def test_requesters_have_no_verb_of_the_desk(as_bo, as_cem, things, verb):
    ticket = things["ticket"]
    url, before = reverse(f"tickets:{verb}", args=[ticket.reference]), verbs(things["ticket"])
    assert as_bo.post(url, _particulars(verb, things)).status_code in (302, 404)
    assert as_cem.post(url, _particulars(verb, things)).status_code == 404
    assert as_cem.get(url).status_code == 404
    assert verbs(ticket) == before


@pytest.mark.parametrize(
    "verb", ["assign", "resolve", "classify", "hold", "hand_over", "hand_back", "link", "tag", "watch", "share", "inform", "reply"]
)
def test_an_empty_form_is_shown_again_with_its_faults(as_ada, things, verb):
    response = as_ada.post(reverse(f"tickets:{verb}", args=[things["ticket"].reference]), {})
    assert response.status_code == 422
    assert "form-errors" in response.content.decode()


def test_who_may_read_but_not_act_is_told_so(as_ann, things):
    url = reverse("tickets:resolve", args=[things["ticket"].reference])
    assert as_ann.get(url).status_code == 403
    assert as_ann.post(url, SOLUTION).status_code == 403


def test_a_refusal_stands_at_its_field(as_ada, things):
    url = reverse("tickets:hold", args=[things["ticket"].reference])
    response = as_ada.post(url, {"waiting_for": "moment", "reason": "After the exams"})
    assert response.status_code == 409
    assert "Say until when." in response.content.decode()


def test_take_resume_and_the_way_to_the_end(as_tia, as_ada, ada, bo, ticket):
    def press(client, verb, **given):
        assert client.post(reverse(f"tickets:{verb}", args=[ticket.reference]), given).status_code == 303
        return fresh(ticket)

    assert press(as_tia, "take").assignee.name == "Tia Smit"
    press(as_tia, "hold", waiting_for="supplier", reason="A part")
    assert press(as_tia, "resume").state == State.IN_PROGRESS
    press(as_tia, "resolve", **{**SOLUTION, "verification": "asked"})
    assert press(as_tia, "verify", verification="seen").is_verified
    press(as_tia, "feed_back", text="The cable was loose.")
    assert press(as_tia, "close", closure="verified").state == State.CLOSED
    assert press(as_ada, "reopen", text="It was not the cable.").is_open


def test_it_goes_back_to_where_it_was_pressed_and_nowhere_else(as_ada, as_tia, ticket):
    url, here = reverse("tickets:take", args=[ticket.reference]), f"/tickets/{ticket.reference}/"
    assert as_ada.post(url, {"next": "https://evil.example/"}).url == here
    assert as_tia.post(url, {"next": f"{here}?view=team"}).url == f"{here}?view=team"


def test_a_form_sent_twice_acts_once(as_ada, things):
    ticket = things["ticket"]
    url = reverse("tickets:resolve", args=[ticket.reference])
    answers = [as_ada.post(url, {**SOLUTION, "text": "Works.", "_once": "token"}) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert verbs(ticket).count("ticket.resolved") == 1


def test_a_stale_form_says_so_once_and_then_goes_through(as_ada, as_dee, things, dee):
    ticket, url = things["ticket"], reverse("tickets:edit", args=[things["ticket"].reference])
    old = {"title": "Blue page", "kind": "incident", "requester": "Bo Jansen", "seen": ticket.as_described()}
    actions.edit(ticket, by=actor(dee), title="Green page", kind="incident", requester=ticket.record.requester)
    refused = as_ada.post(url, old)
    assert (refused.status_code, "Somebody changed this" in refused.content.decode()) == (409, True)
    assert fresh(ticket).title == "Green page"
    seen = refused.content.decode().split('name="seen" value="')[1].split('"')[0]
    assert as_ada.post(url, {**old, "seen": seen}).status_code == 303
    assert fresh(ticket).title == "Blue page"


def test_in_a_dialog_the_form_alone_is_answered(as_ada, things):
    url = reverse("tickets:resolve", args=[things["ticket"].reference])
    part = as_ada.get(url, headers={"HX-Request": "true", "HX-Target": "dialog-body"}).content.decode()
    assert ("<html" in part, "<form" in part) == (False, True)
    done = as_ada.post(url, SOLUTION, headers={"HX-Request": "true", "HX-Target": "dialog-body"})
    assert (done.status_code, done["HX-Redirect"]) == (204, f"/tickets/{things['ticket'].reference}/")


def test_wrong_keys_in_fields_choose_nothing(as_ada, things, bo, forgotten):
    ticket = things["ticket"]
    attempts = {
        "assign": {"assignee": bo.pk},
        "hand_over": {"team": 999, "found": "x", "tried": "x", "expected": "x"},
        "classify": {"category": "x", "impact": "9", "urgency": "-1"},
    }
    for verb, given_values in attempts.items():
        assert as_ada.post(reverse(f"tickets:{verb}", args=[ticket.reference]), given_values).status_code == 422


def test_what_was_tended_can_be_taken_off(as_ada, ada, dee, cem, things):
    ticket, back = things["ticket"], f"/tickets/{things['ticket'].reference}"
    records.link(ticket.record, by=actor(ada), kind=LinkKind.RELATES_TO, target=things["other"].record)
    records.tag(ticket.record, by=actor(ada), name="firmware")
    records.watch(ticket.record, by=actor(ada), person_id=dee.pk)
    records.share(ticket.record, by=actor(ada), person_id=cem.pk, why="His laptop")
    as_ada.post(f"{back}/unlink/{Link.objects.get().pk}/")
    as_ada.post(f"{back}/untag/", {"name": "firmware"})
    as_ada.post(f"{back}/unwatch/{dee.pk}/")
    as_ada.post(f"{back}/unshare/{cem.pk}/")
    assert verbs(ticket)[-4:] == ["record.unlinked", "record.untagged", "record.unwatched", "record.unshared"]
    assert as_ada.get(f"{back}/untag/").status_code == 405


def test_a_link_of_other_records_is_not_taken_off_here(as_ada, ada, bo, things):
    third = report(bo)
    records.link(things["other"].record, by=actor(ada), kind=LinkKind.RELATES_TO, target=third.record)
    response = as_ada.post(f"/tickets/{things['ticket'].reference}/unlink/{Link.objects.get().pk}/")
    assert (response.status_code, Link.objects.count()) == (409, 1)


ANY_TEXT = st.text(max_size=60) | st.sampled_from(
    ["", "0", "-1", "999999999999999999999", "\x00", "\ud800x", "None", "<script>", "TK-1001"]
)


FUZZED = [*ON_AN_OPEN_TICKET, "verify", "close", "reopen", "feed_back", "attach", "write", "draft"]


@settings(max_examples=100)
@given(data=st.data(), verb=st.sampled_from(FUZZED))
def test_no_input_breaks_a_form(as_ada, things, verb, data):
    fields = [
        "text",
        "title",
        "kind",
        "requester",
        "category",
        "impact",
        "urgency",
        "priority",
        "seen",
        "team",
        "assignee",
        "until",
        "waiting_for",
    ]
    fields += [
        "reason",
        "cause",
        "done",
        "verification",
        "closure",
        "target",
        "name",
        "person",
        "why",
        "side",
        "mode",
        "then",
        "next",
        "_once",
    ]
    sent = data.draw(st.dictionaries(st.sampled_from(fields), ANY_TEXT.filter(lambda text: "\ud800" not in text)))
    response = as_ada.post(reverse(f"tickets:{verb}", args=[things["ticket"].reference]), sent)
    assert response.status_code in (200, 303, 404, 409, 422)
    assert Ticket.objects.filter(pk=things["ticket"].pk).exists()


def test_everybody_needs_to_sign_in(client, ticket):
    for url in ("/tickets/", f"/tickets/{ticket.reference}/", "/tickets/new/", "/tickets/files/1/"):
        assert client.get(url).status_code == 302


def test_of_two_who_take_it_the_later_has_it(as_ada, as_tia, bo, ada):
    ticket = taken_by(bo, ada)
    as_tia.post(reverse("tickets:take", args=[ticket.reference]))
    assert fresh(ticket).assignee.name == "Tia Smit"
