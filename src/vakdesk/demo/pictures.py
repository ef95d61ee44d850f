"""The files people attach, drawn instead of stored: a photo of a screen, a log, a list."""

import math
import struct
import zlib
from random import Random

from vakdesk.records.store import Staged, stage

WIDTH, HEIGHT = 480, 300
_PALETTES = (((31, 78, 155), (235, 240, 250)), ((24, 24, 28), (230, 70, 60)), ((245, 245, 242), (60, 66, 80)))


def staged(name: str, random: Random) -> Staged:
    """The named file, in the store: a picture for .png, else lines of text."""
    return stage(name, [_screen(random) if name.endswith(".png") else _lines(random)])


def _screen(random: Random) -> bytes:
    """A screen as people photograph it: a plain ground, a box, and bars where the text would be."""
    ground, ink = random.choice(_PALETTES)
    rows = [[ground] * WIDTH for _row in range(HEIGHT)]
    top = 60
    for _bar in range(random.randint(3, 6)):
        width = random.randint(120, 380)
        for row in range(top, top + 12):
            rows[row][50 : 50 + width] = [ink] * width
        top += 34
    return _png(rows)


def signature_of(name: str) -> bytes:
    """A signature as a pen leaves it: loops that lean to the right, always the same for the same name."""
    random = Random(name)  # noqa: S311  a drawing
    rows = [[(255, 255, 255)] * WIDTH for _row in range(HEIGHT)]
    lean, size, turns = random.uniform(0.5, 1.5), random.uniform(45, 75), random.uniform(30, 45)
    for step in range(2_400):
        turn = step / 2_400 * turns
        across, down = int(60 + step / 8 + lean * size * math.cos(turn)), int(HEIGHT / 2 + size * math.sin(turn) * math.cos(step / 700))
        for row in range(max(0, down), min(HEIGHT, down + 4)):
            for column in range(max(0, across), min(WIDTH, across + 4)):
                rows[row][column] = (20, 33, 61)
    return _png(rows)


def _png(rows: list[list[tuple[int, int, int]]]) -> bytes:
    """PNG, 8-bit RGB. Source: W3C Portable Network Graphics (third edition), 5 and 11."""
    raw = b"".join(b"\0" + bytes(value for dot in row for value in dot) for row in rows)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(raw)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _lines(random: Random) -> bytes:
    words = ("start", "retry", "timeout", "ok", "refused", "ticket expired", "link down", "link up")
    return "\n".join(
        f"{9 + line // 6:02}:{line * 7 % 60:02}:{random.randint(0, 59):02}  {random.choice(words)}" for line in range(24)
    ).encode()
