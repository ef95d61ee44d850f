"""Reads the ESSA educational profile: outcomes by group, deliverables, and the table of assessment whose numbers are shifted."""

import re

from vakdesk.standards.kinds import Irregularity, LinkKind, LinkStatus, NodeKind
from vakdesk.standards.reading.parsed import Identity, Node, Parsed, Passage
from vakdesk.standards.reading.text import BOLD, RULER, joined, numbered, plain

E_CF = re.compile(r"([A-E]\.\d{1,2})\. ([^\[\t]{2,80}) \[(e-\d)\]")
GENERAL = re.compile(r"((?:[A-Z]\.){1,2}) ([^\t(]{2,80}) \((EQF)(\d)\)")
GROUP = re.compile(r"(\d{1,2})\. PLO (.{1,100}) \[(e-\d|EQF\d)\]")
ROW = re.compile(r"(\d{1,2})\.(\d{1,2})\t([^\t]{1,60})\t([^\t]{1,60})")
FIRST = "Unit learning outcomes"
DELIVERED = ("1.2", "3.2", "4.3", "5.1", "6.1", "3.1", "3.1", "7.2", "7.3", "9.2", "10.6", "11.5")
# Of the shifted table: which outcome each row of its last groups fits best, and none for the rows of group 9.
SHIFTED = {
    **{f"10.{n}": f"9.{n}" for n in range(1, 6)},
    "11.1": "10.1",
    "11.2": "10.2",
    "11.3": "10.3",
    "11.4": "10.4",
    "11.5": "10.6",
    "12.1": "11.1",
    "12.2": "11.2",
    "12.3": "11.3",
    "12.4": "11.5",
}
ROLES = ("Technical software specialist", "Technical Software Specialist", "Technical (software) specialists")


def read(text: str, source_hash: str) -> Parsed:
    identity = Identity(
        "essa-technical-specialist", "ESSA Technical software specialist EQF 4/5", "en", levels=("eqf:4", "eqf:5", "ecf:e-2")
    )
    parsed = Parsed(identity, source_hash)
    parsed.warn(Irregularity.IDENTITY)
    profile = next((plain(line) for _n, line in numbered(text) if line.startswith("ESSA ")), identity.name)
    parsed.add(Node(NodeKind.PROFILE, "profile", printed_title=profile, levels=identity.levels))
    _competences(parsed, text)
    _deliverables(parsed, text)
    _outcomes(parsed, text)
    _titles(parsed)
    _assessments(parsed, text)
    _oddities(parsed, text)
    return parsed


def _between(text: str, start: str, end: str) -> list[tuple[int, str]]:
    """The lines after the one that is `start` alone, up to the one that is `end` alone."""
    inside, found = False, []
    for number, line in numbered(text):
        if line.strip() == end:
            inside = False
        elif line.strip() == start:
            inside = True
        elif inside:
            found.append((number, line))
    return found


def _competences(parsed: Parsed, text: str) -> None:
    for _number, line in _between(text, "Competences", "Deliverables"):
        if match := E_CF.search(line):
            parsed.add(Node(NodeKind.COMPETENCE, match[1], match[1] + ".", match[2], levels=(f"ecf:{match[3]}",)))
        if match := GENERAL.search(line):
            parsed.add(Node(NodeKind.COMPETENCE, match[1].rstrip("."), match[1], match[2], levels=(f"eqf:{match[4]}",)))


def _deliverables(parsed: Parsed, text: str) -> None:
    items = [plain(line[2:]) for _n, line in _between(text, "Deliverables", "Professional perspectives") if line.startswith("- ")]
    for place, item in enumerate(items, start=1):
        code = f"D{place}"
        parsed.add(Node(NodeKind.DELIVERABLE, code, printed_title=item))
        if len(items) == len(DELIVERED):
            parsed.link(LinkKind.RELATED, code, f"U{DELIVERED[place - 1]}", LinkStatus.INFERRED, "content")


def _outcomes(parsed: Parsed, text: str) -> None:
    group: Node | None = None
    last: Node | None = None
    started = False
    for number, line in _between(text, "Programme Learning Outcomes (PLO)", "Assessments"):
        words = plain(line)
        if heading := GROUP.fullmatch(words):
            group, last, started = _group(parsed, heading), None, False
        elif group is None or not words:
            continue
        elif RULER.fullmatch(line):
            parsed.warn(Irregularity.MARKUP, group.code, number, "-----")
        elif words.startswith("→"):
            group.passages.append(Passage("The learner has demonstrated capability", plain(words[1:])))
        elif words.startswith(FIRST):
            started = True
            last = _outcome(parsed, group, line[len(FIRST) :], number, last)
        elif started:
            last = _outcome(parsed, group, line, number, last)


def _group(parsed: Parsed, heading: re.Match[str]) -> Node:
    level = f"ecf:{heading[3]}" if heading[3].startswith("e-") else f"eqf:{heading[3][-1]}"
    return parsed.add(Node(NodeKind.TASK, f"PLO{heading[1]}", heading[1] + ".", heading[2], parent="profile", levels=(level,)))


def _outcome(parsed: Parsed, group: Node, line: str, number: int, last: Node | None) -> Node | None:
    """A line that starts with a small letter goes on with the outcome before it; every other is an outcome."""
    words = plain(line)
    if words.startswith("|"):
        parsed.warn(Irregularity.MARKUP, group.code, number, "|")
        words = plain(words[1:])
    if not words:
        return last
    if last is not None and words[0].islower():
        last.printed_text = last.text = joined(last.printed_text, words)
        what = Irregularity.NO_BULLET if words.startswith("e.g.") else Irregularity.BROKEN
        parsed.warn(what, last.code, number)
        return last
    place = sum(1 for node in parsed.nodes if node.parent == group.code) + 1
    code = f"U{group.code[3:]}.{place}"
    node = parsed.add(Node(NodeKind.OUTCOME, code, printed_text=words, parent=group.code, levels=group.levels))
    _wording(parsed, node, number, line)
    return node


def _wording(parsed: Parsed, node: Node, number: int, line: str) -> None:
    if BOLD.search(line):
        parsed.warn(Irregularity.MARKUP, node.code, number, "**")
    if " . " in node.text:
        parsed.warn(Irregularity.TWO_SENTENCES, node.code, number, " . ")
    if node.text.startswith("To "):
        parsed.warn(Irregularity.VERB_FORM, node.code, number, node.text[:10])
    if match := re.match(r"\w+s' ", node.text):
        parsed.warn(Irregularity.WORD, node.code, number, match[0])


def _titles(parsed: Parsed) -> None:
    """The list of e-CF competences runs in the order of the groups: that settles what a group is whose title says otherwise."""
    competences = [node for node in parsed.of(NodeKind.COMPETENCE) if node.levels[0].startswith("ecf:")]
    groups = parsed.of(NodeKind.TASK)
    general = len(parsed.of(NodeKind.COMPETENCE)) - len(competences)
    for group, competence in zip(groups, competences, strict=False):
        parsed.link(LinkKind.RELATED, group.code, competence.code, LinkStatus.INFERRED, "order of the list")
        if not set(group.printed_title.lower().split()) <= set(competence.printed_title.lower().split()):
            group.title = competence.printed_title
            parsed.warn(Irregularity.TITLE_DIFFERS, group.code, found=f"{group.printed_title} / {competence.printed_title}")
    if len(groups) - len(competences) != general:
        parsed.warn(Irregularity.SEVERAL_TITLES, "PLO10", found="I.S. + P.S.")


def _assessments(parsed: Parsed, text: str) -> None:
    rows = [match for _n, line in numbered(text) if (match := ROW.fullmatch(line.strip()))]
    outcomes = {node.code for node in parsed.of(NodeKind.OUTCOME)}
    is_shifted = len({row[1] for row in rows}) == len(parsed.of(NodeKind.TASK)) + 1
    if is_shifted:
        parsed.warn(Irregularity.TABLE_SHIFTED, found=f"{len(rows)} / {len(outcomes)}")
    reached = set()
    for row in rows:
        number = f"{row[1]}.{row[2]}"
        node = parsed.add(Node(NodeKind.ASSESSMENT, f"R{number}", number, row[3].strip()))
        node.passages = [Passage("Validation of prior acquired competences", row[4].strip())]
        same = not is_shifted or int(row[1]) <= 8
        target = f"U{number}" if same else f"U{SHIFTED.get(number, '')}"
        if target not in outcomes:
            parsed.warn(Irregularity.ROW_ORPHAN, node.code, found=number)
            continue
        reached.add(target)
        status, why = (LinkStatus.ASSERTED, "same number") if same else (LinkStatus.INFERRED, "shifted table: content")
        parsed.link(LinkKind.RELATED, node.code, target, status, why)
        _odd_method(parsed, node, same=same)
    for code in sorted(outcomes - reached) if rows else ():
        parsed.warn(Irregularity.NO_ROW, code)


def _odd_method(parsed: Parsed, row: Node, *, same: bool) -> None:
    """Doing is not shown by an exam, nor the knowledge of a new technology by those around one."""
    if (same and row.title == "Exam") or (row.printed_code == "10.2" and row.title.startswith("360")):
        parsed.warn(Irregularity.ODD_METHOD, row.code, found=row.title)


def _oddities(parsed: Parsed, text: str) -> None:
    roles = [role for role in ROLES if role in text]
    if len(roles) > 1:
        parsed.warn(Irregularity.SEVERAL_TITLES, "profile", found=" / ".join(roles))
    if "EQF 4/5" in text and "EQF5" in text:
        parsed.warn(Irregularity.LEVELS_DIFFER, "profile", found="EQF 4/5 / EQF5 / e-2")
    if dotted := next((number for number, line in numbered(text) if "....." in line), None):
        parsed.warn(Irregularity.CONTENTS, line=dotted)
