"""Reads a Dutch qualification dossier, a profile of one, or a certificate taken from one: tasks, processes, behaviours and knowledge."""

import re
from datetime import date, datetime

from vakdesk.standards.kinds import Irregularity, LinkKind, LinkStatus, NodeKind
from vakdesk.standards.reading import outline, repairs
from vakdesk.standards.reading.blocks import Blocks
from vakdesk.standards.reading.outline import Entry, Profile
from vakdesk.standards.reading.parsed import Identity, Node, Parsed
from vakdesk.standards.reading.text import joined, numbered, plain

START = re.compile(r"(?:1\. Beroepsspecifieke onderdelen|3\. Uitwerking)\s*")
OVERVIEW = ("Overzicht van het kwalificatiedossier", "2. Inhoud eisen mbo-certificaat")
KNOWN = re.compile(r"Heeft (?:brede |specialistische )?kennis van (.+)")
SMALL = re.compile(r"[a-zà-ü]{4,}\.\s(?:hij|deze|die)\b[^.]{0,20}")


def read_certificate(text: str, source_hash: str) -> Parsed:
    code = _after(text, "Code")
    identity = Identity(
        "nl-c0088", "Ondersteunen gebruikers van IT systems and devices", "nl", register=code, valid_from=_day(_after(text, "Geldig vanaf"))
    )
    identity.levels = ("mbo:4",) if "Niveau 4" in text else ()
    parsed = Parsed(identity, source_hash)
    overview, body = _parts(text)
    entries = outline.of_certificate(overview)
    _read(parsed, entries, body)
    for entry in entries:
        parsed.link(LinkKind.EXACT, entry.code, f"nl-23244:{entry.twin}")
    _titles_of_certificate(parsed, text, entries)
    return parsed


def read_profile(text: str, source_hash: str) -> Parsed:
    crebo = re.search(r"\(Crebonr\. (\d{5})\)", text)
    dossier = re.search(r"^Crebonr\. (\d{5})", text, re.MULTILINE)
    identity = Identity(
        "nl-27016", "ICT system engineer", "nl", register=crebo[1] if crebo else "", valid_from=_day(_after(text, "Geldig vanaf"))
    )
    identity.version = dossier[1] if dossier else ""
    identity.levels = ("mbo:4",)
    return _dossier(Parsed(identity, source_hash), text)


def read_dossier(text: str, source_hash: str) -> Parsed:
    parsed = Parsed(Identity("nl-23244", "IT systems and devices", "nl", register="23244", levels=("mbo:3", "mbo:4")), source_hash)
    parsed.warn(Irregularity.IDENTITY, found="23244")
    return _dossier(parsed, text)


def _dossier(parsed: Parsed, text: str) -> Parsed:
    overview, body = _parts(text)
    entries, mixed = outline.of_dossier(overview)
    for number, line in mixed:
        parsed.warn(Irregularity.COLUMNS_MIXED, line=number, found=line)
    _profiles(parsed, outline.profiles(overview), body)
    _read(parsed, entries, body)
    for node in parsed.nodes:
        if parsed.identity.key == "nl-23244" and node.kind in (NodeKind.TASK, NodeKind.PROCESS):
            parsed.link(LinkKind.REPLACED, node.code, f"nl-27016:{node.code}", LinkStatus.INFERRED, "same code")
    return parsed


def _parts(text: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """The overview and the body."""
    lines = numbered(text)
    start = max((at for at, (_n, line) in enumerate(lines) if START.fullmatch(line)), default=len(lines))
    overview = max((at for at, (_n, line) in enumerate(lines[:start]) if line.strip() in OVERVIEW), default=start)
    return lines[overview:start], lines[start + 1 :]


def _after(text: str, label: str) -> str:
    """The first line with words after the line that is the label alone."""
    match = re.search(rf"^{label}\s*\n\s*([^\n]{{1,80}})", text, re.MULTILINE)
    return match[1].strip() if match else ""


def _day(printed: str) -> date | None:
    try:
        return datetime.strptime(printed, "%d-%m-%Y").date()  # noqa: DTZ007
    except ValueError:
        return None


def _profiles(parsed: Parsed, found: list[Profile], body: list[tuple[int, str]]) -> None:
    """A profile whose part is printed has a heading there; the level of that part is printed under 'Mbo-niveau'."""
    parts = [plain(line) for _n, line in body]
    headings = {match[1]: match[2] for line in parts if (match := re.fullmatch(r"(P\d):? ([A-Z].{2,80})", line))}
    levels = [parts[at + 1] for at, line in enumerate(parts[:-1]) if line == "Mbo-niveau"]
    titles: dict[str, Profile] = {}
    for profile in found:
        known = titles.get(profile.title)
        if known is None:
            titles[profile.title] = profile
        elif known.code != profile.code:
            parsed.warn(Irregularity.PROFILE_NUMBER, profile.code, found=f"{known.code} / {profile.code} {profile.title}")
            profile.level = profile.level or known.level
            titles[profile.title] = profile
    for profile in sorted(titles.values(), key=lambda one: one.code):
        level = profile.level or (levels[0] if len(levels) == 1 and profile.code in headings else "")
        parsed.add(Node(NodeKind.PROFILE, profile.code, profile.code, profile.title, levels=(f"mbo:{level}",) if level else ()))
        if not level:
            parsed.warn(Irregularity.NOT_PRINTED, profile.code, found=profile.title)
        elif profile.code not in headings:
            parsed.warn(Irregularity.HEADING_GARBLED, profile.code, found=profile.title)


def _read(parsed: Parsed, entries: list[Entry], body: list[tuple[int, str]]) -> None:
    blocks = Blocks(parsed, entries)
    for number, line in body:
        blocks.take(number, line)
    blocks.finish()
    _underlying(parsed, blocks.competences)
    for node in parsed.nodes:
        _mend(parsed, node)
    _mend_the_rest(parsed, body)
    _subsumed(parsed)
    _additions(parsed)


def _underlying(parsed: Parsed, listed: list[tuple[str, str, str]]) -> None:
    """Each underlying competence is one node, whoever asks for it."""
    codes: dict[str, str] = {}
    for process, name, _scope in listed:
        if name not in codes:
            codes[name] = f"C{len(codes) + 1}"
            parsed.add(Node(NodeKind.UNDERLYING, codes[name], printed_title=name))
        parsed.link(LinkKind.RELATED, codes[name], process)


def _mend(parsed: Parsed, node: Node) -> None:
    """A mended reading stands beside the print, and a warning says what was mended."""
    for printed in [node.printed_title, node.printed_text, *(passage.text for passage in node.passages)]:
        for found in repairs.mended(printed)[1]:
            parsed.warn(Irregularity.GLYPHS, node.code, found=found)
        for found in repairs.worded(printed)[1]:
            parsed.warn(Irregularity.WORD, node.code, found=found)
        if match := SMALL.search(printed):
            parsed.warn(Irregularity.LOWER_CASE, node.code, found=match[0])
    node.title = repairs.mended(node.title)[0]
    node.text = repairs.worded(repairs.mended(node.text)[0])[0]


def _mend_the_rest(parsed: Parsed, body: list[tuple[int, str]]) -> None:
    """What was misread in lines that belong to no node is named by its line."""
    known = {warned.found for warned in parsed.warnings}
    for number, line in body:
        for what, found in ((Irregularity.GLYPHS, repairs.mended(line)[1]), (Irregularity.WORD, repairs.worded(line)[1])):
            for one in found:
                if one not in known:
                    parsed.warn(what, line=number, found=one)


def _subsumed(parsed: Parsed) -> None:
    """In a certificate the weaker 'has knowledge of' stands beside the stronger: both stay, the weaker is marked."""
    known: dict[str, list[Node]] = {}
    for node in parsed.of(NodeKind.KNOWLEDGE):
        if not node.scope and (match := KNOWN.fullmatch(node.text)):
            known.setdefault(node.parent + match[1], []).append(node)
    for same in known.values():
        for node in same if len(same) > 1 else ():
            if node.text.startswith("Heeft kennis"):
                parsed.warn(Irregularity.SUBSUMED, node.code, found=node.text[13:60])


def _additions(parsed: Parsed) -> None:
    """Most base processes carry a block for one profile: those that do not are named."""
    base = [node for node in parsed.of(NodeKind.PROCESS) if node.code.startswith("B")]
    without = [node for node in base if "+" not in node.scope]
    for node in base:
        node.scope = ""
    if len(without) < len(base):
        for node in without:
            parsed.warn(Irregularity.BLOCK_MISSING, node.code)
            if any("nstructies" in passage.text and passage.heading == "Resultaat" for passage in node.passages) and node.code.endswith(
                "W3"
            ):
                parsed.warn(Irregularity.REPEATED_SENTENCE, node.code, found="Instructies zijn correct…")


def _titles_of_certificate(parsed: Parsed, text: str, entries: list[Entry]) -> None:
    printed = {node.code: node.printed_title for node in parsed.nodes}
    section = re.search(r"^C1: ([^\n]{3,80})", text, re.MULTILINE)
    for entry in entries:
        titles = [entry.title, printed.get(entry.code, entry.title)]
        titles += [section[1]] if section and entry.is_task else []
        if len(set(titles)) > 1:
            parsed.warn(Irregularity.SEVERAL_TITLES, entry.code, found=joined(" / ".join(dict.fromkeys(titles)), ""))
    if "'certificaathouder' te worden gelezen" in text:
        parsed.warn(Irregularity.READ_AS, found="beginnend beroepsbeoefenaar → certificaathouder")
