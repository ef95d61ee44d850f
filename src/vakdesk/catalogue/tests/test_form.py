"""The form as data: what does not hold together is refused in a sentence, and an answer is what the field takes."""

import pytest
from refusing import refused

from vakdesk.catalogue.answers import understood
from vakdesk.catalogue.fields import Field, asked, fits, loaded, pages, read
from vakdesk.catalogue.tests.conftest import FIELDS
from vakdesk.kit.errors import Refused
from vakdesk.people.tests.cast import actor


def field(kind: str, **more: object) -> Field:
    return read([{"key": "f1", "kind": kind, "words": {"en": "It"}, **more}])[0]


def yes_no(key: str, words: str, when: object = None) -> dict[str, object]:
    return {"key": key, "kind": "yes_no", "words": {"en": words}, "when": when}


def test_what_waits_for_itself_is_refused_with_the_circle_named() -> None:
    with refused("when", "“A” → “C” → “B” → “A”"):
        read([yes_no("f1", "A", ["f3", "is", "yes"]), yes_no("f2", "B", ["f1", "is", "yes"]), yes_no("f3", "C", ["f2", "is", "yes"])])
    with refused("when", "“A” → “A”"):
        read([yes_no("f1", "A", ["f1", "is", "yes"])])
    part = {"key": "f1", "kind": "section", "words": {"en": "Part"}, "when": ["f2", "is", "yes"]}
    with refused("when", "“Part” → “In it” → “Part”"):
        read([part, yes_no("f2", "In it")])
    with refused("when", "comes before it"):
        read([yes_no("f1", "A", ["f2", "is", "yes"]), yes_no("f2", "B")])


WRONG = [
    "text", 7, None, [7], [{}], [{"key": "f1"}], [{"key": "q1", "kind": "text", "words": {"en": "x"}}], [{"key": "f1", "kind": "script", "words": {"en": "x"}}],
    [{"key": "f1", "kind": "text", "words": {"nl": "x"}}], [{"key": "f1", "kind": "text", "words": {"en": 7}}], [{"key": "f1", "kind": "text", "words": {"en": "x"}, "eval": "x"}],
    [{"key": "f1", "kind": "choice", "words": {"en": "x"}, "choices": [{"key": "c1", "words": {"en": "one"}}]}], [{"key": "f1", "kind": "text", "words": {"en": "x"}, "required": "yes"}],
    [{"key": "f1", "kind": "number", "words": {"en": "x"}, "low": "1e9"}], [{"key": "f1", "kind": "number", "words": {"en": "x"}, "low": 9, "high": 1}],
    [{"key": "f1", "kind": "text", "words": {"en": "x"}, "shape": "A" * 41}], [{"key": "f1", "kind": "text", "words": {"en": "x"}, "prefill": "password"}],
    [yes_no("f1", "A"), yes_no("f1", "B")], [yes_no("f1", "A"), yes_no("f2", "B", ["f1", "is", "perhaps"])], [yes_no("f1", "A"), yes_no("f2", "B", ["f9", "is", "yes"])],
    [yes_no("f1", "A"), yes_no("f2", "B", ["f1", "at_least", "3"])], [yes_no("f1", "A"), yes_no("f2", "B", ["f1"])], [yes_no(f"f{number}", "x") for number in range(1, 82)],
]  # fmt: skip


def test_what_is_no_form_is_refused() -> None:
    for wrong in WRONG:
        with pytest.raises(Refused):
            read(wrong)


def test_a_part_that_waits_for_an_answer_takes_what_stands_in_it_along() -> None:
    fields = read(FIELDS)
    assert loaded([one.as_data() for one in fields]) == fields
    assert [one.key for one in asked(fields, {"f2": "3"})] == ["f1", "f2", "f3", "f7", "f8"]
    assert [one.key for one in asked(fields, {"f3": "yes", "f2": "10"})] == [one.key for one in fields]
    assert [page.key for page in pages(fields, {"f3": "yes"}, one_at_a_time=False)] == ["f1", "f4", "f7"]
    assert [page.key for page in pages(fields, {}, one_at_a_time=True)] == ["f1", "f2", "f3", "f8"]


TAKES = [
    ("text", {"high": "5"}, " abc ", "abc"), ("text", {"high": "2"}, "abc", None), ("text", {}, "two\nlines", None), ("text", {"shape": "AA-9999"}, "IT-4000", "IT-4000"),
    ("text", {"shape": "AA-9999"}, "IT-40O0", None), ("long", {}, "x" * 4001, None), ("long", {}, "a\nb", "a\nb"), ("number", {}, "12,50", "12.5"), ("number", {}, "1e5", None),
    ("number", {"low": "1", "high": "30"}, "31", None), ("number", {}, "9" * 400, None), ("money", {}, "€ 12,5", "12.50"), ("money", {}, "1.234", None), ("date", {}, "2026-02-30", None),
    ("date", {}, "2026-02-28", "2026-02-28"), ("date", {"low": "0"}, "2001-01-01", None), ("dates", {}, ["2026-03-01", "2026-02-01"], None), ("dates", {}, ["2026-03-01"], None),
    ("dates", {}, ["", ""], []), ("yes_no", {}, "perhaps", None), ("email", {}, "nobody", None), ("email", {}, "bo@x.example", "bo@x.example"), ("phone", {}, "+31 6 12", "+31 6 12"),
    ("phone", {}, "call me", None), ("url", {}, "javascript:alert(1)", None), ("url", {}, "data://x.y", None), ("url", {}, "x.example/a", "https://x.example/a"), ("url", {}, "https://[x", None),
    ("choices", {"choices": [{"key": "c1", "words": {"en": "a"}}, {"key": "c2", "words": {"en": "b"}}], "high": "1"}, ["c2", "c1"], None),
    ("choices", {"choices": [{"key": "c1", "words": {"en": "a"}}, {"key": "c2", "words": {"en": "b"}}]}, ["c2", "c1"], ["c1", "c2"]),
    ("choice", {"choices": [{"key": "c1", "words": {"en": "a"}}, {"key": "c2", "words": {"en": "b"}}]}, "c3", None), ("service", {}, "#1", None), ("text", {}, ["a list"], None),
]  # fmt: skip


def test_each_kind_of_field_takes_what_it_is_for_and_refuses_the_rest(bo, cem) -> None:
    for kind, more, raw, kept in TAKES:
        if kept is None:
            with pytest.raises(Refused):
                understood(field(kind, **more), raw, actor(bo))
        else:
            assert understood(field(kind, **more), raw, actor(bo)) == kept, (kind, raw)
            assert understood(field(kind, **more), kept, actor(bo)) == kept
    assert fits("A9X", "a1b") and not fits("A9X", "a1") and not fits("", "a")


def test_a_requester_names_colleagues_whole_and_nobody_elsewhere(bo, ada, cem) -> None:
    by, person = actor(bo), field("person")
    for text in ("Ada Kask", "ada@lindewaard.example", "Ada Kask <ada@lindewaard.example>", f"#{ada.pk}"):
        assert understood(person, text, by) == f"#{ada.pk}"
    for text in ("Ada", "Cem Yildiz", "cem@vlierhof.example", f"#{cem.pk}", "#999999999999", "<>"):
        with pytest.raises(Refused):
            understood(person, text, by)
