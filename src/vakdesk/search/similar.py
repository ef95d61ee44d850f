"""More like this: which other records share the telling words of this one, and which words those are?

Candidates come from the index by a few telling terms; they are then ranked by all the terms they share, each weighed by how
rare it is (tf-idf, a word of the title counting as three), over a root of the record's length. Tuned on half of the labelled
duplicates that `vakdesk bench similar` reports on: 8 terms, none of which stands in more than a tenth of the records.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from math import log

from vakdesk.access.actors import Actor
from vakdesk.records.kinds import Side
from vakdesk.records.models import Record
from vakdesk.search.engine import engine
from vakdesk.search.find import ranked, records_of
from vakdesk.search.registry import Hit, Text, Weight
from vakdesk.search.terms import Word, terms_of, words
from vakdesk.search.texts import for_side, texts_of

#: So many telling terms find the candidates, of which so many are compared.
TELLING, COMPARED = 8, 100
CONSIDERED = 60
SHORTEST = 2
#: Shorter words tell something only with a digit in them, as the name of a room does.
SHORTEST_TELLING = 4
COMMON = 0.1
#: In a desk of a few dozen records a tenth is next to nothing.
NEVER_COMMON = 20
TITLE_COUNTS = 3
LENGTH_POWER = 0.4
MOST_WHY = 4
#: In the few words of a text that is being written, shorter ones ("the", "niet") would be half of them.
SHORTEST_TYPED = 5


def similar(record: Record, actor: Actor, *, limit: int = 5) -> list[Hit]:
    """Other records of its type the actor may see that share words with the public side of this one, the likest first. `why` names the words."""
    return _sharing(_spelled(record), record.language, actor, at_least=2, but_not=record.pk, limit=limit, types=[record.type])


def alike(text: str, language: str, actor: Actor, *, types: Collection[str] | None = None, limit: int = 5) -> list[Hit]:
    """Records the actor may see that share words with a text somebody is writing, the likest first."""
    spelled = {word: 1.0 for word in words(text) if len(word) >= SHORTEST_TYPED or _has_digit(word)}
    return _sharing(spelled, language, actor, at_least=1, but_not=None, limit=limit, types=types)


def _sharing(
    spelled: dict[str, float],
    language: str,
    actor: Actor,
    *,
    at_least: int,
    but_not: int | None,
    limit: int,
    types: Collection[str] | None,
) -> list[Hit]:
    """Records with any of the telling terms, which stand in `at_least` so many documents."""
    counted, spelling = _stems(spelled, language)
    common = engine.how_common(list(counted)) if counted else {}
    number = engine.how_many()
    weights = {term: (1 + log(counted[term])) * _rarity(common.get(term, 0), number) for term in counted}
    most = max(COMMON * number, NEVER_COMMON)
    usable = [term for term in counted if at_least <= common.get(term, 0) <= most and _tells(term)]
    telling = sorted(usable, key=lambda term: -weights[term] * _rarity(common[term], number))[:TELLING]
    if not telling:
        return []
    found = {key: side for key, side in ranked(actor, (Word(tuple(telling)),), types=types).items() if key != but_not}
    compared = dict(list(found.items())[:COMPARED])
    scores: dict[int, float] = {}
    why: dict[int, list[str]] = {}
    for side in set(compared.values()):
        keys = [key for key, its in compared.items() if its == side]
        for key, (shared, length) in engine.shared(keys, list(counted), side=side).items():
            worth = {term: weights[term] * (1 + log(times)) * _rarity(common.get(term, 0), number) for term, times in shared.items()}
            scores[key] = sum(worth.values()) / max(length, 1) ** LENGTH_POWER
            said = sorted((term for term in worth if term in usable), key=lambda term: -worth[term])
            why[key] = [spelling[term] for term in said[:MOST_WHY]]
    best = sorted(scores, key=lambda key: (-scores[key], -key))[:limit]
    records = records_of(best)
    return [
        Hit(title=records[key].title, reference=records[key].reference, record=records[key], why=tuple(why[key]), score=scores[key])
        for key in best
    ]


def _tells(term: str) -> bool:
    return len(term) >= SHORTEST_TELLING or _has_digit(term)


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _rarity(documents: int, number: int) -> float:
    """The inverse document frequency, smoothed: 1 for a word that stands everywhere."""
    return log((1 + number) / (1 + min(documents, number))) + 1


def _spelled(record: Record) -> dict[str, float]:
    """The words of a record's public side, title first, with how often they stand there."""
    texts = for_side(texts_of([record])[record.pk], Side.PUBLIC)
    found: Counter[str] = Counter()
    for word in words(record.title):
        found[word] += TITLE_COUNTS
    found.update(word for word in _body(texts))
    return {word: float(times) for word, times in found.items() if len(word) >= SHORTEST}


def _body(texts: Iterable[Text]) -> Iterable[str]:
    return (word for text in texts if text.weight is Weight.BODY for word in words(text.text))


def _stems(spelled: dict[str, float], language: str) -> tuple[dict[str, float], dict[str, str]]:
    """The stems of the words with how often they stand there, the first CONSIDERED of them, and how each was spelled first."""
    counted: dict[str, float] = {}
    spelling: dict[str, str] = {}
    for word, times in spelled.items():
        if not (terms := terms_of(word, language)):
            continue
        stem = terms[-1]
        if stem in counted or len(counted) < CONSIDERED:
            counted[stem] = counted.get(stem, 0.0) + times
            spelling.setdefault(stem, word)
    return counted, spelling
