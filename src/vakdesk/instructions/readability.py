"""How easy is a text to read, and is that easy enough for whom it is meant?

Flesch Reading Ease (Flesch 1948) for English: 206.835 - 1.015 W - 84.6 S, and Flesch-Douma (Douma 1960) for Dutch: 206.84 - 0.93 W
- 77 S, where W is the mean number of words in a sentence and S that of syllables in a word. Worked example: "The cat sat. The dog
ran." has W = 3 and S = 1, so 206.835 - 3.045 - 84.6 = 119.19. Syllables are counted by spelling: an estimate, as in any such tool.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from statistics import mean

from vakdesk.instructions.kinds import Level

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\s\"'”’)]+|\n+")
#: What sounds as one vowel in Dutch, the longest first; a trema begins a syllable.
_DUTCH = re.compile(
    r"aai|ooi|oei|eeuw?|ieuw?|eau|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|ai|[äëïöü][eu]?|(?<=q)u|y(?=[aeiou])|[aeiouyáàâéèêíìîóòôúùû]"
)
_SILENT_DUTCH = re.compile(r"(?<=q)u|y(?=[aeiou])")
_ENGLISH = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:(?<=[^aeiouyl])e|(?<=[aeiouy]l)e|(?<=[^aeiouytd])ed|(?<=[^aeiouysxzcg])(?<!sh)(?<!ch)es)$")
_SPLIT = re.compile(r"i(?:a|o(?!n)|u(?!s))|ua(?!r)|eo$|ying")
#: From which score on a text suits a language level. Nobody has fixed that by a standard; these are the bands that Flesch's own
#: table of school years and practice in plain language agree on.
_BANDS = ((90, Level.A1), (80, Level.A2), (65, Level.B1), (50, Level.B2), (30, Level.C1))
#: Words in a sentence, beyond which it is long for readers of that level.
LONGEST_SENTENCE = {Level.A1: 10, Level.A2: 12, Level.B1: 15, Level.B2: 20, Level.C1: 25, Level.C2: 30}
_ORDER = list(Level.values)


def _dutch(word: str) -> int:
    return sum(not _SILENT_DUTCH.match(word, found.start()) for found in _DUTCH.finditer(word))


def _english(word: str) -> int:
    stem = _SILENT_END.sub("", word) or word
    return len(_ENGLISH.findall(stem)) + len(_SPLIT.findall(stem))


_SYLLABLES: dict[str, Callable[[str], int]] = {"nl": _dutch, "en": _english}
_FORMULAS: dict[str, tuple[str, float, float, float]] = {
    "nl": ("Flesch-Douma", 206.84, 0.93, 77.0),
    "en": ("Flesch Reading Ease", 206.835, 1.015, 84.6),
}


@dataclass(frozen=True)
class Measured:
    """`score` and `reached` are None where the language has no formula here, or there is too little text. `long` are the sentences
    that are too long for the level `needed`."""

    needed: Level
    words: int
    sentences: int
    formula: str = ""
    score: int | None = None
    reached: Level | None = None
    long: tuple[str, ...] = ()

    @property
    def is_easy_enough(self) -> bool:
        return self.reached is None or _ORDER.index(self.reached) <= _ORDER.index(self.needed)

    @property
    def longest(self) -> int:
        return LONGEST_SENTENCE[self.needed]

    @property
    def tone(self) -> str:
        return "warn" if self.long or not self.is_easy_enough else "good"

    @property
    def place(self) -> int:
        """Where the score lies between 0 and 100, for a bar."""
        return min(100, max(0, self.score or 0))


def syllables(word: str, language: str) -> int:
    """At least one: also of a number or an abbreviation."""
    counted = _SYLLABLES.get(language, _dutch)
    return max(1, counted(word.lower()))


def sentences(text: str) -> list[str]:
    return [one.strip() for one in _SENTENCE.split(text) if _WORD.search(one)]


def score(text: str, language: str) -> float | None:
    """Higher is easier; 100 and more is for beginners. None without a formula for the language, or without a word."""
    found = [_WORD.findall(one) for one in sentences(text)]
    words = [word for one in found for word in one]
    if not words or language not in _FORMULAS:
        return None
    _name, constant, per_word, per_syllable = _FORMULAS[language]
    return constant - per_word * len(words) / len(found) - per_syllable * mean(syllables(word, language) for word in words)


def level_of(reading_ease: float) -> Level:
    return next((level for least, level in _BANDS if reading_ease >= least), Level.C2)


def measure(text: str, language: str, needed: str) -> Measured:
    level = Level(needed)
    found = sentences(text)
    long = tuple(one for one in found if len(_WORD.findall(one)) > LONGEST_SENTENCE[level])
    ease = score(text, language)
    return Measured(
        needed=level,
        words=len(_WORD.findall(text)),
        sentences=len(found),
        formula=_FORMULAS[language][0] if language in _FORMULAS else "",
        score=None if ease is None else round(ease),
        reached=None if ease is None else level_of(ease),
        long=long,
    )
