"""Text as people write it, made comparable and short. Which spellings count as the same?"""

import json
import unicodedata
from typing import Any

_FOLDS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})


def fold(text: str) -> str:
    """Lower case without accents: 'Õunapuu' and 'ounapuu' fold alike. SQLite cannot do this, so it is stored."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDS)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def digits(text: str) -> str:
    """Only the digits of a phone number, whatever stands between them."""
    return "".join(letter for letter in text if letter in "0123456789")


def one_line(text: str, *, at_most: int = 200) -> str:
    """`text` with control characters and runs of white space made one space, cut to `at_most` characters."""
    cleaned = "".join(" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)
    words = " ".join(cleaned.split())
    return words if len(words) <= at_most else words[: at_most - 1].rstrip() + "…"


def storable(text: str) -> str:
    """`text` without the characters PostgreSQL cannot keep: NUL, and halves of surrogate pairs become '\N{REPLACEMENT CHARACTER}'."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")


def canonical(value: Any) -> str:
    """JSON in which equal values have equal text: sorted keys, no spaces, no floats that databases may reformat."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
