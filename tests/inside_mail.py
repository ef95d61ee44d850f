"""Run in a process of its own, in the folder of a desk: fetchers that are killed at any moment, and what is left of it all.

They are forked from a parent that has loaded the house and opened no connection, so that a new one is there at once.
"""

import json
import os
import random
import signal
import sys
import time
from typing import Any

from django.db import connections
from django.db.models import Count

from vakdesk.access.roles import Role
from vakdesk.config.prepare import prepare
from vakdesk.config.serve import close_pools
from vakdesk.logbook.verify import verify
from vakdesk.mailroom import actions
from vakdesk.mailroom.actions_mailboxes import add_mailbox
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival, Mailbox, Watch
from vakdesk.mailroom.transport import imap
from vakdesk.mailroom.transport.fetching import NEVER, fetch, read_folder
from vakdesk.people.tests import cast
from vakdesk.records.models import Message
from vakdesk.tickets.models import Ticket

WARM_UP = b"From: bo@lindewaard.example\r\nMessage-ID: <0@x>\r\nSubject: Warm-up\r\n\r\nWhat is needed is loaded now."
LONGEST_SECONDS = 0.2
ONCE_OPENED = 0.8  # most are killed while they store, tell and work; the others may still be signing in
BATCH = 5  # more moments between storing, telling and working


def found(values: dict[str, Any]) -> Mailbox:
    """A desk with an administrator, whose mailbox these values describe."""
    prepare()
    cast.make_team("Service desk")
    return add_mailbox(by=cast.actor(cast.make_person("Ann Meijer", role=Role.ADMINISTRATOR)), **values)


def fetch_killed(mailbox: Mailbox, times: int) -> list[dict[str, int]]:
    """So many fetchers, one after the other, are killed at a random moment; a last one is left alone. Answers what each left behind."""
    dice, left = random.Random(7), []
    imap.BATCH_MESSAGES = BATCH
    actions.TAKEN_UP_AT_MOST = times  # here it is never the message that ends its fetcher
    actions.receive(WARM_UP, source="here")
    with imap.opened(mailbox, Watch.objects.get()) as box:
        before = box.messages
        for _ in range(times):
            connections.close_all()
            close_pools()
            opened, says_opened = os.pipe()
            child = os.fork()
            if not child:
                _fetch_until_killed(mailbox, says_opened)
            if dice.random() < ONCE_OPENED:
                os.read(opened, 1)
            time.sleep(dice.uniform(0, LONGEST_SECONDS))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(opened)
            os.close(says_opened)
            box.look()
            stored = Arrival.objects.filter(outcome=Outcome.ARRIVED).count()
            left.append({"stored": stored, "arrived": Arrival.objects.count(), "moved": before - box.messages})
    fetch(mailbox)
    return left


def examine() -> dict[str, Any]:
    report = verify()
    return {
        "ok": report.ok,
        "why": report.why,
        "arrivals": Arrival.objects.count(),
        "outcomes": dict(Arrival.objects.values_list("outcome").annotate(Count("pk")).order_by()),
        "reasons": dict(Arrival.objects.values_list("reason").annotate(Count("pk")).order_by()),
        "tickets": Ticket.objects.count(),
        "messages": Message.objects.count(),
        "titles": len(set(Ticket.objects.values_list("record__title", flat=True))),
    }


def _fetch_until_killed(mailbox: Mailbox, says_opened: int) -> None:
    watch = Watch.objects.get()
    with imap.opened(mailbox, watch) as box:
        os.write(says_opened, b".")
        while True:
            read_folder(mailbox, watch, box, NEVER)


def main() -> None:
    settings, times = sys.argv[1:]
    left = fetch_killed(found(json.loads(settings)), int(times))
    print(json.dumps({"left": left} | examine()))
