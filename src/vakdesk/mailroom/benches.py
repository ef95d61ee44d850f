"""How fast mail is taken in, against what the disk allows at all, and with how much memory."""

import re
import resource
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from vakdesk.access.actors import Door, machine
from vakdesk.jobs.models import Turn
from vakdesk.kit.benches import Figures, bench
from vakdesk.kit.durable import durably
from vakdesk.kit.progress import Bar
from vakdesk.mailroom.actions import keep
from vakdesk.mailroom.transport.fetching import work
from vakdesk.mailroom.transport.imap import BATCH_MESSAGES
from vakdesk.people import actions as people

MESSAGES_OF_ONE_SENDER = 20
COMMITS_BESIDE_A_BATCH = 10
#: Memory is read at the start and after each tenth; caches have filled by the third, and what grows after it grows for ever.
TENTHS, SETTLED = 10, 3
SAID = """
printer lokaal netwerk account wachtwoord rooster laptop scherm sleutel melding fout werkt niet meer sinds gisteren
na de update kan ik geen document openen en de student wacht op een antwoord van de helpdesk over het certificaat
"""
WORDS = SAID.split()


@bench("intake", help="messages taken in per second, as a share of bare commits per second of the same run; memory over the run")
def intake(tickets: int) -> Figures:
    """Batches of 50 are stored durably and then worked into tickets; beside each, commits of one row are measured."""
    senders = [_sender(number) for number in range(-(-tickets // MESSAGES_OF_ONE_SENDER))]
    bar = Bar("Taking mail in", tickets)
    storing = working = committing = computing = 0.0
    commits = 0
    memory = [_megabytes()]
    for start in range(0, tickets, BATCH_MESSAGES):
        batch = [_message(number, senders) for number in range(start, min(start + BATCH_MESSAGES, tickets))]
        committing += _bare_commits(start)
        commits += COMMITS_BESIDE_A_BATCH
        begun, computed = perf_counter(), process_time()
        kept = keep(batch, source="bench", durable=True)
        stored = perf_counter()
        work([one.arrival for one in kept])
        working += perf_counter() - stored
        storing += stored - begun
        computing += process_time() - computed
        bar.step(len(batch))
        if (start + len(batch)) * TENTHS // tickets > start * TENTHS // tickets:
            memory.append(_megabytes())
    bar.end()
    bare = commits / committing
    return {
        "messages": tickets,
        "bare_commits_per_second": round(bare, 1),
        "stored_per_second": round(tickets / storing, 1),
        "stored_share_of_bare": round(tickets / storing / bare, 3),
        "taken_in_per_second": round(tickets / (storing + working), 1),
        "taken_in_share_of_bare": round(tickets / (storing + working) / bare, 3),
        "processor_ms_per_message": round(computing / tickets * 1000, 1),
        "memory_mb": memory,
        "memory_grown_mb": memory[-1] - memory[min(SETTLED, len(memory) - 1)],
    }


def _bare_commits(start: int) -> float:
    """Seconds for some commits of one row each, as durable as those of mail."""
    begun = perf_counter()
    with durably():
        for number in range(COMMITS_BESIDE_A_BATCH):
            Turn.objects.create(name=f"bench {start} {number}")
    return perf_counter() - begun


def _sender(number: int) -> str:
    address = f"person{number}@lindewaard.example"
    people.register(f"Person {number}", by=machine("mailroom", "Bench", door=Door.COMMAND), email=address)
    return address


def _message(number: int, senders: list[str]) -> bytes:
    said = " ".join(_words(number))
    message = EmailMessage()
    message["From"] = senders[number % len(senders)]
    message["To"] = "help@desk.example"
    message["Subject"] = f"{said[:40]} {number}"
    message["Message-ID"] = f"<{number}@bench.example>"
    message.set_content(said)
    message.add_alternative(f"<p>{said}</p>", subtype="html")
    return message.as_bytes()


def _words(number: int) -> Iterator[str]:
    """Some eighty words, others for each number."""
    return (WORDS[(number * 7 + place * place + place * (number % 11)) % len(WORDS)] for place in range(80))


def _megabytes() -> int:
    """What this process holds of its own, where the system tells it apart; else the most it ever held.

    The pages of SQLite's file that are mapped are the system's, which takes them back when it needs them.
    """
    status = Path("/proc/self/status")
    if status.exists() and (own := re.search(r"^RssAnon:\s+(\d+) kB", status.read_text(), re.MULTILINE)):
        return int(own[1]) // 1024
    peak: Any = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak // (1024 * 1024 if sys.platform == "darwin" else 1024))
