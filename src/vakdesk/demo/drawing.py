"""Pictures for the steps of an instruction, drawn instead of stored: a window, a list, a phone, a plug, with what matters ringed."""

import io
from functools import cache
from typing import Any

WIDTH, HEIGHT = 960, 600
GROUND, PAPER, INK, QUIET, ACCENT, RING, LINE = "#e8edf4", "#ffffff", "#20242c", "#5b6472", "#1f5fae", "#c8372d", "#c9ced8"


def png(spec: str) -> bytes:
    """`spec` is KIND:words, such as "list:Guests|School*": of several words the one with a star is meant."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  loaded in a few tenths of a second, and only while the demo is filled

    kind, _colon, words = spec.partition(":")
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    KINDS[kind](draw, words.split("|"))
    out = io.BytesIO()
    image.quantize(32).save(out, "PNG", optimize=False)
    return out.getvalue()


@cache
def _font(size: int) -> Any:
    from PIL import ImageFont  # noqa: PLC0415
    from pymupdf_fonts import myfont  # noqa: PLC0415

    return ImageFont.truetype(io.BytesIO(myfont("notosbo")), size)


def _window(draw: Any) -> None:
    draw.rounded_rectangle((120, 70, 840, 530), 18, fill=PAPER, outline=LINE, width=2)
    draw.rounded_rectangle((120, 70, 840, 118), 18, fill=ACCENT)
    draw.rectangle((120, 100, 840, 118), fill=ACCENT)
    for place in range(3):
        draw.ellipse((144 + 30 * place, 86, 160 + 30 * place, 102), fill=PAPER)


def _ring(draw: Any, box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    draw.rounded_rectangle((left - 14, top - 14, right + 14, bottom + 14), 26, outline=RING, width=7)


def _text(draw: Any, at: tuple[int, int], words: str, *, size: int = 34, fill: str = INK, anchor: str = "lm") -> None:
    draw.text(at, words, font=_font(size), fill=fill, anchor=anchor)


def _list(draw: Any, words: list[str]) -> None:
    _window(draw)
    for place, word in enumerate(words):
        top = 160 + 110 * place
        meant = word.endswith("*")
        draw.rounded_rectangle((170, top, 790, top + 80), 12, fill=ACCENT if meant else GROUND)
        _text(draw, (210, top + 40), word.rstrip("*"), fill=PAPER if meant else INK)
        if meant:
            _ring(draw, (170, top, 790, top + 80))


def _form(draw: Any, words: list[str]) -> None:
    _window(draw)
    for place, word in enumerate(words):
        top = 150 + 124 * place
        _text(draw, (180, top + 14), word, size=28, fill=QUIET)
        draw.rounded_rectangle((180, top + 38, 780, top + 96), 10, fill=PAPER, outline=ACCENT, width=3)
    _ring(draw, (180, 188, 780, 246 + 124 * (len(words) - 1)))


def _button(draw: Any, words: list[str]) -> None:
    _window(draw)
    for row, width in enumerate((420, 520, 300)):
        draw.rounded_rectangle((180, 170 + 48 * row, 180 + width, 190 + 48 * row), 8, fill=LINE)
    draw.rounded_rectangle((500, 400, 780, 480), 14, fill=ACCENT)
    _text(draw, (640, 440), words[0], fill=PAPER, anchor="mm")
    _ring(draw, (500, 400, 780, 480))


def _taskbar(draw: Any, words: list[str]) -> None:
    draw.rectangle((0, 500, WIDTH, HEIGHT), fill=INK)
    for place in range(5):
        draw.rounded_rectangle((330 + 64 * place, 526, 374 + 64 * place, 574), 10, fill=QUIET)
    for size in (14, 32, 50):
        draw.arc((820 - size, 566 - size, 820 + size, 566 + size), 225, 315, fill=PAPER, width=8)
    _ring(draw, (784, 516, 856, 578))
    _text(draw, (820, 440), words[0], anchor="mm", fill=RING)


def _phone(draw: Any, words: list[str]) -> None:
    draw.rounded_rectangle((350, 40, 610, 560), 40, fill=INK)
    draw.rounded_rectangle((366, 76, 594, 524), 16, fill=PAPER)
    draw.rounded_rectangle((390, 230, 570, 340), 18, fill=ACCENT)
    _text(draw, (480, 285), words[0], size=26 if len(words[0]) > 6 else 48, fill=PAPER, anchor="mm")
    _ring(draw, (390, 230, 570, 340))


def _code(draw: Any, words: list[str]) -> None:
    _window(draw)
    for row in range(9):
        for column in range(9):
            if (row * 7 + column * 5 + row * column) % 3 == 0:
                draw.rectangle((345 + 30 * column, 160 + 36 * row, 373 + 30 * column, 194 + 36 * row), fill=INK)
    _ring(draw, (345, 160, 613, 482))


def _printer(draw: Any, words: list[str]) -> None:
    draw.rounded_rectangle((240, 220, 720, 440), 26, fill=QUIET)
    draw.rectangle((310, 110, 650, 220), fill=PAPER, outline=LINE, width=3)
    draw.rectangle((310, 400, 650, 510), fill=PAPER, outline=LINE, width=3)
    draw.ellipse((270, 260, 306, 296), fill="#2f9e5b")
    draw.rounded_rectangle((520, 250, 680, 340), 12, fill=ACCENT)
    _text(draw, (600, 295), words[0], fill=PAPER, anchor="mm")
    _ring(draw, (520, 250, 680, 340))


def _plug(draw: Any, words: list[str]) -> None:
    draw.rounded_rectangle((520, 190, 860, 410), 24, fill=PAPER, outline=LINE, width=4)
    draw.rounded_rectangle((520, 262, 570, 338), 6, fill=INK)
    draw.rounded_rectangle((230, 250, 400, 350), 18, fill=INK)
    draw.rectangle((400, 276, 450, 324), fill=QUIET)
    draw.line((20, 300, 230, 300), fill=INK, width=22)
    draw.line((465, 300, 505, 300), fill=RING, width=8)
    draw.polygon(((505, 284), (505, 316), (520, 300)), fill=RING)
    _text(draw, (700, 300), words[0], anchor="mm")
    _ring(draw, (230, 250, 450, 350))


def _screws(draw: Any, words: list[str]) -> None:
    draw.rounded_rectangle((140, 90, 820, 510), 26, fill=QUIET)
    for left in (190, 460, 730):
        for top in (140, 440):
            draw.ellipse((left, top, left + 40, top + 40), fill=PAPER)
            draw.line((left + 10, top + 20, left + 30, top + 20), fill=INK, width=5)
            draw.ellipse((left - 10, top - 10, left + 50, top + 50), outline=RING, width=6)


def _keys(draw: Any, words: list[str]) -> None:
    for place, word in enumerate(words):
        left = 110 + 260 * place
        draw.rounded_rectangle((left, 200, left + 220, 400), 26, fill=PAPER, outline=ACCENT, width=5)
        _text(draw, (left + 110, 300), word, size=52, anchor="mm")
    _ring(draw, (110, 200, 110 + 260 * len(words) - 40, 400))


KINDS = {
    "list": _list,
    "form": _form,
    "button": _button,
    "taskbar": _taskbar,
    "phone": _phone,
    "code": _code,
    "printer": _printer,
    "plug": _plug,
    "screws": _screws,
    "keys": _keys,
}
