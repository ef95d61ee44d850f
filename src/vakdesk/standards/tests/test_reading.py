"""The five standards are read with all their damage, and give exactly what a careful reader counted in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from vakdesk.kit.errors import Refused
from vakdesk.standards.kinds import Irregularity, LinkKind, LinkStatus, NodeKind
from vakdesk.standards.reading import MOST_BYTES, read
from vakdesk.standards.reading.parsed import Parsed

Reader = Callable[[str], Parsed]
EE = b"OCCUPATIONAL QUALIFICATION STANDARD\nJunior IT Systems Specialist\n"
ESSA = b"Programme Learning Outcomes (PLO)\nESSA Technical software specialist\n"
DOSSIER = b"Opbouw dossier\nExpert IT systems and devices\n"
COUNTS = {
    "essa": {"profile": 1, "competence": 12, "task": 11, "outcome": 33, "assessment": 34, "deliverable": 12},
    "ee": {"task": 12, "competence": 12, "indicator": 57, "skill": 6, "partial": 3},
    "nl-c0088": {"task": 1, "process": 3, "behaviour": 11, "knowledge": 19, "underlying": 6},
    "nl-23244": {"profile": 2, "task": 5, "process": 12, "behaviour": 46, "knowledge": 71, "underlying": 10},
    "nl-27016": {"profile": 2, "task": 5, "process": 12, "behaviour": 57, "knowledge": 78, "underlying": 12},
}


@pytest.fixture
def printed(standards: Path) -> Reader:
    return lambda start: read(next(standards.glob(f"{start}-*.txt")).read_bytes())


def warned(parsed: Parsed, what: Irregularity) -> set[str]:
    return {one.code for one in parsed.warnings if one.what == what}


@pytest.mark.shared
@pytest.mark.parametrize("start", COUNTS)
def test_a_standard_gives_exactly_what_was_counted(printed: Reader, start: str) -> None:
    parsed = printed(start)

    assert {kind.value: count for kind, count in parsed.counts().items()} == COUNTS[start]
    codes = [node.code for node in parsed.nodes]
    assert len(codes) == len(set(codes))
    assert {node.parent for node in parsed.nodes} <= {"", *codes}
    assert {warning.code for warning in parsed.warnings} <= {"", "A.2", "B.2", *codes}


@pytest.mark.shared
def test_the_numbers_of_the_assessment_table_are_shifted_and_nobody_mends_it_in_silence(printed: Reader) -> None:
    parsed = printed("essa")
    links = {link.source: link for link in parsed.links if link.source.startswith("R")}

    assert warned(parsed, Irregularity.ROW_ORPHAN) == {"R9.1", "R9.2", "R9.3"}
    assert warned(parsed, Irregularity.NO_ROW) == {"U10.5", "U11.4"}
    assert warned(parsed, Irregularity.TABLE_SHIFTED)
    assert links["R8.1"].status == LinkStatus.ASSERTED
    assert (links["R11.5"].target, links["R11.5"].status) == ("U10.6", LinkStatus.INFERRED)
    assert sum(link.status == LinkStatus.INFERRED for link in links.values()) == 14


@pytest.mark.shared
def test_two_groups_of_outcomes_are_titled_as_another_competence(printed: Reader) -> None:
    parsed = printed("essa")
    group = next(node for node in parsed.nodes if node.code == "PLO6")

    assert warned(parsed, Irregularity.TITLE_DIFFERS) == {"PLO1", "PLO6"}
    assert (group.printed_title, group.title) == ("Problem management", "Change Support")
    assert group.levels == ("ecf:e-2",)


@pytest.mark.shared
def test_the_partial_qualifications_together_are_the_whole_standard(printed: Reader) -> None:
    parsed = printed("ee")
    of: dict[str, set[str]] = {}
    for link in parsed.links:
        if link.kind == LinkKind.PART:
            of.setdefault(link.target, set()).add(link.source)
    sizes = {code: sum(node.parent in parts for node in parsed.of(NodeKind.INDICATOR)) for code, parts in of.items()}

    assert sizes == {"partial-1": 16, "partial-2": 16, "partial-3": 37}
    assert set.intersection(*of.values()) == {"B.3.12"}
    assert warned(parsed, Irregularity.OBSOLETE) == {"B.3.12.6"}
    assert str(parsed.identity.valid_to) == "2024-09-22"


@pytest.mark.shared
def test_blocks_without_a_heading_are_given_to_their_owner_by_order(printed: Reader) -> None:
    parsed = printed("nl-23244")
    design = next(node for node in parsed.nodes if node.code == "P2-K1-W1")

    assert warned(parsed, Irregularity.HEADING_MISSING) == {"P2-K1", "P2-K1-W1", "P2-K1-W2", "P2-K1-W3", "P2-K2", "P2-K2-W1", "P2-K2-W2"}
    assert design.printed_title != design.title
    assert design.code in warned(parsed, Irregularity.GLYPHS)
    extra = [node for node in parsed.of(NodeKind.KNOWLEDGE) if node.scope]
    assert len(extra) == 12


@pytest.mark.shared
def test_what_holds_for_the_engineer_only_is_marked(printed: Reader) -> None:
    parsed = printed("nl-27016")

    assert {node.code for node in parsed.of(NodeKind.BEHAVIOUR) if node.scope} == {"B1-K3-W1.+1", "B1-K3-W1.+2", "B1-K3-W2.+1"}
    assert sum(bool(node.scope) for node in parsed.of(NodeKind.KNOWLEDGE)) == 14
    assert warned(parsed, Irregularity.EMPTY_BUT_LISTED) == {"B1-K1-W1", "B1-K2-W1", "B1-K2-W2"}
    assert warned(parsed, Irregularity.BLOCK_MISSING) == {"B1-K1-W2", "B1-K1-W3"}


@pytest.mark.shared
def test_a_certificate_says_what_it_was_taken_from(printed: Reader) -> None:
    parsed = printed("nl-c0088")
    base = printed("nl-23244")
    twins = {(link.source, link.target) for link in parsed.links if link.kind == LinkKind.EXACT}
    mine = [node.text for node in parsed.of(NodeKind.BEHAVIOUR)]
    theirs = [node.text for node in base.of(NodeKind.BEHAVIOUR) if node.code.startswith("B1-K1-")]

    assert ("C1-K1-W3", "nl-23244:B1-K1-W3") in twins
    assert mine == theirs
    assert len(warned(parsed, Irregularity.SUBSUMED)) == 3
    assert "C1-K1" in warned(parsed, Irregularity.SEVERAL_TITLES)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"x" * (MOST_BYTES + 1), "larger than 1 MB"),
        (b"", "no standard by these headings"),
        (b"words\n" * 1000, "no standard by these headings"),
        (b"OCCUPATIONAL QUALIFICATION STANDARD\nBeekeeper, EstQF Level 4\n", "no standard by these headings"),
        (b"\n" * 30_000, "20,000 lines"),
        (b"\xff\xfe\x00O", "UTF-8"),
        (b"OCCUPATIONAL QUALIFICATION STANDARD\x00\x1b", "control characters"),
        (EE, "hardly any of its parts"),
        (DOSSIER + b"B1-K1 " * 100_000, "hardly any of its parts"),
        (EE + b"A.2.1 a (e-CF competence " * 30_000, "hardly any of its parts"),
        (EE + b"B.3.1 One\tEstQF Level 4\n" + b"1. Does\n" * 10_000, "More was found"),
        (ESSA + b"<" * 500_000, "hardly any of its parts"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(Refused) as refused:
        read(content)

    assert says in str(refused.value.sentence)
