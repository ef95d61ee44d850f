"""winmail.dat: what Outlook wraps files and text in (MS-OXTNEF). Which files are inside, and what does it say?

Read by ourselves: the libraries there are have not been kept up for years. Every step is linear, nothing is decompressed,
and what is cut off or contradicts itself gives what was whole until there.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from vakdesk.mailroom.charsets import html_of, text_of

TYPES = {"application/ms-tnef", "application/vnd.ms-tnef"}
MOST_FILES = 500
DEEPEST = 5

_SIGNATURE = 0x223E9F78
_MESSAGE_BODY = 0x0002800C
_MESSAGE_PROPERTIES = 0x00069003
_CODEPAGE = 0x00069007
_FILE_BEGINS = 0x00069002
_FILE_TITLE = 0x00018010
_FILE_CONTENT = 0x0006800F
_FILE_PROPERTIES = 0x00069005

_BODY, _HTML = 0x1000, 0x1013
_DISPLAY_NAME, _NAME, _LONG_NAME = 0x3001, 0x3704, 0x3707
_CONTENT, _TYPE, _CONTENT_ID = 0x3701, 0x370E, 0x3712

_SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING8, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0x0D, 0x102
_STORAGE_INSIDE = bytes.fromhex("0b00000000000000c000000000000046")
_MESSAGE_INSIDE = bytes.fromhex("0703020000000000c000000000000046")


@dataclass(frozen=True)
class Packed:
    """A file inside; `content_type` is "" where none is named."""

    name: str
    content: bytes
    content_type: str = ""
    content_id: str = ""


@dataclass(frozen=True)
class Unpacked:
    """What was inside. `text` and `html` are the body, where it is in a form we read."""

    text: str
    html: str
    files: tuple[Packed, ...]


def unpack(content: bytes, *, depth: int = 0) -> Unpacked | None:
    """What a winmail.dat holds; None where it is none, nests more deeply than we read, or holds more files."""
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != _SIGNATURE or depth > DEEPEST:
        return None
    reading = _Reading(depth)
    for attribute, value in _attributes(content):
        reading.take(attribute, value)
    files = tuple(islice(reading.packed(), MOST_FILES + 1))
    return Unpacked(reading.text, reading.html, files) if len(files) <= MOST_FILES else None


class _Reading:
    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.text = self.html = ""
        self.charset = "cp1252"
        self.files: list[dict[int, bytes | str]] = []

    def take(self, attribute: int, value: bytes) -> None:
        if attribute == _CODEPAGE and len(value) >= 4:
            self.charset = f"cp{struct.unpack_from('<I', value)[0]}"
        elif attribute == _MESSAGE_BODY:
            self.text = self.text or text_of(value.rstrip(b"\0"), self.charset)
        elif attribute == _MESSAGE_PROPERTIES:
            self._take_body(dict(_properties(value)))
        elif attribute == _FILE_BEGINS:
            self.files.append({})
        elif self.files and attribute == _FILE_TITLE:
            self.files[-1].setdefault(_NAME, text_of(value.rstrip(b"\0"), self.charset))
        elif self.files and attribute == _FILE_CONTENT:
            self.files[-1][_CONTENT] = value
        elif self.files and attribute == _FILE_PROPERTIES:
            for name, found in _properties(value):
                if name == _CONTENT:
                    is_message = isinstance(found, bytes) and found.startswith(_MESSAGE_INSIDE)
                    self.files[-1][name] = found if is_message else self.files[-1].get(name, found)
                elif name in {_LONG_NAME, _NAME, _DISPLAY_NAME, _TYPE, _CONTENT_ID}:
                    self.files[-1][name] = self._words(found)

    def _take_body(self, properties: dict[int, bytes | str]) -> None:
        body, html = properties.get(_BODY, ""), properties.get(_HTML, "")
        self.text = self._words(body) or self.text
        self.html = html_of(html, "") if isinstance(html, bytes) else html

    def _words(self, value: bytes | str) -> str:
        return value if isinstance(value, str) else text_of(value.rstrip(b"\0"), self.charset)

    def packed(self) -> Iterator[Packed]:
        for file in self.files:
            content = file.get(_CONTENT, b"")
            name = self._words(file.get(_LONG_NAME) or file.get(_NAME) or file.get(_DISPLAY_NAME) or "")
            if isinstance(content, str):
                content = content.encode()
            if content.startswith(_MESSAGE_INSIDE):
                yield from self._nested(content[len(_MESSAGE_INSIDE) :], name)
            elif content := content.removeprefix(_STORAGE_INSIDE):
                yield Packed(name, content, str(file.get(_TYPE, "")), str(file.get(_CONTENT_ID, "")).strip("<>"))

    def _nested(self, content: bytes, name: str) -> Iterator[Packed]:
        """A message inside: its text as a file, and its own files."""
        inside = unpack(content, depth=self.depth + 1)
        if inside is None or not (inside.text or inside.html or inside.files):
            yield Packed(f"{name or 'message'}.dat", content)
            return
        if inside.text or inside.html:
            said = (inside.text or inside.html).encode()
            yield Packed(f"{name or 'message'}.{'txt' if inside.text else 'html'}", said)
        yield from inside.files


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(content):
        _level, attribute, length = struct.unpack_from("<BII", content, at)
        at += 9
        if at + length > len(content):
            return
        yield attribute, content[at : at + length]
        at += length + 2  # the checksum, which some writers get wrong


def _properties(content: bytes) -> Iterator[tuple[int, bytes | str]]:
    """(identifier, value) of a MAPI property list; fixed values are left out, of several values the first is taken."""
    try:
        yield from _walk(content)
    except struct.error:
        return


def _walk(content: bytes) -> Iterator[tuple[int, bytes | str]]:
    (count,), at = struct.unpack_from("<I", content), 4
    for _number in range(min(count, len(content) // 4)):
        kind, name = struct.unpack_from("<HH", content, at)
        at += 4
        if name >= 0x8000:
            (is_named,) = struct.unpack_from("<I", content, at + 16)
            at += 20
            (length,) = struct.unpack_from("<I", content, at)
            at += 4 + (_padded(length) if is_named else 0)
        plain, values = kind & ~0x1000, 1
        is_many = bool(kind & 0x1000) or plain in {_STRING8, _UNICODE, _OBJECT, _BINARY}
        if is_many:
            (values,) = struct.unpack_from("<I", content, at)
            at += 4
        if plain in _SIZES:
            at += (2 if plain == 0x02 and kind & 0x1000 else _SIZES[plain]) * values
            at = _padded(at) if kind & 0x1000 else at
            continue
        if plain not in {_STRING8, _UNICODE, _OBJECT, _BINARY}:
            return
        for place in range(min(values, len(content) // 4)):
            (length,) = struct.unpack_from("<I", content, at)
            value = content[at + 4 : at + 4 + length]
            at += 4 + _padded(length)
            if at > len(content) + 3:
                return
            if place == 0:
                yield name, value.decode("utf-16-le", "replace").rstrip("\0") if plain == _UNICODE else value


def _padded(length: int) -> int:
    return length + (-length) % 4
