"""More like this: which other records share the rarest words of this one?"""

from vakdesk.access.actors import Actor
from vakdesk.records.kinds import Side
from vakdesk.records.models import Record
from vakdesk.search.engine import engine
from vakdesk.search.find import hits_of, ranked
from vakdesk.search.registry import Hit, Weight
from vakdesk.search.terms import Word, terms_of, words
from vakdesk.search.texts import for_side, texts_of

RAREST = 8
CONSIDERED = 60
SHORTEST = 3
#: In the few words of a text that is being written, shorter ones ("the", "niet") would be half of them.
SHORTEST_TYPED = 5


def similar(record: Record, actor: Actor, *, limit: int = 5) -> list[Hit]:
    """Other records the actor may see that share words with the public side of this one, those with most and rarest first.

    Of its first CONSIDERED words the RAREST that stand elsewhere too are asked for, any of them.
    """
    return _sharing(_terms(record), actor, at_least=2, but_not=record.pk, limit=limit)


def alike(text: str, language: str, actor: Actor, *, limit: int = 5) -> list[Hit]:
    """Records the actor may see that share words with a text somebody is writing, best first."""
    return _sharing(_stems(words(text), language, shortest=SHORTEST_TYPED), actor, at_least=1, but_not=None, limit=limit)


def _sharing(terms: list[str], actor: Actor, *, at_least: int, but_not: int | None, limit: int) -> list[Hit]:
    """Records with any of the RAREST terms that stand in `at_least` so many documents."""
    common = engine.how_common(terms) if terms else {}
    telling = sorted((term for term in terms if common.get(term, 0) >= at_least), key=lambda term: common[term])[:RAREST]
    if not telling:
        return []
    query = (Word(tuple(telling)),)
    found = [(key, side) for key, side in ranked(actor, query).items() if key != but_not]
    return hits_of(found[:limit], query)


def _terms(record: Record) -> list[str]:
    """The stem of each word, title first."""
    texts = for_side(texts_of([record])[record.pk], Side.PUBLIC)
    spelled = words(" ".join([record.title, *(text.text for text in texts if text.weight is Weight.BODY)]))
    return _stems(spelled, record.language, shortest=SHORTEST)


def _stems(spelled: list[str], language: str, *, shortest: int) -> list[str]:
    """The stem of each word that is long enough, the first CONSIDERED of them."""
    stems = [terms_of(word, language) for word in spelled if len(word) >= shortest]
    return list(dict.fromkeys(stem[-1] for stem in stems if stem))[:CONSIDERED]
