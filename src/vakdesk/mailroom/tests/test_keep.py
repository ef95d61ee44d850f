"""Messages are stored before anything comes of them: each once, in their order, whoever else stores them at that moment."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.logbook.models import Book, Entry
from vakdesk.logbook.verify import verify
from vakdesk.mailroom import actions
from vakdesk.mailroom.actions import STORED_MEANWHILE_AT_MOST, TAKEN_UP_AT_MOST, keep, take_up
from vakdesk.mailroom.actions_mailboxes import add_mailbox
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival, Mailbox
from vakdesk.mailroom.tests.conftest import message
from vakdesk.people.models import Person
from vakdesk.records.models import MOST_BYTES_IN_A_ROW, BlobContent
from vakdesk.records.store import path_of, stage
from vakdesk.tickets.tests.play import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(ann: Person, actor: Callable[..., Actor]) -> Mailbox:
    return add_mailbox(by=actor(ann), kind="maildir", name="Local", path="/var/mail/desk")


def test_messages_are_kept_in_their_order_and_the_same_bytes_once(mailbox: Mailbox, settings: Any) -> None:
    settings.ATTACHMENT_LIMIT_BYTES = 100  # a limit for what people attach, not for mail
    one, two = message("One"), message("Two")
    by_pipe = stage("pipe.eml", [b"Three"])
    with clock.travel(MONDAY):
        kept = keep([one, two, one, b"", by_pipe], source=" help@desk\n.example", mailbox=mailbox)
    assert [each.again for each in kept] == [False, False, True, False, False]
    arrivals = [each.arrival for each in kept]
    assert [arrival.sha256 for arrival in arrivals] == [*(sha256(each).hexdigest() for each in (one, two, one, b"")), by_pipe.sha256]
    assert [arrival.original and arrival.read() for arrival in arrivals] == [one, two, one, None, b"Three"]
    for arrival in Arrival.objects.all():
        assert (arrival.source, arrival.mailbox, arrival.received_at) == ("help@desk .example", mailbox, MONDAY)
        assert (arrival.book, arrival.outcome) == (Book.MAIN, Outcome.ARRIVED)
    entries = Entry.objects.filter(verb="mail.arrived").order_by("position")
    stored = [
        (arrival.sha256, size)
        for arrival, size in zip(arrivals, (len(one), len(two), 0, 0, 5), strict=True)
        if size or not arrival.original
    ]
    assert [(entry.facts["sha256"], entry.facts["size"]) for entry in entries] == stored

    once_more = keep([two, message("Four")], source="it@desk.example")
    assert [(each.again, each.arrival.pk) for each in once_more] == [(True, arrivals[1].pk), (False, Arrival.objects.latest("pk").pk)]


def test_small_originals_are_committed_with_their_rows_and_large_ones_are_files(mailbox: Mailbox) -> None:
    small, large = message("x"), message("x" * MOST_BYTES_IN_A_ROW)
    [one, other] = [each.arrival for each in keep([small, large], source="x", mailbox=mailbox, durable=True)]
    assert (one.read(), other.read()) == (small, large)
    assert [path_of(each.sha256).exists() for each in (one, other)] == [False, True]
    assert verify().ok
    BlobContent.objects.filter(pk=one.sha256).update(content=b"forged")
    assert "was changed" in verify().why


class Overtaken(list[bytes]):
    """Each time its messages are to be stored, another worker stores a further one of them first."""

    looked = 0

    def __iter__(self) -> Iterator[bytes]:
        self.looked += 1
        if self.looked % 2 == 0 and self.looked // 2 <= STORED_MEANWHILE_AT_MOST:
            keep([self[self.looked // 2 - 1]], source="the other worker")
        return super().__iter__()


def test_what_others_store_meanwhile_is_known_and_the_rest_is_stored(mailbox: Mailbox) -> None:
    mail = Overtaken(message(str(number)) for number in range(STORED_MEANWHILE_AT_MOST + 2))
    kept = keep(mail, source="old\n.mbox", book=Book.IMPORTED, mailbox=mailbox)
    assert [each.again for each in kept] == [True] * STORED_MEANWHILE_AT_MOST + [False] * 2
    told = [(each.arrival.source, each.arrival.book, each.arrival.mailbox) for each in kept]
    assert told == [("the other worker", "main", None)] * STORED_MEANWHILE_AT_MOST + [("old .mbox", "imported", mailbox)] * 2


@pytest.mark.parametrize("outcome", [Outcome.ARRIVED, Outcome.IGNORED])
def test_what_interrupts_every_worker_waits_unless_somebody_finished_it_meanwhile(outcome: Outcome) -> None:
    kept = keep([message()], source="x", book=Book.IMPORTED)[0].arrival
    kept.taken_up = TAKEN_UP_AT_MOST
    Arrival.objects.update(outcome=outcome)
    take_up(kept)

    found, entries = Arrival.objects.get(), Entry.objects.about(kept).filter(verb="mail.quarantined")
    assert found.taken_up == TAKEN_UP_AT_MOST + 1
    if outcome == Outcome.ARRIVED:
        assert (found.outcome, found.reason) == (Outcome.QUARANTINED, "interrupts")
        assert [(entry.facts, entry.book) for entry in entries] == [({"reason": "interrupts"}, "imported")]
    else:
        assert (found.outcome, found.reason, entries.count()) == (Outcome.IGNORED, "", 0)


def test_a_message_is_taken_up_ten_times_and_again_as_often_once_it_is_retried(
    bo: Person, dee: Person, actor: Callable[..., Actor]
) -> None:
    kept = keep([message()], source="x")[0].arrival
    kept.taken_up = TAKEN_UP_AT_MOST - 1
    take_up(kept)
    assert (kept.outcome, kept.taken_up) == (Outcome.TICKET, TAKEN_UP_AT_MOST)

    broken = keep([b"\x89PNG\x00\xff"], source="x")[0].arrival
    take_up(broken)
    assert (broken.outcome, broken.taken_up) == (Outcome.QUARANTINED, 1)
    assert actions.retry(broken, by=actor(dee)) is broken
    assert Arrival.objects.get(pk=broken.pk).taken_up == 0
