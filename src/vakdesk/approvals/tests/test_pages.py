"""What people meet: the page of a decision, the link in a mail, the list, deputies, and the panel of a ticket."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.approvals import links
from vakdesk.approvals.kinds import State
from vakdesk.approvals.models import Approval, Deputy, Seat
from vakdesk.approvals.tests import play
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.logbook.followers import run_followers
from vakdesk.logbook.models import Entry
from vakdesk.notices.kinds import Delivery
from vakdesk.notices.models import Notice
from vakdesk.notices.sending import _sent
from vakdesk.people import actions as people
from vakdesk.people.tests import cast


def told() -> None:
    while run_followers():
        pass


def link_in(notice: Notice) -> str:
    found = re.search(r"/approvals/by-mail/[^\s/]+/", notice.text)
    assert found
    return found[0]


def test_somebody_without_an_account_decides_by_a_link_that_shows_what_and_works_once(record, by_ada, noa, mia):
    approval = play.asked(record, by_ada, noa, mia)
    told()
    mail = Notice.objects.get(person=noa, channel="mail")
    assert "Latitude 5450" in mail.text
    link, anybody = link_in(mail), Client()
    assert link not in mail.url
    shown = anybody.get(link)
    assert shown.status_code == 200 and "no-store" in shown["Cache-Control"]
    assert "Latitude 5450" in shown.content.decode() and play.state(approval) == State.ASKED
    refusal = {"answer": "no", "comment": "", "step": "1"}
    assert anybody.post(link, refusal).status_code == 409
    assert anybody.post(link, {"answer": "yes", "comment": "Go on", "step": "7"}).status_code == 200
    seat = Seat.objects.get(stage__approval=approval, person=noa)
    assert (seat.answer, seat.comment, seat.door) == ("yes", "Go on", "mail")
    for again in (anybody.post(link, refusal), anybody.get(link)):
        assert again.status_code == 410 and "Latitude" not in again.content.decode()
    assert play.state(approval) == State.ASKED
    assert Entry.objects.get(verb="approval.agreed").door == "mail"


@pytest.mark.parametrize("what", ["forged", "changed", "another address", "left", "withdrawn", "expired", "the next step"])
def test_a_link_that_is_not_good_any_more_decides_nothing(record, by_ada, ann, noa, mia, what):
    step = play.Step((play.steps.person(noa),))
    approval = play.asked(record, by_ada, step, step)
    link, at = links.link_for(approval, noa), clock.now()
    status = 410
    if what == "forged":
        link, status = reverse("approvals:by_mail", args=["W1siMSJd:1abc:forged"]), 404
    elif what == "changed":
        link, status = link[:-4] + ("AAA/" if link[-4:] != "AAA/" else "BBB/"), 404
    elif what == "another address":
        people.add_address(noa, by=by_ada, email="elsewhere@example.org")
        noa.emailaddress_set.exclude(email="elsewhere@example.org").delete()  # type: ignore[attr-defined]
        noa.emailaddress_set.update(primary=True, verified=True)  # type: ignore[attr-defined]
        status = 404
    elif what == "left":
        people.record_leaving(noa, by=cast.actor(ann))
        status = 404
    elif what == "withdrawn":
        play.actions.withdraw(approval, by=by_ada)
    elif what == "expired":
        at, status = at + timedelta(days=15), 200
    elif what == "the next step":
        play.say(approval, noa)
    with clock.travel(at):
        answer = Client().post(link, {"answer": "yes", "comment": "", "step": "1"})
    assert answer.status_code == status
    assert not Seat.objects.filter(stage__approval=approval, stage__position=2, answer="yes").exists()
    assert play.state(approval) != State.APPROVED


def test_the_mail_with_the_link_is_shown_to_nobody_and_erased_once_it_is_sent(record, by_ada, noa, as_ann):
    play.asked(record, by_ada, noa)
    told()
    mail = Notice.objects.get(person=noa, channel="mail")
    page = as_ann.get(mail.get_absolute_url()).content.decode()
    assert "by-mail" not in page
    _sent(mail)
    mail.refresh_from_db()
    assert (mail.text, mail.html, mail.state) == ("", "", Delivery.SENT)


def test_who_is_asked_decides_on_the_page_and_others_do_not_find_it(record, by_ada, as_ada, as_cem, as_bo, kai, cem):
    approval = play.asked(record, by_ada, kai)
    here, decide = approval.get_absolute_url(), reverse("approvals:decide", args=[approval.pk])
    yes = {"answer": "yes", "comment": "", "step": "1"}
    as_kai = cast.client_of(kai)
    for client in (as_cem,):
        assert client.get(here).status_code == client.post(decide, yes).status_code == 404
    for client in (as_bo, as_ada):  # whose wish it is and who asked see it, and have no buttons
        page = client.get(here).content.decode()
        assert "Latitude 5450" in page and 'name="answer"' not in page
        assert client.post(decide, yes).status_code == 409
    waiting = as_kai.get(reverse("approvals:approvals")).content.decode()
    assert "A laptop for a new teacher" in waiting
    page = as_kai.get(here).content.decode()
    assert 'value="yes"' in page and record.reference in page
    assert as_kai.post(decide, {"answer": "no", "comment": "", "step": "1"}).status_code == 409
    assert as_kai.post(decide, {**yes, "comment": "<script>alert(1)</script>"}).status_code == 303
    assert "<script>alert" not in as_ada.get(here).content.decode()
    assert "A laptop for a new teacher" in as_kai.get(reverse("approvals:approvals"), {"view": "decided"}).content.decode()
    assert play.state(approval) == State.APPROVED


def test_of_two_who_answer_for_a_team_at_once_one_has_the_word(record, by_ada, systems, lindewaard):
    one, two = (cast.make_person(name, organisation=lindewaard, teams=(systems,)) for name in ("Sven Lind", "Tess Maas"))
    approval = play.asked(record, by_ada, play.steps.team(systems))
    seen_by_two = Approval.objects.get(pk=approval.pk)  # read before the other answered
    play.say(approval, one)
    with pytest.raises(Refused, match="over already"):
        play.actions.decide(seen_by_two, by=cast.actor(two), answer="no", comment="No")
    assert Seat.objects.get(stage__approval=approval).decided_by == one


def test_whoever_asked_hears_what_came_of_it_and_that_nobody_can_decide(record, by_ada, ada, bo, kai, ann, mia):
    approval = play.asked(record, by_ada, kai)
    play.say(approval, kai, "no", "Too dear")
    stuck = play.asked(record, by_ada, mia)
    people.record_leaving(mia, by=cast.actor(ann))
    told()
    subjects = set(Notice.objects.filter(person=ada, channel="mail").values_list("subject", flat=True))
    assert subjects == {"Not approved: A laptop for a new teacher", "Nobody can decide this: A laptop for a new teacher"}
    assert "Too dear" in Notice.objects.get(person=bo, channel="mail", subject__startswith="Not approved").text
    assert str(stuck) == "A laptop for a new teacher"


def test_a_deputy_is_named_and_ended_on_a_page_of_ones_own(record, by_ada, kai, mia, as_bo, dee, as_dee, ada):
    here, today = reverse("approvals:deputies"), clock.now().date()
    days = {"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=7)).isoformat()}
    assert as_dee.post(here, {"deputy": "nobody at all", **days}).status_code == 422
    assert as_dee.post(here, {"deputy": "Ada Kask", **days}).status_code == 303
    made = Deputy.objects.get()
    assert (made.person, made.deputy) == (dee, ada) and "Ada Kask" in as_dee.get(here).content.decode()
    end = reverse("approvals:end_deputy", args=[made.pk])
    assert as_bo.post(end).status_code == 404
    assert as_dee.post(end).status_code == 303
    assert not Deputy.objects.in_force().exists()


def test_the_desk_asks_by_hand_and_asks_somebody_else_where_it_is_stuck(record, as_ada, as_bo, by_ada, kai, mia, ann):
    ask = reverse("approvals:ask", args=[record.reference])
    assert as_bo.get(ask).status_code == 404
    assert as_ada.get(ask).status_code == 200
    given = {"title": "A licence", "text": "For **one** year", "first": "Kai Bos", "days": "5", "one_is_enough": "on"}
    assert as_ada.post(ask, {**given, "first": ""}).status_code == 422
    assert as_ada.post(ask, given).status_code == 303
    approval = Approval.objects.get()
    people.record_leaving(kai, by=cast.actor(ann))
    seat = Seat.objects.get()
    appoint = reverse("approvals:appoint", args=[seat.pk])
    assert "Ask somebody else" in as_ada.get(approval.get_absolute_url()).content.decode()
    assert as_bo.post(appoint, {"person": "Mia Vos", "why": "Left"}).status_code == 403
    assert as_ada.post(appoint, {"person": "Mia Vos", "why": "Left"}).status_code == 303
    withdraw = reverse("approvals:withdraw", args=[approval.pk])
    assert as_ada.get(withdraw).status_code == 200
    assert as_ada.post(withdraw, {"why": "Not needed"}).status_code == 303
    assert play.state(approval) == State.WITHDRAWN
