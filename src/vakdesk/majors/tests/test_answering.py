"""New reports are proposed to what goes on; a person decides, in one press; at the portal one joins before one reports."""

import pytest

from vakdesk.jobs.embedded import work_off
from vakdesk.kit.errors import NotAllowed
from vakdesk.majors import actions
from vakdesk.majors.models import Major, Proposal, Told
from vakdesk.majors.tests.conftest import NEWS, declared
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.records.kinds import Side
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.care import today
from vakdesk.tickets.following import FAMILY
from vakdesk.tickets.kinds import Care
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import SOLUTION, fresh, last, refused, report, verbs


@pytest.fixture
def gus(lindewaard) -> Person:
    return make_person("Gus Prins", organisation=lindewaard, email="gus@lindewaard.example")


@pytest.fixture
def like(gus, major) -> Ticket:
    found = report(gus, title="No mail in Outlook since nine", text="Outlook gets nothing.")
    work_off()
    return fresh(found)


def test_what_is_like_it_is_proposed_with_the_words_both_say(as_ada, like, major):
    proposal = Proposal.objects.get(ticket=like)
    assert proposal.major_id == major.pk and {"mail", "outlook"} <= {word.lower() for word in proposal.words}
    assert last(like, "major.proposed").facts == {"parent": major.ticket.reference}
    page = as_ada.get(like.get_absolute_url()).content.decode()
    assert "Both say:" in page and "Join and answer" in page
    assert f"probably {major.ticket.reference}" in as_ada.get("/tickets/?view=unassigned").content.decode()
    assert like.reference in as_ada.get(major.get_absolute_url()).content.decode()


def test_what_is_not_like_it_is_not(gus, major):
    report(gus, title="New chair please", text="Mine creaks.")
    work_off()
    assert not Proposal.objects.exists()


def test_nothing_is_proposed_by_one_word_alone_unless_the_category_is_the_same(ada, gus, dee, reports, printing):
    for one in reports:
        tickets.classify(one, by=actor(ada), category=printing, impact=3, urgency=2)
    declared([fresh(one) for one in reports], dee)
    alone = report(gus, title="Mail merge letter", text="How?")
    same = report(gus, title="Mail", text="Broken", category=printing)
    work_off()
    assert list(Proposal.objects.values_list("ticket", "same_category")) == [(same.pk, True)]
    assert not Proposal.objects.filter(ticket=alone)


def test_what_came_in_before_it_was_declared_is_looked_through(gus, dee, reports):
    early = report(gus, title="Outlook without mail", text="Nothing comes.")
    declared(reports, dee)
    work_off()
    assert Proposal.objects.get().ticket_id == early.pk


def test_one_press_joins_and_answers_with_the_current_text(as_ada, ada, like, major):
    as_ada.post(f"/majors/answer/{like.reference}/")
    found = fresh(like)
    answer = found.record.messages.filter(side=Side.PUBLIC).order_by("-pk")[0]
    assert (found.parent_id, answer.text, answer.author) == (major.pk, NEWS["en"], ada)
    assert (found.needs_answer, found.first_replied_at is not None) == (False, True)
    work_off()
    assert found.record.messages.filter(text=NEWS["en"]).count() == 1
    assert not Proposal.objects.waiting()


def test_many_are_joined_and_answered_at_once(as_ada, gus, like, major):
    other = report(gus, title="Something", text="Else")
    page = as_ada.post("/majors/answer-these/", {"pick": [like.pk, other.pk]}, follow=True).content.decode()
    assert "2 reports joined and answered." in page
    assert {fresh(like).parent_id, fresh(other).parent_id} == {major.pk}


def test_a_trainees_answer_waits_for_the_coach(tia, dee, like, major):
    tickets.set_care(tia, by=actor(dee), care=Care.RELEASED, why="First week", starts_on=today())
    actions.answer(like, by=actor(tia), major=major)
    assert fresh(like).parent_id == major.pk
    assert not like.record.messages.filter(side=Side.PUBLIC, text=NEWS["en"]) and not Told.objects.filter(ticket=like)
    assert "release.asked" in verbs(like)


def test_what_somebody_declined_is_not_proposed_again(as_ada, ada, like, major):
    as_ada.post(f"/majors/decline/{like.reference}/")
    assert last(like, "major.declined").facts == {"parent": major.ticket.reference}
    assert "Join and answer</button>" not in as_ada.get(like.get_absolute_url()).content.decode()
    with refused("", "Nobody proposed"):
        actions.decline(like, by=actor(ada))
    with refused("", "proposed already"):
        actions.propose(like, by=FAMILY, major=major)


def test_requesters_answer_and_decline_nothing(bo, reports, like, major):
    for action in (actions.decline, lambda ticket, by: actions.answer(ticket, by=by, major=major)):
        with pytest.raises(NotAllowed):
            action(fresh(reports[0]), by=actor(bo))
    with pytest.raises(NotAllowed):
        actions.propose(like, by=actor(bo), major=major)


def test_at_the_portal_it_is_known_before_one_reports_and_one_press_joins(gus, major):
    browser = client_of(gus)
    page = browser.get("/portal/").content.decode()
    assert "We know: Mail is down" in page and NEWS["en"] in page
    for _press in range(2):
        browser.post(f"/portal/known/{major.ticket.reference}/")
    work_off()
    own = Ticket.objects.get(record__requester=gus)
    assert (own.parent_id, last(own, "major.me_too").facts) == (major.pk, {"parent": major.ticket.reference})
    assert own.record.messages.filter(text=NEWS["en"]).count() == 1
    assert "We keep you informed" in browser.get("/portal/").content.decode()


def test_another_client_knows_nothing_of_it_unless_it_is_for_everybody(as_cem, reports, major):
    assert "Mail is down" not in as_cem.get("/portal/").content.decode()
    assert as_cem.post(f"/portal/known/{major.ticket.reference}/").status_code == 404
    Major.objects.update(for_everybody=True)
    assert "Mail is down" in as_cem.get("/portal/").content.decode()
    Major.objects.update(is_shown=False)
    assert "Mail is down" not in as_cem.get("/portal/").content.decode()


def test_the_banner_is_gone_when_it_is_over(gus, dee, major):
    browser = client_of(gus)
    actions.end(major, by=actor(dee), **SOLUTION, texts=NEWS)
    assert "Mail is down" not in browser.get("/portal/").content.decode()
    with refused("", "over already"):
        actions.me_too(major, by=actor(gus))


def test_the_more_people_report_it_the_more_it_is_still_recognised(lindewaard, desk, dee):
    people = [make_person(f"Pia {number}", organisation=lindewaard, email=f"pia{number}@lindewaard.example") for number in range(60)]
    own = [report(one, title="Outlook gets no mail", text="Nothing since nine.") for one in people]
    declared(own[:24], dee)
    work_off()
    assert set(Proposal.objects.values_list("ticket", flat=True)) == {one.pk for one in own[24:]}
