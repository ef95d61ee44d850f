"""What is answered on a ticket: partly, again, by which door; and found by it."""

import pytest
from refusing import refused

from vakdesk.access.actors import Door
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.scripts import actions
from vakdesk.scripts.fitting import edition_for
from vakdesk.scripts.models import Answer
from vakdesk.scripts.showing import Asked, as_letter
from vakdesk.search.find import find
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.tests.play import fresh, last, verbs


def answer(ticket, by, edition, door=Door.WEB, **given):
    return actions.answer(ticket, by=actor(by, door=door), edition=edition, given=given)


def held(ticket) -> dict[str, str]:
    return dict(Answer.objects.holding().filter(record=ticket.pk).values_list("question", "value"))


def test_answers_are_kept_with_who_when_and_by_which_door(ada, taken, script):
    answer(taken, ada, script.current, q1="yes", q3="Nothing")
    row = Answer.objects.get(question="q1")
    assert (row.by, row.door, row.edition, row.value) == (ada, Door.WEB, script.current, "yes")
    entry = last(taken, "question.answered")
    assert (entry.facts["questions"], entry.facts["count"], entry.facts["edition"]) == (["q1", "q3"], 2, 1)


def test_a_later_answer_takes_the_place_of_the_earlier_which_stays(ada, taken, script):
    answer(taken, ada, script.current, q1="yes")
    answer(taken, ada, script.current, q1="yes", q2="c1")
    answer(taken, ada, script.current, q1="no")
    assert held(taken) == {"q1": "no", "q2": "c1"}
    assert Answer.objects.count() == 3 and verbs(taken).count("question.answered") == 3
    answer(taken, ada, script.current, q1="")
    assert held(taken) == {"q2": "c1"}


def test_what_is_not_asked_is_left_out(ada, taken, script):
    answer(taken, ada, script.current, q1="no", q2="c1")
    assert held(taken) == {"q1": "no"}


@pytest.mark.parametrize("given", [{"q9": "x"}, {"q1": "perhaps"}, {"q1": ["yes"]}, {"q3": {"a": 1}}, {"q3": "x" * 2001}, {"q2": "c9"}])
def test_what_is_no_answer_is_refused(ada, taken, script, given):
    with pytest.raises(Exception, match=r"\.$") as caught:
        answer(taken, ada, script.current, **given)
    assert type(caught.value).__name__ == "Refused" and not Answer.objects.exists()


def test_an_edition_that_is_not_asked_any_more_is_refused(ada, taken, script):
    old = script.current
    actions.remove_question(script, by=INSTALLER, key="q3")
    actions.publish(script, by=INSTALLER)
    with refused(saying="not asked any more"):
        answer(taken, ada, type(old).objects.select_related("script").get(pk=old.pk), q1="yes")


def test_strangers_and_closed_tickets_are_not_answered_for(cem, ada, bo, taken, script):
    with pytest.raises(NotAllowed):
        answer(taken, cem, script.current, q1="yes")
    tickets.withdraw(taken, by=actor(ada), text="")
    with refused(saying="closed"):
        answer(fresh(taken), ada, script.current, q1="yes")


def test_a_ticket_is_found_by_what_was_answered_by_the_desk_alone(ada, bo, taken, script):
    answer(taken, ada, script.current, q1="yes", q2="c2", q3="A zebra pattern")
    assert [hit.reference for hit in find(actor(ada), "zebra orange").hits] == [taken.reference]
    assert find(actor(bo), "zebra").hits == []


def test_the_closest_script_fits(script, printing):
    close = actions.add_script(by=INSTALLER, names={"en": "Printing"}, category=printing)
    actions.add_question(close, by=INSTALLER, kind="text", words={"en": "Which printer?"}, hints={})
    assert edition_for("incident", printing.pk).script == script
    actions.publish(close, by=INSTALLER)
    assert edition_for("incident", printing.pk).script == close
    assert edition_for("complaint", None) is None


def test_what_whoever_asked_answers_stands_in_the_conversation_and_ends_the_wait(ada, bo, taken, script):
    tickets.ask(taken, by=actor(ada), text=as_letter(Asked(taken).open, "en"))
    assert "1. Is a light on?\n   (Yes / No)\n2. What do you see?" in taken.record.messages.latest("pk").text
    actions.answer_own(fresh(taken), by=actor(bo, door=Door.PORTAL), edition=script.current, given={"q1": "no", "q3": "Black"})
    assert fresh(taken).state == "in_progress" and "What do you see?\nBlack" in taken.record.messages.latest("pk").text
    assert set(Answer.objects.values_list("door", flat=True)) == {Door.PORTAL}
    with refused(saying="at least one"):
        actions.answer_own(fresh(taken), by=actor(bo), edition=script.current, given={"q1": "no"})


def test_the_desk_answers_on_the_page_of_the_ticket(as_ada, taken, script):
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert "Is a light on?" in page and "Beside the power button." in page and "Which colour?" not in page and "0 of 2 known" in page
    address = f"/scripts/{taken.reference}/answer/"
    form = {"of": script.current.pk, "answer_q1": "yes", "answer_q3": "<b>x</b>"}
    assert as_ada.post(address, form)["Location"].endswith("#questions")
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert "Which colour?" in page and "2 of 3 known" in page and "<b>x</b>" not in page
    assert as_ada.get(address).status_code == 200
    assert as_ada.post(address, form | {"of": "999"}).status_code == 422
    assert as_ada.post(address, form | {"answer_q1": "<script>"}).status_code == 422
    assert as_ada.post(address, {"of": ["1", "2"], "answer_q3": ["a", "b"]}).status_code == 422


def test_the_open_questions_go_to_whoever_asked_in_one_press(as_ada, taken, script):
    address = f"/scripts/{taken.reference}/ask/"
    assert "1. Is a light on?" in as_ada.get(address).content.decode()
    assert as_ada.post(address).status_code == 303
    assert fresh(taken).waiting_for == "requester"
    assert "1. Is a light on?" in taken.record.messages.latest("pk").text


def test_where_nothing_fits_nothing_is_asked(as_ada, taken):
    assert 'id="questions"' not in as_ada.get(taken.get_absolute_url()).content.decode()
    assert as_ada.get(f"/scripts/{taken.reference}/answer/").status_code == 404
    assert as_ada.post(f"/scripts/{taken.reference}/ask/").status_code == 404


def test_who_only_reads_sees_what_is_known_and_what_was_asked_before(ada, as_ada, as_eli, taken, script):
    answer(taken, ada, script.current, q1="yes", q3="Zebra")
    tickets.edit(taken, by=actor(ada), title=taken.title, kind="complaint", requester=taken.record.requester)
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert "Answered before" in page and "Zebra" in page
