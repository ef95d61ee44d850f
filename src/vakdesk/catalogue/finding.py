"""Finding in the catalogue: by words that somebody looks for, by what they are about to report, and under its headings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vakdesk.access.actors import Actor
from vakdesk.catalogue.models import Offering, Shelf
from vakdesk.catalogue.queries import OfferingQuerySet
from vakdesk.kit.text import fold

#: Shorter words say nothing, and these are in every sentence.
SHORTEST = 3
SMALL = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "have",
        "has",
        "need",
        "want",
        "would",
        "like",
        "please",
        "new",
        "can",
        "get",
        "give",
        "want",
        "een",
        "het",
        "van",
        "voor",
        "met",
        "wil",
        "graag",
        "nodig",
        "heb",
        "heeft",
        "nieuw",
        "nieuwe",
        "kan",
        "mag",
        "krijgen",
        "mijn",
        "onze",
        "minu",
        "meie",
        "palun",
        "soovin",
        "vajan",
        "oleks",
        "uus",
        "uue",
        "ning",
        "kui",
        "see",
    ]
)
MOST_FITTING = 3


@dataclass(frozen=True)
class OnShelf:
    """Offerings under one heading; under none where `shelf` is None."""

    shelf: Shelf | None
    offerings: list[Offering]


def on_shelves(found: Iterable[Offering]) -> list[OnShelf]:
    """In the order of the headings; what has none comes last."""
    by_shelf: dict[Shelf | None, list[Offering]] = {}
    for one in sorted(found, key=lambda one: fold(str(one))):
        by_shelf.setdefault(one.shelf, []).append(one)
    return [
        OnShelf(shelf, by_shelf[shelf])
        for shelf in sorted(by_shelf, key=lambda shelf: (shelf is None, shelf.position if shelf else 0, shelf.pk if shelf else 0))
    ]


def found_by(words: str, offerings: Iterable[Offering]) -> list[Offering]:
    """Those in which each of the words begins a word, in any language of the house: people look in the one they think in."""
    wanted = fold(words).split()
    scored = [(sum(_weight(word, one) for word in wanted), one) for one in offerings if all(_weight(word, one) for word in wanted)]
    return [one for _weight_, one in sorted(scored, key=lambda each: (-each[0], fold(str(each[1]))))]


def fitting(actor: Actor, text: str) -> list[Offering]:
    """What somebody may ask for that fits what they are writing: a word of its name or of its other words stands in the text."""
    said = {word.strip(".,;:!?()'\"") for word in fold(text[:2000]).split()}
    said = {word for word in said if len(word) >= SHORTEST and word not in SMALL}
    if not said:
        return []
    mine: OfferingQuerySet = Offering.objects.visible_to(actor).for_asker(actor)
    scored = [(sum(_tells(word, one) for word in said), one) for one in mine]
    best = sorted((each for each in scored if each[0]), key=lambda each: (-each[0], each[1].code))
    return [one for _score, one in best[:MOST_FITTING]]


def _weight(word: str, one: Offering) -> int:
    places = ((_words(one.names), 3), (_words(one.found_by), 2), (_words(one.about), 1))
    return next((weight for words, weight in places if any(each.startswith(word) for each in words)), 0)


def _tells(word: str, one: Offering) -> int:
    """How much the word speaks for it. Endings differ ("laptops"), so the longer of two may go on a little."""
    for words, weight in ((_words(one.names), 3), (_words(one.found_by), 3)):
        if any(len(each) >= SHORTEST and each not in SMALL and _alike(word, each) for each in words):
            return weight
    return 0


def _alike(said: str, known: str) -> bool:
    short, long = sorted((said, known), key=len)
    return long.startswith(short) and len(long) - len(short) <= 2 and len(short) >= SHORTEST


def _words(texts: Mapping[str, str]) -> list[str]:
    return [word.strip(".,;:!?()'\"") for text in texts.values() for word in fold(text).split()]
