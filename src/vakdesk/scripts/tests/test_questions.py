"""What holds for the questions of a script, whatever somebody sends instead of them."""

from typing import Any

import pytest
from refusing import refused

from vakdesk.kit.errors import Refused
from vakdesk.scripts.questions import asked, moved, open_ones, read, without
from vakdesk.scripts.tests.conftest import COLOUR, LAMP, SEEN


def test_a_follow_up_is_asked_once_its_answer_is_given():
    questions = read([LAMP, COLOUR, SEEN])
    assert [one.key for one in asked(questions, {})] == ["q1", "q3"]
    assert [one.key for one in asked(questions, {"q1": "yes"})] == ["q1", "q2", "q3"]
    assert [one.key for one in open_ones(questions, {"q1": "yes", "q3": "x"})] == ["q2"]


def test_what_depends_on_a_question_that_is_not_asked_is_not_asked_either():
    last = SEEN | {"only_if": ["q2", "c1"]}
    assert [one.key for one in asked(read([LAMP, COLOUR, last]), {"q1": "no", "q2": "c1"})] == ["q1"]


HOSTILE: list[Any] = [
    "<script>alert(1)</script>",
    {"q1": LAMP},
    [LAMP] * 10_000,
    [LAMP, LAMP],
    ["<b>"],
    [None],
    [LAMP | {"words": ["Is a light on?"]}],
    [LAMP | {"words": {"en": ["array"]}}],
    [LAMP | {"words": {"nl": "Alleen Nederlands"}}],
    [LAMP | {"words": {"en": " \x00 \n"[2:]}}],
    [LAMP | {"kind": ["yes_no"]}],
    [LAMP | {"kind": "drop table"}],
    [LAMP | {"key": "../../q"}],
    [LAMP | {"key": 7}],
    [LAMP | {"only_if": ["q1", "yes"]}],
    [LAMP | {"only_if": ["q2", "c1"]}, COLOUR],
    [LAMP, COLOUR | {"only_if": ["q99", "yes"]}],
    [LAMP, COLOUR | {"only_if": ["q1", "perhaps"]}],
    [LAMP, COLOUR | {"only_if": {"q1": "yes"}}],
    [SEEN, LAMP | {"only_if": ["q3", "words"]}],
    [COLOUR | {"only_if": None, "choices": "White"}],
    [COLOUR | {"only_if": None, "choices": [{"key": "c1", "words": {"en": "White"}}]}],
    [COLOUR | {"only_if": None, "choices": [{"key": "c1", "words": {"en": "White"}}] * 2}],
    [COLOUR | {"only_if": None, "choices": [["White"], ["Orange"]]}],
]


@pytest.mark.parametrize("raw", HOSTILE)
def test_what_is_no_script_is_refused_in_a_sentence(raw):
    with pytest.raises(Refused) as caught:
        read(raw)
    assert str(caught.value.sentence).endswith(".")


def test_markup_is_text_like_any_other():
    (found,) = read([SEEN | {"words": {"en": "<b>bold</b>"}}])
    assert str(found) == "<b>bold</b>"


def test_a_question_moves_but_not_past_what_it_depends_on():
    questions = read([LAMP, COLOUR, SEEN])
    assert [one.key for one in moved(questions, "q3", up=True)] == ["q1", "q3", "q2"]
    with refused(saying="come after"):
        moved(questions, "q2", up=True)
    with refused(saying="top"):
        moved(questions, "q1", up=True)
    with refused(saying="end"):
        moved(questions, "q3", up=False)
    with refused(saying="not there"):
        moved(questions, "q9", up=True)


def test_what_depended_on_a_question_that_is_taken_out_is_asked_always():
    assert [(one.key, one.only_if[0]) for one in without(read([LAMP, COLOUR, SEEN]), "q1")] == [("q2", ""), ("q3", "")]
