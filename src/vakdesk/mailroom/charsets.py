"""Bytes that claim a character set, made text. Mail lies about its character set, so the bytes have the last word."""

import codecs
import re

from vakdesk.kit.text import storable

#: What senders write, and the wider set that they mean by it (as browsers do).
_MEANT = {
    "ascii": "utf-8",
    "us-ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-8-i": "iso-8859-8",
    "utf8mb4": "utf-8",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
}
#: Codecs of Python that are no character sets: they interpret, and some take quadratic time.
_NOT_TEXT = {"idna", "punycode", "undefined", "unicode_escape", "raw-unicode-escape", "mbcs", "oem"}
_META = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)


def text_of(raw: bytes, claimed: str = "") -> str:
    """`raw` as text that any database can keep. Tries, in this order: UTF-8 where the bytes can hardly be anything
    else, what is claimed, UTF-8, Windows-1252 with replacement characters."""
    if b"\x1b$" in raw or b"\x1b(" in raw:
        claimed = claimed if "2022" in claimed else "iso-2022-jp"
    elif not raw.isascii() and (text := _decoded(raw, "utf-8")) is not None:
        return storable(text.removeprefix("\ufeff"))
    for codec in (_codec(claimed), "utf-8", "cp1252"):
        if codec and (text := _decoded(raw, codec)) is not None:
            return storable(text.removeprefix("\ufeff"))
    return storable(raw.decode(_codec(claimed) or "cp1252", "replace"))


def html_of(raw: bytes, claimed: str = "") -> str:
    """As text_of(), and a page without a claim is asked for the one in its own head."""
    if not claimed and (meta := _META.search(raw[:4096])):
        claimed = meta[1].decode("ascii")
    return text_of(raw, claimed)


def _codec(claimed: str) -> str:
    """The name of a codec of Python for what is claimed, or ""."""
    name = claimed.strip(" \t\"'").lower()
    try:
        found = codecs.lookup(_MEANT.get(name, name))
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if found.name in _NOT_TEXT else found.name


def _decoded(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (UnicodeError, LookupError):  # LookupError: bytes-to-bytes codecs such as "zip"
        return None
