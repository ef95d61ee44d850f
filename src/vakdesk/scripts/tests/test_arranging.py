"""Scripts are drafts until somebody publishes them; what is published never changes."""

import pytest
from refusing import refused

from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.scripts import actions
from vakdesk.scripts.models import Script
from vakdesk.scripts.tests.conftest import LAMP


def again(script) -> Script:
    return Script.objects.select_related("current").get(pk=script.pk)


def test_a_published_edition_does_not_change_with_the_draft(dee, script):
    by, first = actor(dee), script.current
    actions.edit_question(script, by=by, key="q3", kind="text", words={"en": "What does the screen say?"}, hints={})
    assert again(script).is_changed and str(again(script).current.questions[2]) == "What do you see?"
    second = actions.publish(script, by=by)
    assert (second.number, str(second.questions[2])) == (2, "What does the screen say?")
    first.refresh_from_db()
    assert str(first.questions[2]) == "What do you see?"
    with refused(saying="already"):
        actions.publish(script, by=by)
    actions.withdraw(script, by=by)
    with refused(saying="not asked now"):
        actions.withdraw(script, by=by)
    done = ["script.edited", "script.published", "script.withdrawn"]
    assert list(Entry.objects.filter(verb__startswith="script.").order_by("pk").values_list("verb", flat=True))[-3:] == done


def test_keys_of_questions_and_choices_stay_and_are_not_used_again(dee, draft):
    by = actor(dee)
    actions.remove_question(draft, by=by, key="q3")
    assert actions.add_question(draft, by=by, kind="text", words={"en": "Since when?"}, hints={}) == "q4"
    choices = [{"en": "Blue"}, {"en": "Orange"}]
    actions.edit_question(draft, by=by, key="q2", kind="choice", words={"en": "Colour?"}, hints={}, choices=choices)
    found = again(draft).questions[1]
    assert [(one.key, str(one)) for one in found.choices] == [("c3", "Blue"), ("c2", "Orange")]


def test_an_answer_that_another_question_depends_on_cannot_be_taken_away(dee, draft):
    with refused("only_if", "Question 2"):
        actions.edit_question(draft, by=actor(dee), key="q1", kind="text", words={"en": "Light?"}, hints={})
    with refused(saying="not there"):
        actions.edit_question(draft, by=actor(dee), key="q9", kind="text", words={"en": "Light?"}, hints={})


def test_agents_and_requesters_arrange_nothing(ada, bo, draft):
    for person in (ada, bo):
        for attempt in (
            lambda by: actions.add_script(by=by, names={"en": "x"}),
            lambda by: actions.edit_script(draft, by=by, names={"en": "x"}),
            lambda by: actions.set_questions(draft, by=by, questions=[LAMP]),
            lambda by: actions.add_question(draft, by=by, kind="text", words={"en": "x"}, hints={}),
            lambda by: actions.move_question(draft, by=by, key="q1", up=False),
            lambda by: actions.remove_question(draft, by=by, key="q1"),
            lambda by: actions.publish(draft, by=by),
            lambda by: actions.withdraw(draft, by=by),
        ):
            with pytest.raises(NotAllowed):
                attempt(actor(person))
    assert Script.objects.visible_to(actor(ada)).count() == 0


def test_a_script_needs_a_name_a_kind_there_is_and_a_question(dee):
    with refused("name_en"):
        actions.add_script(by=actor(dee), names={"nl": "x"})
    with refused("kind"):
        actions.add_script(by=actor(dee), names={"en": "x"}, kind="nonsense")
    empty = actions.add_script(by=actor(dee), names={"en": "x"})
    with refused(saying="Add a question"):
        actions.publish(empty, by=actor(dee))


QUESTION = {"kind": "choice", "words_en": "Which colour?", "choices": "White | Wit\nOrange", "only_if": ""}


def test_a_script_is_made_in_the_browser(as_dee, as_ada):
    assert b"No scripts yet" in as_dee.get("/scripts/").content
    assert as_dee.get("/scripts/new/").status_code == 200
    made = as_dee.post("/scripts/new/", {"name_en": "Laptop", "kind": "incident"})
    page = made["Location"]
    assert as_dee.post(f"{page}questions/new/", {"kind": "yes_no", "words_en": "Is a light on?", "hint_en": "Look"}).status_code == 303
    assert "only if: Is a light on? → Yes" in as_dee.get(f"{page}questions/new/").content.decode()
    assert as_dee.post(f"{page}questions/new/", QUESTION | {"only_if": "q1=yes"}).status_code == 303
    found = Script.objects.get()
    assert [(one.key, one.only_if) for one in found.questions] == [("q1", ("", "")), ("q2", ("q1", "yes"))]
    assert found.questions[1].choices[0].words == {"en": "White", "nl": "Wit"}
    assert "White | Wit" in as_dee.get(f"{page}questions/q2/").content.decode()
    assert as_dee.post(f"{page}questions/q2/", QUESTION).status_code == 303
    assert as_dee.post(f"{page}questions/q2/move/", {"up": "1"})["Location"].endswith("#q2")
    assert [one.key for one in Script.objects.get().questions] == ["q2", "q1"]
    assert as_dee.post(f"{page}questions/q2/move/", {"up": "1"}).status_code == 409
    assert as_dee.post(f"{page}publish/").status_code == 303
    assert "asked" in as_dee.get(page).content.decode() and "1 question" not in as_dee.get("/scripts/").content.decode()
    assert as_dee.post(f"{page}questions/q1/remove/").status_code == 303
    assert as_dee.post(f"{page}edit/", {"name_en": "Laptops", "kind": ""}).status_code == 303
    assert as_dee.post(f"{page}withdraw/").status_code == 303
    assert (as_dee.get(f"{page}questions/q9/").status_code, as_dee.post(f"{page}questions/q9/remove/").status_code) == (404, 409)
    assert (as_ada.get("/scripts/").status_code, as_ada.get(page).status_code, as_ada.post(f"{page}publish/").status_code) == (
        403,
        403,
        403,
    )


WRONG = [
    {"kind": "array[]"},
    {"words_en": ""},
    {"words_en": "x" * 301},
    {"choices": "One only"},
    {"choices": "\n".join(f"Choice {number}" for number in range(10_000))},
    {"choices": "| Wit\n| Oranje"},
    {"only_if": "q9=yes"},
    {"only_if": "<script>"},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_hold_is_said_in_the_form(as_dee, draft, wrong):
    answer = as_dee.post(f"{draft.get_absolute_url()}questions/new/", QUESTION | wrong)
    assert (answer.status_code in (409, 422) and b'class="error' in answer.content) or b"error" in answer.content
    assert len(again(draft).questions) == 3


def test_the_preview_asks_as_the_desk_and_as_whoever_asks(as_dee, draft):
    page = f"{draft.get_absolute_url()}preview/"
    agent = as_dee.get(page).content.decode()
    assert "Beside the power button." in agent and "Which colour?" not in agent
    requester = as_dee.get(f"{page}?as=requester&answer_q1=yes").content.decode()
    assert "Which colour?" in requester and "Beside the power button." not in requester
    assert as_dee.get(f"{page}?as[]=x&answer_q1=%3Cscript%3E&answer_q1=2").status_code == 200


def test_a_script_for_every_kind_and_category_is_listed(as_dee, draft):
    actions.edit_script(draft, by=INSTALLER, names={"en": "Anything"})
    assert "every category" in as_dee.get("/scripts/").content.decode()


def test_a_question_of_every_kind_reads_its_answers(draft):
    first, second, third = draft.questions
    assert (second.in_words("c2"), third.in_words("as it is"), str(first.in_words("yes"))) == ("Orange", "as it is", "Yes")
