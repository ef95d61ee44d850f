"""How long it takes to find one of twenty thousand articles, and to suggest some while somebody types."""

from collections.abc import Callable, Iterator
from random import Random
from statistics import median, quantiles
from time import perf_counter, process_time

from django.db import connection

from vakdesk.access.actors import Actor, Door, machine
from vakdesk.access.roles import Role
from vakdesk.kit.benches import Figures, bench
from vakdesk.kit.progress import Bar
from vakdesk.knowledge.actions.importing import bring_in
from vakdesk.knowledge.importing import Fault, Given
from vakdesk.knowledge.suggesting import answers_to
from vakdesk.people import actions as people
from vakdesk.people.actors import actor_for
from vakdesk.search.engine import engine
from vakdesk.search.find import find

ARTICLES = 20_000
ASKED = 200
#: As people write: few words stand everywhere, and most stand in few articles.
VOCABULARY, WORDS_EACH = 30_000, 120
FOUNDER, IMPORTER, INTAKE = (machine(name, "Bench", door=Door.COMMAND) for name in ("installer", "importer", "mailroom"))
_SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fi",
    "ga",
    "go",
    "ha",
    "ho",
    "ka",
    "ke",
    "ki",
    "la",
    "li",
    "lo",
    "ma",
    "me",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "po",
    "ra",
    "re",
    "ri",
    "sa",
    "se",
    "so",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "ve",
    "wa",
    "wi",
    "za",
    "zo",
]


@bench("knowledge", help="among 20,000 articles, how long a search takes, and a suggestion while somebody types")
def knowledge(tickets: int) -> Figures:
    """Always 20,000, half of them for everybody, whatever `tickets` says. Milliseconds by the clock; those of the processor beside them."""
    chance = Random(7)  # noqa: S311  the same articles each time
    words = list(dict.fromkeys("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(2 * VOCABULARY)))[:VOCABULARY]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    bar = Bar("Articles", ARTICLES)
    begun = perf_counter()
    bring_in(_articles(chance, words, weights), by=IMPORTER, system="bench", tell=_fail, step=bar.step)
    seconds = perf_counter() - begun
    bar.end()
    engine.tidy()
    requester, agent = _people()
    common, rare = words[:200], words[500:8_000]
    asked = [" ".join([chance.choice(common), chance.choice(rare)]) if number % 2 else chance.choice(rare) for number in range(ASKED)]
    typed = [" ".join([*chance.choices(words, weights, k=8), chance.choice(rare)]) for _ in range(ASKED)]
    return {
        "database": connection.vendor,
        "articles": ARTICLES,
        "import_rows_per_second": round(ARTICLES / seconds),
        **_measured("search_agent", asked, lambda text: find(agent, text, types=["article"])),
        **_measured("search_requester", asked, lambda text: find(requester, text, types=["article"])),
        **_measured("suggestion", typed, lambda text: answers_to(requester, text)),
    }


def _articles(chance: Random, words: list[str], weights: list[float]) -> Iterator[Given]:
    for number in range(1, ARTICLES + 1):
        said = chance.choices(words, weights, k=WORDS_EACH)
        yield Given(
            number=number,
            key=str(number),
            title=" ".join(said[:6]).capitalize(),
            text=" ".join(said),
            language="en",
            kind="answer",
            audience="public" if number % 2 else "internal",
            category="",
            tags=(),
            review_by=None,
            is_published=True,
        )


def _people() -> tuple[Actor, Actor]:
    requester = people.register("Person", by=INTAKE, email="person@bench.example", language="en")
    agent = people.register("Agent", by=INTAKE, email="agent@bench.example", language="en")
    people.grant_role(agent, by=FOUNDER, role=Role.AGENT)
    return actor_for(requester), actor_for(agent)


def _measured(name: str, texts: list[str], ask: Callable[[str], object]) -> Figures:
    for text in texts[:10]:
        ask(text)
    spent: list[float] = []
    begun = process_time()
    for text in texts:
        started = perf_counter()
        ask(text)
        spent.append(1000 * (perf_counter() - started))
    processor = 1000 * (process_time() - begun) / len(texts)
    return {
        f"{name}_p50_ms": round(median(spent), 1),
        f"{name}_p95_ms": round(quantiles(spent, n=20)[-1], 1),
        f"{name}_processor_ms_mean": round(processor, 1),
    }


def _fail(fault: Fault) -> None:
    raise AssertionError(fault)
