"""Header fields as strangers write them, made values: words, addresses, message identifiers, moments. Nothing here raises."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_tz

from vakdesk.kit.text import one_line, storable
from vakdesk.mailroom.charsets import text_of

LONGEST_ADDRESS = 254  # RFC 5321 4.5.3.1.3, less the angle brackets
LONGEST_LINE = 998  # RFC 5322 2.1.1
MOST_IDS = 200

_WORD = re.compile(r"=\?([A-Za-z0-9_.:+-]{1,40})(?:\*[A-Za-z-]{1,20})?\?([bBqQ])\?([^?]{0,8000})\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(?==\?[A-Za-z0-9_.:*+-]{1,60}\?[bBqQ]\?)")
_ID = re.compile(r"<([^<>]{1,998})>")
_BARE_ID = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")
_ADDRESS = re.compile(r"""(?:"(?:[^"\\\r\n]|\\.){1,64}"|[^\s<>()\[\]\\,;:@"]{1,64})@(?:[^\s<>()\[\]\\,;:@"]{1,253}|\[[^\]\s]{1,60}\])""")


@dataclass(frozen=True)
class Address:
    """A mail address with its domain in lower case, and the name its owner gives himself."""

    address: str
    name: str = ""

    @property
    def local_part(self) -> str:
        return self.address.rpartition("@")[0]

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def raw_text(value: str) -> str:
    """A header as the parser keeps it (bytes above 127 as surrogates), unfolded, in a repaired character set."""
    if value.isascii():
        return value
    return text_of(value.encode("utf-8", "surrogateescape"))


def words(value: str) -> str:
    """RFC 2047 words decoded, also inside quotes and across badly split words; one line, storable."""
    text = _BETWEEN_WORDS.sub(r"\1", raw_text(value))
    pieces: list[str] = []
    waiting: list[tuple[str, bytes]] = []
    end = 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        if between:
            pieces += [_joined(waiting), between]
            waiting = []
        waiting.append((word[1], _word_bytes(word[2], word[3])))
        end = word.end()
    pieces += [_joined(waiting), text[end:]]
    return one_line(storable("".join(pieces)), at_most=LONGEST_LINE)


def _joined(parts: list[tuple[str, bytes]]) -> str:
    """Words in the same character set are joined before decoding: senders split them in the middle of a character."""
    text, same = [], b""
    for place, (charset, raw) in enumerate(parts):
        same += raw
        if place + 1 == len(parts) or parts[place + 1][0].lower() != charset.lower():
            text.append(text_of(same, charset))
            same = b""
    return "".join(text)


def _word_bytes(encoding: str, body: str) -> bytes:
    raw = body.encode("utf-8", "replace")
    if encoding in "qQ":
        return quopri.decodestring(raw.replace(b"_", b" "), header=False)
    cleaned = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    try:
        return base64.b64decode(cleaned + b"=" * (-len(cleaned) % 4))
    except binascii.Error:
        return base64.b64decode(cleaned[: len(cleaned) // 4 * 4])


def addresses(values: Iterable[str]) -> tuple[Address, ...]:
    """The addresses in these header values, in order, each once. What is no address is left out."""
    found: dict[str, Address] = {}
    for value in values:
        for piece in _pieces(raw_text(value)[:100_000]):
            one = _address(piece)
            if one:
                found.setdefault(one.address, one)
    return tuple(found.values())


def _pieces(text: str) -> Iterable[str]:
    """Splits at commas and semicolons outside quotes, comments and angle brackets; drops names of groups."""
    piece: list[str] = []
    quoted = angled = escaped = False
    comments = 0
    for letter in text:
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter == '"' and not comments:
            quoted = not quoted
        elif not quoted:
            comments = max(0, comments + (letter == "(") - (letter == ")"))
            angled = not comments and (letter == "<" or (angled and letter != ">"))
            if letter in ",;" and not comments and not angled:
                yield "".join(piece)
                piece = []
                continue
            if letter == ":" and not comments and not angled and "@" not in piece:
                piece = []
                continue
        piece.append(letter)
    if quoted and piece.count("<"):
        yield from "".join(piece).split(",")
    else:
        yield "".join(piece)


def _address(piece: str) -> Address | None:
    before, opens, rest = piece.rpartition("<")
    inside = rest.partition(">")[0] if opens else re.sub(r"\([^()]*\)", " ", piece)
    found = _ADDRESS.search(inside.strip())
    if found is None:
        before, found = "", _ADDRESS.search(piece)
    if found is None or len(found[0]) > LONGEST_ADDRESS:
        return None
    local, _at, domain = found[0].rpartition("@")
    comment = re.search(r"\(([^()]*)\)", piece)
    name = before if before.strip() else comment[1] if comment else ""
    return Address(storable(f"{local}@{domain.lower().rstrip('.')}"), _name(name))


def _name(text: str) -> str:
    decoded = words(text.strip())
    if len(decoded) > 1 and decoded[0] == decoded[-1] and decoded[0] in "\"'":
        decoded = decoded[1:-1]
    return one_line(re.sub(r"\\(.)", r"\1", decoded).strip(" \"'"), at_most=200)


def identifiers(values: Iterable[str]) -> tuple[str, ...]:
    """Message identifiers without their angle brackets, in order, each once, the last MOST_IDS of them."""
    found: dict[str, None] = {}
    for value in values:
        text = raw_text(value)
        for one in _ID.findall(text) or _BARE_ID.findall(text):
            if cleaned := storable("".join(one.split()))[:LONGEST_LINE]:
                found[cleaned] = None
    return tuple(found)[-MOST_IDS:]


def moment(value: str) -> datetime | None:
    """The moment a Date header names, in UTC; None where it names none."""
    try:
        parts = parsedate_tz(raw_text(value)[:200])
        if parts is None:
            return None
        year, month, day, hour, minute, second = parts[:6]
        local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        return datetime.fromtimestamp(local.timestamp() - (parts[9] or 0), UTC)
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
