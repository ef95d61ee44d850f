"""Misread letters and glued words in the Dutch dossiers, and how we read them: a list that can be reviewed, never a guess."""

import re

GLYPHS: tuple[tuple[str, str], ...] = (
    (r"\b0SI\b", "OSI"),
    (r"\bi0S\b", "iOS"),
    (r"\bloT\b", "IoT"),
    (r"\bgein(formeerd|stalleerd|terpreteerd)", r"geïn\1"),
    (r"\bcontinuiteit", "continuïteit"),
    (r"\bcommerciéle\b", "commerciële"),
    (r"\bBeheertdeinfrastructuur\b", "Beheert de infrastructuur"),
    (r"\been(informatievoorziening)", r"een \1"),
    (r"\bKan(in|een)\b", r"Kan \1"),
    (r"\bEris\b", "Er is"),
    (r"\b([Hh])et(incident)\b", r"\1et \2"),
    (r"\ben(infrastructuuronderdelen)\b", r"en \1"),
    (r"\bna(installatie)\b", r"na \1"),
    (r"\bde(informatiesystemen)\b", r"de \1"),
    (r"\b(beroepsbeoefenaar|haalbaar)(is|inventariseert)\b", r"\1 \2"),
    (r"\b([Hh]ij/zij)(installeert)\b", r"\1 \2"),
    (r"\b(in|van)(de)\b(?=\s+IT)", r"\1 \2"),
    (r"\bITsystemsand\b", "IT systems and"),
    (r"\beninitiatief\b", "en initiatief"),
)
WORDS: tuple[tuple[str, str], ...] = (
    (r"\blikt\b(?= te zijn)", "lijkt"),
    (r"^betreft\b(?=, waar nodig)", "betrekt"),
    (r"\bvakken en vaardigheden\b", "vakkennis en vaardigheden"),
    (r"\bIT system engineer\b", "ICT system engineer"),
    (r"\bleidinggevend en of\b", "leidinggevenden of"),
)
_GLYPHS = [(re.compile(wrong), right) for wrong, right in GLYPHS]
_WORDS = [(re.compile(wrong), right) for wrong, right in WORDS]


def mended(text: str) -> tuple[str, list[str]]:
    """The text as we read it, and each thing misread that was found in it."""
    return _with(text, _GLYPHS)


def worded(text: str) -> tuple[str, list[str]]:
    """The same for words that look wrong though every letter was read well."""
    return _with(text, _WORDS)


def _with(text: str, repairs: list[tuple[re.Pattern[str], str]]) -> tuple[str, list[str]]:
    found = []
    for wrong, right in repairs:
        found += [f"{match[0]} → {match.expand(right)}" for match in wrong.finditer(text)]
        text = wrong.sub(right, text)
    return text, found
