"""How well "looks like" and the suggested category do on real reports whose duplicates and topics people have labelled.

Both read collected material (two CSV files, packed with xz) from the folder VAKDESK_BENCH_DATA names, by default ../shared/data
beside the source folder.
"""

import csv
import lzma
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from hashlib import sha256
from itertools import islice
from math import log, sqrt
from pathlib import Path
from statistics import median
from time import process_time

from django.db import connection

from vakdesk.access.actors import Actor, Door, machine
from vakdesk.access.roles import Role
from vakdesk.kit.benches import Figures, bench
from vakdesk.kit.errors import require
from vakdesk.kit.progress import Bar
from vakdesk.logbook.act import act
from vakdesk.people import actions as people
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.search.engine import engine
from vakdesk.search.similar import similar
from vakdesk.search.terms import terms_of, words
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.likeness import like_text, suggested
from vakdesk.tickets.models import Ticket

FOUNDER = machine("installer", "Bench", door=Door.COMMAND)
INTAKE = machine("mailroom", "Bench", door=Door.COMMAND)
AT_ONCE = 200
FIRST = 5
HELD_BACK = 10  # one in so many
TITLE = 3
HALVES = ("tuned_on", "untouched")
Pair = tuple[str, str]


@bench("similar", help="of labelled duplicates, how many are among the five likest, beside plain tf-idf over everything")
def recall(tickets: int) -> Figures:
    """Every labelled report is asked for its duplicate. All reports are taken, whatever `tickets` says: the labels are few."""
    rows = {row["Issue id"]: (row["Summary"], row["Description"]) for row in _rows("bugs-duplicates/hadoop_bugs.csv.xz")}
    pairs = [(row["Issue id"], row["Duplicate id"]) for row in _rows("bugs-duplicates/hadoop_bugs-combined.csv.xz")]
    pairs = [pair for pair in pairs if pair[0] in rows and pair[1] in rows]
    requester, agent = _people()
    made = dict(zip(rows, _register(requester, list(rows.values())), strict=True))
    engine.tidy()
    called = {ticket.pk: name for name, ticket in made.items()}
    spent: list[float] = []

    def ours(name: str) -> list[str]:
        begun = process_time()
        hits = similar(made[name].record, agent, limit=FIRST)
        spent.append(process_time() - begun)
        return [called[hit.record.pk] for hit in hits if hit.record]

    found, plain = _recall(pairs, ours), _recall(pairs, _tf_idf(rows))
    return {
        "database": connection.vendor,
        "reports": len(rows),
        "pairs": len(pairs),
        **{f"recall_at_5_{half}": round(found[half], 3) for half in HALVES},
        **{f"recall_at_5_of_tf_idf_{half}": round(plain[half], 3) for half in HALVES},
        **{f"difference_{half}": round(found[half] - plain[half], 3) for half in HALVES},
        "processor_ms_median": round(median(spent) * 1000, 1),
    }


@bench("categories", help="on real reports in eight topics, how often a category is suggested, and how often it is the right one")
def categories(tickets: int) -> Figures:
    """Nine of ten of the first `tickets` reports are registered with their topic; the tenth asks for a suggestion."""
    rows = [(row["Document"], row["Topic_group"]) for row in islice(_rows("it-tickets-endava/it_tickets_1_38269.csv.xz"), tickets)]
    requester, agent = _people()
    kept = [row for row in rows if not _is_held_back(row[0])]
    held = [row for row in rows if _is_held_back(row[0])]
    require(held, "measure with a few dozen tickets at least.")
    made = {topic: actions.add_category(by=FOUNDER, names={"en": topic}) for topic in sorted({topic for _text, topic in rows})}
    for ticket, (_text, topic) in zip(_register(requester, [("Report", text) for text, _topic in kept]), kept, strict=True):
        Ticket.objects.filter(pk=ticket.pk).update(category=made[topic])
    engine.tidy()
    answers = [(suggested(like_text(text, "en", agent)), made[topic]) for text, topic in held]
    said = [(suggestion.category == topic) for suggestion, topic in answers if suggestion]
    commonest = Counter(topic for _text, topic in kept).most_common(1)[0][0]
    return {
        "database": connection.vendor,
        "registered": len(kept),
        "held_back": len(held),
        "suggested_share": round(len(said) / len(held), 3),
        "right_share_of_suggested": round(sum(said) / max(len(said), 1), 3),
        "right_share_of_always_the_commonest": round(sum(topic == commonest for _text, topic in held) / len(held), 3),
    }


def _rows(name: str) -> Iterable[dict[str, str]]:
    folder = Path(os.environ.get("VAKDESK_BENCH_DATA") or Path(__file__).resolve().parents[5] / "shared" / "data")
    require((folder / name).is_file(), f"{name} is not in {folder}. Name the folder of collected material in VAKDESK_BENCH_DATA.")
    csv.field_size_limit(2**31 - 1)
    with lzma.open(folder / name, "rt", encoding="utf-8", errors="replace", newline="") as lines:
        yield from csv.DictReader(lines)


def _people() -> tuple[Person, Actor]:
    requester = people.register("Person", by=INTAKE, email="person@bench.example", language="en")
    people.add_team("Service desk", by=FOUNDER)
    agent = people.register("Agent", by=INTAKE, email="agent@bench.example", language="en")
    people.grant_role(agent, by=FOUNDER, role=Role.AGENT)
    return requester, actor_for(agent)


def _register(requester: Person, texts: list[tuple[str, str]]) -> list[Ticket]:
    made: list[Ticket] = []
    bar = Bar("Registering tickets", len(texts))
    for start in range(0, len(texts), AT_ONCE):
        with act(INTAKE, may=permissions.REGISTER):
            for title, text in texts[start : start + AT_ONCE]:
                said = text.strip() or title
                made.append(actions.register(requester, by=INTAKE, kind=TicketKind.INCIDENT, title=title[:200], text=said[:60_000]))
        bar.step(len(made) - start)
    bar.end()
    return made


def _is_held_back(text: str) -> bool:
    return int(sha256(text.encode()).hexdigest(), 16) % HELD_BACK == 0


def _recall(pairs: list[Pair], likest: Callable[[str], list[str]]) -> dict[str, float]:
    """Share of the labelled reports, either of each pair, whose other one is among the likest; by half, parted by a digest."""
    found: dict[str, list[bool]] = defaultdict(list)
    for pair in pairs:
        half = HALVES[int(sha256("-".join(sorted(pair)).encode()).hexdigest(), 16) % 2]
        found[half] += [other in likest(one) for one, other in (pair, pair[::-1])]
    return {half: sum(each) / len(each) for half, each in found.items()}


def _tf_idf(rows: dict[str, tuple[str, str]]) -> Callable[[str], list[str]]:
    """The yardstick: cosine of sublinear tf-idf vectors over all reports, a word of the title counting as three."""
    counted = {name: Counter(_stems(text)) + Counter(_stems(title) * TITLE) for name, (title, text) in rows.items()}
    documents = Counter(term for terms in counted.values() for term in terms)
    vectors: dict[str, dict[str, float]] = {}
    standing: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, terms in counted.items():
        vector = {term: (1 + log(times)) * (log((1 + len(rows)) / (1 + documents[term])) + 1) for term, times in terms.items()}
        length = sqrt(sum(worth * worth for worth in vector.values())) or 1
        vectors[name] = {term: worth / length for term, worth in vector.items()}
        for term, worth in vectors[name].items():
            standing[term].append((name, worth))

    def likest(name: str) -> list[str]:
        scores: Counter[str] = Counter()
        for term, worth in vectors[name].items():
            for other, its in standing[term]:
                scores[other] += worth * its  # type: ignore[assignment]
        del scores[name]
        return [other for other, _score in scores.most_common(FIRST)]

    return likest


def _stems(text: str) -> list[str]:
    return [terms[-1] for word in words(text) if (terms := terms_of(word, "en"))]
