"""Text made into terms, once and in Python, so that both databases index and ask for exactly the same.

A word is indexed as written (folded) and by its stem in the record's language. A query does not know that language and
asks for the stems of all three.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Any
from unicodedata import normalize

from vakdesk.kit.text import fold
from vakdesk.search.registry import Text, Weight

#: Snowball 3's own "dutch" parts wachtwoorden from wachtwoord; dutch_porter does not.
_ALGORITHMS = {"nl": "dutch_porter", "en": "english", "et": "estonian"}
_one_at_a_time = Lock()  # a stemmer keeps the word it works on in itself, and threads share it

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 64
LONGEST_QUERY = 400
MOST_WORDS = 12
SHORTEST_PREFIX = 2
#: A tsvector holds 1 MiB of distinct terms with their positions; DISTINCT_COST is what one takes beside its letters.
DISTINCT_BYTES = 1_000_000
DISTINCT_COST = 20
#: A term that stands oftener in one document counts no more: ts_rank gains next to nothing, and a vector's size is limited.
COUNTED_EACH = 8

Terms = dict[Weight, list[str]]
Shared = dict[int, tuple[dict[str, int], int]]
"""By record key: how often each asked-for term stands there, a title's word as three, and how many different terms there are."""


@dataclass(frozen=True)
class Word:
    """One asked-for word: any of these terms, or any term that begins with `prefix`."""

    terms: tuple[str, ...]
    prefix: str = ""


Query = tuple[Word, ...]
"""Every word must be found, in whatever part of the document."""


def words(text: str) -> list[str]:
    """The words of a text as they are spelled."""
    return WORD.findall(normalize("NFC", text))


def terms_of(word: str, language: str) -> tuple[str, ...]:
    """The word folded, then its stems where they differ: of its spelling, and of its folded form for who types no accents."""
    if word.isalpha() and language in _ALGORITHMS and len(word) <= LONGEST_WORD:
        return _stemmed(word, language)
    plain = _plain(word)[:LONGEST_WORD]
    return (plain,) if plain else ()


@lru_cache(maxsize=10_000)  # numbers are not remembered: each is another, and a year of them would fill any memory
def _stemmed(word: str, language: str) -> tuple[str, ...]:
    plain = _plain(word)[:LONGEST_WORD]
    with _one_at_a_time:
        stems = [_stemmer(language).stemWord(form) for form in {word.casefold(), plain}]
    return tuple(dict.fromkeys([plain, *sorted(filter(None, map(_plain, stems)))]))


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer  # noqa: PLC0415  loads thirty languages, too long for every start

    return snowballstemmer.stemmer(_ALGORITHMS[language])


def document_terms(texts: Iterable[Text], language: str) -> Terms:
    """The terms of a document by weight. New terms beyond what a tsvector can hold are left out, on both databases."""
    terms: Terms = {weight: [] for weight in Weight}
    seen: set[str] = set()
    room = DISTINCT_BYTES
    for text in texts:
        for word in words(text.text):
            for term in terms_of(word, language):
                if term not in seen:
                    cost = len(term.encode()) + DISTINCT_COST
                    if cost > room:
                        continue
                    room -= cost
                    seen.add(term)
                terms[text.weight].append(term)
    return terms


def occurrences(weight: Weight, times: int) -> int:
    """As how many a term counts that stands so many times in a part of this weight; what only hangs on a record counts for nothing."""
    return {Weight.TITLE: 3, Weight.BODY: 1, Weight.NOTES: 0}[weight] * times


def parse(text: str) -> Query:
    """What is asked for: every word, the last one as a beginning. Operators mean nothing. Empty when there is no word."""
    asked = list(dict.fromkeys(words(text[:LONGEST_QUERY])))[:MOST_WORDS]
    found = [_word(word, is_last=word == asked[-1]) for word in asked]
    return tuple(word for word in found if word.terms)


def _word(word: str, *, is_last: bool) -> Word:
    terms = tuple(dict.fromkeys(term for language in _ALGORITHMS for term in terms_of(word, language)))
    prefix = terms[0] if is_last and terms and len(terms[0]) >= SHORTEST_PREFIX else ""
    return Word(terms, prefix)


def _plain(word: str) -> str:
    """Folded, and only letters and digits: compatibility forms unfold into capitals ('ℂ') and signs ('½')."""
    return "".join(WORD.findall(fold(word).casefold()))
