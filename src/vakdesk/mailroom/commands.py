"""Mail on the command line."""

import json
import logging
import os
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

from django.db import DatabaseError
from django.db.models import Q

from vakdesk.kit.commands import command
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.progress import Bar
from vakdesk.logbook.models import Book
from vakdesk.mailroom.actions import Received, keep, receive
from vakdesk.mailroom.actions_mailboxes import note_read, note_trouble
from vakdesk.mailroom.kinds import Outcome, reason_in_words
from vakdesk.mailroom.models import Mailbox
from vakdesk.mailroom.sorting import sort_out
from vakdesk.mailroom.sources import files_in, messages_in
from vakdesk.mailroom.transport.fetching import fetch
from vakdesk.mailroom.transport.kinds import Trouble

PARTS = {
    Outcome.TICKET: "tickets",
    Outcome.REPLY: "replies",
    Outcome.NOTE: "replies",
    Outcome.QUARANTINED: "quarantined",
    Outcome.HELD: "quarantined",
}


class Tally:
    """What became of the messages of one run; the parts add up to `messages`."""

    def __init__(self) -> None:
        self.parts: Counter[str] = Counter()
        self.ignored: Counter[str] = Counter()

    def count(self, received: Received) -> None:
        arrival = received.arrival
        if received.again:
            self.parts["duplicates"] += 1
        elif arrival.outcome == Outcome.IGNORED:
            self.ignored[arrival.reason.partition(".")[0]] += 1
        else:
            self.parts[PARTS[Outcome(arrival.outcome)]] += 1

    def as_dict(self) -> dict[str, object]:
        return {
            "messages": self.parts.total() + self.ignored.total(),
            "tickets": self.parts["tickets"],
            "replies": self.parts["replies"],
            "ignored": dict(sorted(self.ignored.items())),
            "quarantined": self.parts["quarantined"],
            "duplicates": self.parts["duplicates"],
        }


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a message, an mbox file, a maildir, or a folder of these")
    parser.add_argument("--json", action="store_true", help="the answer as one JSON object; its parts add up to its messages")


@command(
    "mail import",
    help="Turn old mail into tickets and replies as imported history; nobody is notified, and a second run brings nothing new.",
    example="vakdesk mail import ~/Maildir old-helpdesk.mbox --json",
    arguments=_import_arguments,
)
def import_mail(options: Namespace) -> int:
    for path in options.paths:
        require(path.exists(), f"there is nothing at {path}.")
    found = [(root, one) for root in options.paths for one in files_in(root)]
    bar, tally = Bar("Importing mail", sum(one.size_bytes for _root, one in found)), Tally()
    for root, one in found:
        for original in messages_in(one.path):
            tally.count(receive(original, source=root.name, book=Book.IMPORTED))
        bar.step(one.size_bytes)
    bar.end()
    print(json.dumps(tally.as_dict()) if options.json else _in_words(tally))
    return 0


def _delivery_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--mailbox", metavar="NAME", default="", help="name or address of the mailbox it is for")


@command(
    "mail deliver",
    help="Take in the message on standard input. Status 0: it is stored for good; 65: there is none; 75: hand it in again later.",
    example="vakdesk mail deliver --mailbox 'Service desk' < message",
    arguments=_delivery_arguments,
    faulty=os.EX_TEMPFAIL,
)
def deliver(options: Namespace) -> int:
    original = sys.stdin.buffer.read()
    if not original.strip():
        print("vakdesk: standard input holds no message.", file=sys.stderr)
        return os.EX_DATAERR
    mailbox = _named(options.mailbox) if options.mailbox else None
    require(mailbox is None or mailbox.is_active, f"the mailbox {options.mailbox} is paused. Its mail waits until it is resumed.")
    source = mailbox.address if mailbox else "local delivery"
    [kept] = keep([original], source=source, mailbox=mailbox, durable=True)
    try:
        sort_out(kept.arrival)
    except DatabaseError as fault:  # it is stored: a worker goes on with it
        logging.getLogger(__name__).warning("arrival %s waits for a worker: %s", kept.arrival.pk, fault)
    return os.EX_OK


def _fetch_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--mailbox", metavar="NAME", default="", help="name or address of one mailbox (default: every one in use)")


@command(
    "mail fetch",
    help="Look into the mailboxes once, now, and say how many messages were new in each; the worker does so all the time.",
    example="vakdesk mail fetch --mailbox 'Service desk'",
    arguments=_fetch_arguments,
)
def fetch_mail(options: Namespace) -> int:
    failed = 0
    for mailbox in [_named(options.mailbox)] if options.mailbox else Mailbox.objects.watched():
        try:
            new = fetch(mailbox)
        except Trouble as trouble:
            failed += 1
            note_trouble(mailbox, trouble)
            print(f"{mailbox}: {trouble.fault.label}{f' ({trouble.said})' if trouble.said else ''}")
            continue
        note_read(mailbox)
        print(f"{mailbox}: {new} new")
    return 1 if failed else 0


def _named(name: str) -> Mailbox:
    found = Mailbox.objects.filter(Q(name=name) | Q(address__iexact=name)).order_by("pk").first()
    if found is None:
        raise Refused(f"there is no mailbox {name}.")
    return found


def _in_words(tally: Tally) -> str:
    told = tally.as_dict()
    lines = [f"{told['messages']} messages: {told['tickets']} tickets, {told['replies']} replies, {tally.ignored.total()} left aside,"]
    lines += [f"{told['quarantined']} in quarantine, {told['duplicates']} known already."]
    lines += [f"  {count:>6}  {reason_in_words(reason)}" for reason, count in tally.ignored.most_common()]
    return "\n".join([" ".join(lines[:2]), *lines[2:]])
