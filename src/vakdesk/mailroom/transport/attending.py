"""The worker's standing duty: a thread for each mailbox in use, begun, ended and begun again as mailboxes change."""

import logging
from dataclasses import dataclass, field
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connections
from django.db.models import Q

from vakdesk.kit import clock
from vakdesk.kit.standing import IsMine
from vakdesk.mailroom.actions_mailboxes import note_read, note_trouble
from vakdesk.mailroom.models import Mailbox, Watch
from vakdesk.mailroom.sorting import place_of
from vakdesk.mailroom.transport.fetching import read_folder, read_maildir
from vakdesk.mailroom.transport.imap import opened
from vakdesk.mailroom.transport.kinds import Fault, MailboxKind, Trouble

LOOKS_EVERY_SECONDS = 1.0
POLLS_EVERY_SECONDS = 30.0
MAILDIR_EVERY_SECONDS = 1.0
STOPS_WITHIN_SECONDS = 5.0
PAUSE_WITHOUT_DATABASE_SECONDS = 5.0
SEEN_EVERY_ROUNDS = 30

logger = logging.getLogger(__name__)


@dataclass
class Attendant:
    """A thread at one mailbox, as it was set up when the thread began. It ends by itself when there is trouble."""

    mailbox: Mailbox
    stop: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.thread = Thread(target=self._run, name=f"mailbox {self.mailbox.pk}", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            close_old_connections()
            self._watch()
        except Trouble as trouble:
            note_trouble(self.mailbox, trouble)
        except DatabaseError as fault:
            logger.warning("The database does not answer at mailbox %s (%s)", self.mailbox.pk, str(fault).partition("\n")[0])
            self.stop.wait(PAUSE_WITHOUT_DATABASE_SECONDS)
        except Exception as fault:  # noqa: BLE001  the thread ends, and the mailbox says so
            logger.error("Mailbox %s cannot be read: %s", self.mailbox.pk, place_of(fault))
            note_trouble(self.mailbox, Trouble(Fault.OURS, type(fault).__name__))
        finally:
            connections.close_all()

    def _watch(self) -> None:
        if self.mailbox.kind == MailboxKind.MAILDIR:
            self._watch_maildir()
            return
        watch = Watch.objects.get(mailbox=self.mailbox)
        with opened(self.mailbox, watch) as box:
            while not self.stop.is_set():
                box.look()
                new = read_folder(self.mailbox, watch, box, self.stop)
                note_read(self.mailbox)
                if not new:  # else more may have come meanwhile, which would not be announced any more
                    box.listen(self.stop, otherwise=POLLS_EVERY_SECONDS)

    def _watch_maildir(self) -> None:
        rounds = 0
        while not self.stop.is_set():
            if read_maildir(self.mailbox, self.stop) or not rounds % SEEN_EVERY_ROUNDS:
                note_read(self.mailbox)
            rounds += 1
            self.stop.wait(MAILDIR_EVERY_SECONDS)


def attend(stop: Event, is_mine: IsMine) -> None:
    """Until `stop` is set, every mailbox in use has a thread at it while this duty is ours, and no other has."""
    at: dict[int, Attendant] = {}
    try:
        while not stop.is_set():
            close_old_connections()
            _arrange(at, is_mine())
            stop.wait(LOOKS_EVERY_SECONDS)
    finally:
        for attendant in at.values():
            attendant.stop.set()
        for attendant in at.values():
            attendant.thread.join(STOPS_WITHIN_SECONDS)


def _arrange(at: dict[int, Attendant], mine: bool) -> None:
    wanted = {mailbox.pk: mailbox for mailbox in Mailbox.objects.watched()} if mine else {}
    for pk, attendant in list(at.items()):
        if not attendant.thread.is_alive():
            del at[pk]
        elif pk not in wanted or wanted[pk].revision != attendant.mailbox.revision:
            attendant.stop.set()
    due = [pk for pk in wanted if pk not in at]
    for watch in Watch.objects.filter(mailbox__in=due).filter(Q(next_at=None) | Q(next_at__lte=clock.now())) if due else []:
        if not watch.waits_for_a_person:
            at[watch.mailbox_id] = Attendant(wanted[watch.mailbox_id])
