"""Everything the standards ask is reached by some activity of a desk, or is listed as proved otherwise; and what carries over adds up."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vakdesk.standards.crosswalk import activities, proved_otherwise, reaching
from vakdesk.standards.kinds import NodeKind
from vakdesk.standards.outlines import KEYS, outlines
from vakdesk.standards.reading import read
from vakdesk.standards.succession import Carries, counted, from_23244

ASKED = {NodeKind.OUTCOME, NodeKind.INDICATOR, NodeKind.BEHAVIOUR, NodeKind.SKILL}


def asked() -> Iterator[tuple[str, str]]:
    for key, outline in outlines().items():
        yield from ((key, part.code) for part in outline.parts if part.kind in ASKED)


def test_every_outcome_indicator_and_behaviour_is_reached() -> None:
    missing = {(key, code) for key, code in asked() if code not in reaching(key)}

    assert missing == {
        *(("essa-technical-specialist", code) for code in ("U9.1", "U10.3", "U11.1", "U11.5")),
        ("ee-junior-it", "B.2.6"),
    }
    assert all(code in proved_otherwise(key) for key, code in missing)


def test_nothing_else_is_listed_as_proved_otherwise() -> None:
    listed = {(key, code) for key in KEYS for code in proved_otherwise(key)}

    assert len(listed) == 5
    assert not {(key, code) for key, code in listed if code in reaching(key)}


def test_activities_speak_only_to_what_there_is() -> None:
    known = set(asked())
    spoken = {(key, code) for one in activities().values() for key, codes in one.nodes.items() for code in codes}

    assert len(activities()) == 56
    assert spoken <= known
    assert all(one.kinds and one.what.keys() == {"en", "nl"} for one in activities().values())


def test_the_behaviours_add_up() -> None:
    counts = {key: sum(asked_of == key for asked_of, _code in asked()) for key in KEYS}

    assert counts == {"essa-technical-specialist": 33, "ee-junior-it": 63, "nl-c0088": 11, "nl-23244": 46, "nl-27016": 57}


@pytest.mark.shared
@pytest.mark.parametrize("start", ["ee", "essa", "nl-c0088", "nl-23244", "nl-27016"])
def test_what_we_ship_has_the_codes_and_titles_of_the_text_and_none_of_its_sentences(standards: Path, start: str) -> None:
    parsed = read(next(standards.glob(f"{start}-*.txt")).read_bytes())
    outline = outlines()[parsed.identity.key]
    printed = {node.code: node for node in parsed.nodes}

    for part in outline.parts:
        node = printed[part.code]
        assert (part.kind, part.parent, part.scope) == (node.kind, node.parent, node.scope)
        assert not part.title or part.title == node.title
        assert not node.text or part.gist.rstrip(".") != node.text.rstrip(".")
    assert {part.code for part in outline.parts} == {
        code for code, node in printed.items() if node.kind not in (NodeKind.KNOWLEDGE, NodeKind.ASSESSMENT)
    }


def test_whoever_holds_all_of_23244_lacks_only_what_is_new_in_27016() -> None:
    chain = from_23244()
    steps = chain.steps({part.code for part in chain.older.parts})
    counts = counted(steps)

    assert len(steps) == 57
    assert {step.part.code for step in steps if step.carries is Carries.LACKING} == {
        "B1-K1-W1.1",
        "B1-K1-W2.5",
        "B1-K2-W2.4",
        "B1-K3-W1.+2",
        "B1-K3-W2.+1",
    }
    assert counts[Carries.PARTLY] == 5
    assert all(step.why for step in steps if step.carries is not Carries.WHOLE)
    assert [part.code for part in chain.dropped()] == ["B1-K1-W3.4", "P2-K1-W2.1"]


def test_what_is_not_held_is_lacking_and_says_from_where_it_would_come() -> None:
    chain = from_23244()
    steps = {step.part.code: step for step in chain.steps({"B1-K1-W1.1"})}

    assert steps["B1-K1-W1.3"].carries is Carries.WHOLE
    assert steps["B1-K1-W1.4"].carries is Carries.LACKING
    assert "B1-K1-W1.3" in steps["B1-K1-W1.4"].why
    assert {step.carries for step in chain.steps(set())} == {Carries.LACKING}
