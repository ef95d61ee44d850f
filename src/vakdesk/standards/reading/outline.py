"""What the overview of a Dutch dossier says there is: profiles, core tasks and work processes, in order."""

import re
from dataclasses import dataclass

from vakdesk.standards.reading.text import joined, plain

CODE = r"[BCP]\d-K ?\d(?:-W\d)?"
CODES = re.compile(rf"({CODE})\s+")
CERTIFICATE = re.compile(r"([^\t]{2,120}?)\s*, (B1-K\d(?:-W\d)?)\t([^\t]{2,120}?)\s*, (C1-K\d(?:-W\d)?)\s*")
PROFILE = re.compile(r"(P\d) ([A-Z][^\t]{2,80}?)[\t ]+([1-4])[\t ]+(?:Ja|Nee)\b.*")
NAMED = re.compile(r"(P\d)\t([A-Z][^\t]{2,80})")


@dataclass
class Entry:
    code: str
    title: str
    twin: str = ""  # the code of the same process in the qualification a certificate is taken from

    @property
    def is_task(self) -> bool:
        return "-W" not in self.code


@dataclass
class Profile:
    code: str
    title: str
    level: str = ""


def normalised(code: str) -> str:
    return code.replace(" ", "")


def of_certificate(lines: list[tuple[int, str]]) -> list[Entry]:
    found = [match for _n, line in lines if (match := CERTIFICATE.fullmatch(line))]
    return [Entry(match[4], match[3], twin=match[2]) for match in found]


def of_dossier(lines: list[tuple[int, str]]) -> tuple[list[Entry], list[tuple[int, str]]]:
    """The entries, and lines whose words may belong to either column of the line before."""
    entries: list[Entry] = []
    mixed: list[tuple[int, str]] = []
    before = 0
    for number, line in lines:
        parts = CODES.split(line)
        if len(parts) > 1:
            found = [Entry(normalised(code), plain(title)) for code, title in zip(parts[1::2], parts[2::2], strict=True)]
            entries += found
            before = len(found)
        elif before and plain(line) and re.fullmatch(r"[a-z][\w-]{3,60}", plain(line)):
            first = entries[-1] if before == 1 or entries[-1].title.endswith(" en") else entries[-before]
            first.title = joined(first.title, plain(line))
            if before > 1:
                mixed.append((number, plain(line)))
        elif plain(line):
            before = 0
    return entries, mixed


def profiles(lines: list[tuple[int, str]]) -> list[Profile]:
    """Each profile the overview names, with its level where that is printed; a title goes on in the next line that starts small."""
    found: list[Profile] = []
    waiting: Profile | None = None
    for _number, line in lines:
        if match := PROFILE.fullmatch(line):
            waiting = Profile(match[1], plain(match[2]), match[3])
            found.append(waiting)
        elif match := NAMED.fullmatch(line.rstrip()):
            found.append(Profile(match[1], plain(match[2])))
        elif waiting and re.fullmatch(r"and \w+", plain(line)):
            waiting.title = joined(waiting.title, plain(line))
            waiting = None
    return found
