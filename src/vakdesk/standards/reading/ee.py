"""Reads the Estonian occupational standard: tasks A.2, competences B.3 with their indicators, general skills and partial qualifications."""

import re
from datetime import date, datetime

from vakdesk.standards.kinds import Irregularity, LinkKind, LinkStatus, NodeKind
from vakdesk.standards.reading.parsed import Identity, Node, Parsed
from vakdesk.standards.reading.text import RULER, joined, numbered, plain

TASK = re.compile(r"A\.2\.(\d{1,2}) ([^()<]{1,200}) \(e-CF competences? ([^)]{1,60})\)")
E_CF = re.compile(r"[A-E]\.\d{1,2}")
COMPETENCE = re.compile(r"B\.3\.(\d{1,2}) ([^\t]{1,200})\t\s*(EstQF Level \d)")
INDICATOR = re.compile(r"\s*(\d{1,2})\. (\S.*)")
INLINE_ITEM = re.compile(r"(?:^|\s)\d{1,2}\. (?=[A-Z])")
SKILL = re.compile(r"(?:^|\s)\d{1,2}\) ")
PARTIAL = re.compile(r"([A-Z][A-Za-z ]{2,60}), Level (\d)\t(\d)\s*")
REQUIRED = re.compile(
    r"Competences? ([^\n]{1,600}?) must be certified when applying for the partial occupational qualification for ([^,\n]{1,80}),"
)
TAGS = re.compile(r"<[^<>]{1,80}>")
FACT = re.compile(r"\d\. ([^\t]{5,120})\t(.*)")


def read(text: str, source_hash: str) -> Parsed:
    parsed = Parsed(_identity(text), source_hash)
    _tasks(parsed, text)
    _competences(parsed, text)
    _skills(parsed, text)
    _partials(parsed, text)
    _oddities(parsed, text)
    return parsed


def _identity(text: str) -> Identity:
    facts = {match[1]: match[2].strip() for match in FACT.finditer(text)}
    eqf = _fact(facts, "European Qualifications Framework")
    return Identity(
        key="ee-junior-it",
        name="Junior IT Systems Specialist, EstQF Level 4",
        language="en",
        version=_fact(facts, "version no"),
        register=_fact(facts, "ID of occupational"),
        valid_from=_date(_fact(facts, "Date of decision")),
        valid_to=_date(_fact(facts, "valid until")),
        levels=("estqf:4", *((f"eqf:{eqf}",) if eqf.isdigit() else ())),
    )


def _fact(facts: dict[str, str], words: str) -> str:
    return next((value for name, value in facts.items() if words in name), "")


def _date(printed: str) -> date | None:
    try:
        return datetime.strptime(printed, "%d.%m.%Y").date()  # noqa: DTZ007
    except ValueError:
        return None


def _tasks(parsed: Parsed, text: str) -> None:
    for match in TASK.finditer(text):
        code = f"A.2.{match[1]}"
        e_cf = tuple(E_CF.findall(match[3]))
        parsed.add(Node(NodeKind.TASK, code, code, match[2]))
        for one in e_cf:
            parsed.link(LinkKind.RELATED, code, f"e-cf-3.0:{one}")
        parsed.link(LinkKind.RELATED, code, f"B.3.{match[1]}", LinkStatus.INFERRED, "same number, same title")
        if len(e_cf) > 2 and "&" in match[3]:
            parsed.warn(Irregularity.SEPARATORS, code, found=match[3])


def _competences(parsed: Parsed, text: str) -> None:
    now: Node | None = None
    last: Node | None = None
    blank = False
    for number, line in numbered(text):
        if line.startswith("Part C"):
            break
        if heading := COMPETENCE.match(line):
            code = f"B.3.{heading[1]}"
            now = parsed.add(Node(NodeKind.COMPETENCE, code, code, plain(heading[2]), levels=("estqf:" + heading[3][-1],)))
            last = None
        elif now is None:
            continue
        elif RULER.fullmatch(line):
            parsed.warn(Irregularity.MARKUP, now.code, number, "-----")
        elif plain(line).lstrip("- ") == "Performance indicators:":
            if line.startswith("-"):
                parsed.warn(Irregularity.HEADING_FORM, now.code, number, "- Performance indicators:")
        elif line.startswith("<ol"):
            _inline(parsed, now, line, number)
        elif item := INDICATOR.fullmatch(line):
            if blank and last:
                parsed.warn(Irregularity.BROKEN, now.code, number)
            last = _indicator(parsed, now, item[1], item[2])
        elif plain(line) and last:
            last.printed_text = last.text = joined(last.printed_text, plain(line))
            parsed.warn(Irregularity.BROKEN, last.code, number)
        blank = not line.strip()


def _indicator(parsed: Parsed, competence: Node, number: str, printed: str) -> Node:
    code = f"{competence.code}.{number}"
    return parsed.add(
        Node(NodeKind.INDICATOR, code, f"{number}.", printed_text=printed.strip(), parent=competence.code, levels=competence.levels)
    )


def _inline(parsed: Parsed, competence: Node, line: str, number: int) -> None:
    parsed.warn(Irregularity.MARKUP, competence.code, number, "<ol …>")
    if "</ol>" not in line:
        parsed.warn(Irregularity.UNCLOSED, competence.code, number, "<ol …>")
    items = [plain(item) for item in INLINE_ITEM.split(TAGS.sub("", line))]
    for place, item in enumerate((item for item in items if item), start=1):
        _indicator(parsed, competence, str(place), item)


def _skills(parsed: Parsed, text: str) -> None:
    lines = numbered(text)
    heading = next((at for at, (_n, line) in enumerate(lines) if line.startswith("B.2 ")), None)
    if heading is None or heading + 1 >= len(lines):
        return
    number, line = lines[heading + 1]
    if TAGS.search(line):
        parsed.warn(Irregularity.MARKUP, "B.2", number, "<ol …>")
    items = [plain(item) for item in SKILL.split(TAGS.sub("", line))]
    for place, item in enumerate((item for item in items if item), start=1):
        parsed.add(Node(NodeKind.SKILL, f"B.2.{place}", f"{place})", printed_text=item))


def _partials(parsed: Parsed, text: str) -> None:
    """In the order of the table, which is the order of B.1 too; where the two call one differently, both titles stay."""
    required = REQUIRED.findall(text)
    for place, match in enumerate(PARTIAL.finditer(text)):
        code = f"partial-{place + 1}"
        node = parsed.add(Node(NodeKind.PARTIAL, code, printed_title=match[1], levels=(f"estqf:{match[3]}",)))
        if place >= len(required):
            continue
        codes, name = re.findall(r"B\.3\.\d{1,2}", required[place][0]), required[place][1]
        for one in codes:
            parsed.link(LinkKind.PART, one, code)
        if name != match[1]:
            node.title = name
            parsed.warn(Irregularity.SEVERAL_TITLES, code, found=f"{match[1]} / {name}")
        if codes != sorted(codes, key=lambda one: int(one.rsplit(".", 1)[1])):
            parsed.warn(Irregularity.ORDER, code, found=" ".join(codes))


def _oddities(parsed: Parsed, text: str) -> None:
    if parsed.identity.valid_to:
        parsed.warn(Irregularity.EXPIRED, found=f"{parsed.identity.valid_to:%d.%m.%Y}")
    if "EstQF Level 4" in text and re.search(r"Technician, Level 4", text):
        parsed.warn(Irregularity.LEVELS_DIFFER, found="Level 4 / EstQF Level 4")
    if "<p>" in text:
        parsed.warn(Irregularity.MARKUP, "A.2", found="<p>")
    if "Lisa 1" in text:
        parsed.warn(Irregularity.ANNEX, "B.2", found="Lisa 1")
    for node in parsed.of(NodeKind.INDICATOR):
        if re.search(r"\bISKE\b", node.text):
            parsed.warn(Irregularity.OBSOLETE, node.code, found="ISKE")
