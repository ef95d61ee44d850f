"""Where in a record the words stand: a line around the best place, safe to show, with the words marked."""

from collections.abc import Iterable
from unicodedata import normalize

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from vakdesk.search.registry import Text, Weight
from vakdesk.search.terms import WORD, Query, terms_of

WIDTH = 180
LEAD = 40
#: Letters of one text that are looked through; beyond them a record is found but not quoted.
LOOKED_THROUGH = 20_000
MOST_PLACES = 100

Place = tuple[int, int, int]
"""Where a word begins and ends, and which word of the query it is."""


def snippet(texts: Iterable[Text], query: Query, language: str) -> SafeString:
    """The stretch of `texts` with most of the query's words, else the beginning. Titles are shown elsewhere."""
    best: tuple[str, list[tuple[int, int]]] = ("", [])
    most = -1
    for text in sorted((text for text in texts if text.weight is not Weight.TITLE), key=lambda text: text.weight):
        line = " ".join(normalize("NFC", text.text[:LOOKED_THROUGH]).split())
        places = _places(line, query, language)
        start, words = _densest(places)
        if words > most:
            best, most = _cut(line, places, max(start - LEAD, 0)), words
        if words == len(query):
            break
    return _marked(*best)


def _places(line: str, query: Query, language: str) -> list[Place]:
    found: list[Place] = []
    for match in WORD.finditer(line):
        terms = terms_of(match[0], language)
        for number, word in enumerate(query):
            if not set(terms).isdisjoint(word.terms) or (word.prefix and terms and terms[0].startswith(word.prefix)):
                found.append((match.start(), match.end(), number))
                break
        if len(found) == MOST_PLACES:
            break
    return found


def _densest(places: list[Place]) -> tuple[int, int]:
    """Where the stretch with most different words begins, and how many those are."""
    best = (0, 0)
    for number, (start, _end, _word) in enumerate(places):
        words = len({word for _begin, end, word in places[number:] if end <= start + WIDTH - LEAD})
        if words > best[1]:
            best = (start, words)
    return best


def _cut(line: str, places: list[Place], start: int) -> tuple[str, list[tuple[int, int]]]:
    """The stretch from the word at or after `start`, with an ellipsis where something is left out, and its marks."""
    if start:
        start = max(start, line.find(" ", start, start + LEAD) + 1)
    end = start + WIDTH
    if end < len(line):
        end = max(line.rfind(" ", start, end), start + LEAD)
    before = "…" if start else ""
    shift = len(before) - start
    marks = [(begin + shift, stop + shift) for begin, stop, _word in places if start <= begin and stop <= end]
    return before + line[start:end] + ("…" if end < len(line) else ""), marks


def _marked(line: str, marks: list[tuple[int, int]]) -> SafeString:
    html, done = SafeString(""), 0
    for begin, end in marks:
        html += format_html("{}<mark>{}</mark>", line[done:begin], line[begin:end])
        done = end
    return html + escape(line[done:])
