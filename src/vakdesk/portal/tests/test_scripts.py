"""The questions of a script at the portal: on the way to a report, and afterwards."""

from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.portal.tests.play import begin, send
from vakdesk.scripts import actions as scripts
from vakdesk.scripts.models import Answer
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import fresh, report


def chosen(client, script) -> str:
    way = begin(client, "My laptop is dead")
    assert client.post(f"{way}kind/", {"kind": "incident"})["Location"] == f"{way}about/"
    assert client.post(f"{way}about/", {"about": str(script.pk)})["Location"] == f"{way}facts/?at=q1"
    return way


def test_whoever_reports_answers_one_question_of_the_script_after_the_other(as_bo, desk, script):
    way = chosen(as_bo, script)
    page = as_bo.get(f"{way}facts/?at=q1").content.decode()
    assert "Is a light on?" in page and "Beside the power button." not in page
    assert as_bo.post(f"{way}facts/?at=q1", {"fact": "yes"})["Location"] == f"{way}facts/?at=q2"
    assert as_bo.post(f"{way}facts/?at=q2", {"fact": "c2", "then": "back"})["Location"] == f"{way}facts/?at=q1"
    assert as_bo.post(f"{way}facts/?at=q2", {"fact": "c2"})["Location"] == f"{way}facts/?at=q3"
    assert as_bo.post(f"{way}facts/?at=q3", {"fact": ""})["Location"] == f"{way}details/"
    page = as_bo.get(f"{way}check/").content.decode()
    assert "Laptop does not start" in page and "Orange" in page
    send(as_bo, way)
    ticket = Ticket.objects.get()
    assert ticket.record.messages.get().text == "My laptop is dead\n\nIs a light on?\nYes\n\nWhich colour?\nOrange"
    assert sorted(Answer.objects.values_list("question", "value", "door")) == [("q1", "yes", "portal"), ("q2", "c2", "portal")]


def test_something_else_asks_nothing_of_a_script(as_bo, desk, script):
    way = chosen(as_bo, script)
    as_bo.post(f"{way}facts/?at=q1", {"fact": "yes"})
    assert as_bo.post(f"{way}about/", {"about": ""})["Location"] == f"{way}details/"
    send(as_bo, way)
    assert not Answer.objects.exists()


def test_the_category_of_the_script_is_that_of_the_report(as_bo, desk, script, systems):
    category = actions.add_category(by=INSTALLER, names={"en": "Laptops"}, team=systems)
    scripts.edit_script(script, by=INSTALLER, names={"en": "Laptop"}, kind="incident", category=category)
    send(as_bo, chosen(as_bo, script))
    ticket = Ticket.objects.get()
    assert (ticket.category, ticket.record.team) == (category, systems)


def test_what_is_not_asked_or_no_answer_is_refused(as_bo, desk, script):
    way = chosen(as_bo, script)
    assert as_bo.get(f"{way}facts/?at=q2")["Location"] == f"{way}details/"
    assert as_bo.post(f"{way}facts/?at=q1", {"fact": "<script>"}).status_code == 422
    assert as_bo.post(f"{way}about/", {"about": "999"}).status_code == 422
    assert as_bo.post(f"{way}facts/?at=q1", {"fact": ["yes", "array"]}).status_code == 422


def test_a_script_that_is_withdrawn_meanwhile_loses_nothing_else(as_bo, desk, script):
    way = chosen(as_bo, script)
    as_bo.post(f"{way}facts/?at=q1", {"fact": "yes"})
    scripts.withdraw(script, by=INSTALLER)
    assert as_bo.post(f"{way}facts/?at=q3", {"fact": "x"})["Location"] == f"{way}details/"
    send(as_bo, way)
    assert Ticket.objects.get().record.messages.get().text == "My laptop is dead"


def test_open_questions_are_answered_at_the_report(as_bo, as_cem, bo, ada, desk, script):
    ticket = report(bo)
    scripts.answer(ticket, by=actor(ada), edition=script.current, given={"q3": "They said: a zebra"})
    page = as_bo.get(f"/portal/reports/{ticket.reference}/").content.decode()
    assert "Answer 1 question" in page and "zebra" not in page
    address = f"/portal/reports/{ticket.reference}/questions/"
    form = as_bo.get(address).content.decode()
    assert "Is a light on?" in form and "What do you see?" not in form and "zebra" not in form
    assert as_bo.post(address, {"of": script.current.pk}).status_code == 409
    assert as_bo.post(address, {"of": script.current.pk, "answer_q1": "no"}).status_code == 303
    assert "Is a light on?\nNo" in fresh(ticket).record.messages.latest("pk").text
    assert as_bo.get(address)["Location"] == f"/portal/reports/{ticket.reference}/"
    assert as_cem.get(address).status_code == 404
