"""`act()`: the only way anything is recorded. One transaction checks the permission, changes state, and writes entries."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.kit.prepared import prepared
from vakdesk.logbook.chain import digest_of, new_salt, seal_of
from vakdesk.logbook.models import Book, Entry, Head
from vakdesk.logbook.verbs import PLAIN, Verb

BACKDATE = Permission(
    "logbook.backdate",
    gettext_lazy("Record what happened earlier"),
    granted_to=(Role.AGENT, Role.LEAD, Role.ADMINISTRATOR),
    machines=("*",),
)

BACKDATED = Verb("logbook.backdated", gettext_lazy("recorded this afterwards"), carries={"seconds": PLAIN}, seals=("why",), icon="history")

Reaction = Callable[["Act", Entry], None]
Finisher = Callable[["Act"], None]
reactions: dict[str, list[Reaction]] = {}
finishers: list[Finisher] = []
_current: ContextVar["Act | None"] = ContextVar("act", default=None)
_done: ContextVar[int] = ContextVar("acts done", default=0)


def react(*verbs: Verb) -> Callable[[Reaction], Reaction]:
    """The decorated function runs in the same transaction, after the act, for each entry of these verbs."""

    def declare(function: Reaction) -> Reaction:
        for verb in verbs:
            reactions.setdefault(verb.name, []).append(function)
        return function

    return declare


def finish(function: Finisher) -> Finisher:
    """The decorated function runs once per act, in the same transaction, after all reactions. It records nothing."""
    finishers.append(function)
    return function


def is_under_way() -> bool:
    """Whether this thread is within an act, whose entries nobody can read yet."""
    return _current.get() is not None


def acts_done() -> int:
    """Grows with every act of this thread."""
    return _done.get()


class Act:
    """What is being done: by whom, at which moment, and the entries to be written when it is complete."""

    def __init__(self, actor: Actor, book: str, happened_at: datetime | None) -> None:
        self.actor, self.book = actor, book
        self.at = clock.now()
        self.happened_at = happened_at or self.at
        self.entries: list[Entry] = []
        self._cause: Entry | None = None

    def record(self, verb: Verb, subject: models.Model, *, sealed: dict[str, Any] | None = None, **facts: Any) -> Entry:
        """Adds an entry. Facts and sealed particulars must be exactly those the verb declares."""
        sealed = sealed or {}
        assert set(facts) == set(verb.carries), f"{verb.name} carries {set(verb.carries)}, not {set(facts)}"
        assert set(sealed) == set(verb.seals), f"{verb.name} seals {set(verb.seals)}, not {set(sealed)}"
        entry = Entry(
            book=self.book,
            at=self.at,
            happened_at=self.happened_at,
            actor_id=self.actor.person_id,
            machine=self.actor.machine,
            on_behalf_of_id=self.actor.on_behalf_of_id,
            door=self.actor.door,
            verb=verb.name,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            subject_reference=str(getattr(subject, "reference", "")),
            correlation=self.actor.correlation,
            facts=facts,
            sealed={"actor": self.actor.label, **sealed},
            salt=new_salt(),
        )
        entry.subject, entry.caused_by = subject, self._cause
        self.entries.append(entry)
        return entry

    def _react(self) -> None:
        """Runs reactions until none adds an entry; what a reaction records has the entry it reacted to as its cause."""
        for entry in self.entries:  # grows while it is walked
            for reaction in reactions.get(entry.verb, ()):
                self._cause = entry
                reaction(self, entry)

    def _write(self) -> None:
        """The last statements of the transaction: lock the head, chain the entries, move the head (decision 0002)."""
        if not self.entries:
            return
        position, digest = _lock_head(self.book)
        for entry in self.entries:
            entry.position, entry.previous = position + 1, digest
            entry.cause = entry.caused_by.position if entry.caused_by else None
            assert entry.salt is not None
            entry.seal = seal_of(dict(entry.sealed or {}), entry.salt)
            entry.digest = digest_of(entry)
            position, digest = entry.position, entry.digest
        Entry.objects.bulk_create(self.entries)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE logbook_head SET position = %s, digest = %s WHERE book = %s", [position, digest, self.book])


def _lock_head(book: str) -> tuple[int, str]:
    """Position and digest of the book's last entry; nobody else adds one before this transaction ends.

    Every act passes here, and the same words made by the ORM would take a quarter of an act's time.
    """
    lock = " FOR NO KEY UPDATE" if connection.features.has_select_for_no_key_update else ""
    with connection.cursor() as cursor:
        while True:
            cursor.execute(f"SELECT position, digest FROM logbook_head WHERE book = %s{lock}", [book])  # noqa: S608  two fixed words
            if row := cursor.fetchone():
                return int(row[0]), str(row[1])
            Head.objects.get_or_create(book=book)


@contextmanager
def _joined(outer: Act, actor: Actor) -> Iterator[None]:
    """The outer act goes on under another actor; what it recorded is taken back when the block fails."""
    outer_actor, length = outer.actor, len(outer.entries)
    outer.actor = actor
    try:
        with transaction.atomic():
            yield
    except BaseException:
        del outer.entries[length:]
        raise
    finally:
        outer.actor = outer_actor


@contextmanager
def act(
    actor: Actor,
    *,
    may: Permission,
    on: models.Model | None = None,
    happened_at: datetime | None = None,
    why: str = "",
    book: str = Book.MAIN,
) -> Iterator[Act]:
    """Within the block `on` is locked and fresh (unless it is being made); after it everything is committed, or nothing is.

    Acts within acts join the outer one: same moment, same book, their own actor; a refusal undoes the inner act, and
    the outer one unless it is caught. `happened_at` records something earlier: it needs the permission BACKDATE, a
    reason (`why`) and lies at most BACKDATE_AT_MOST back, except in the book of imported history.
    Raises NotAllowed without the permission, Refused for a moment that will not do.
    """
    if (outer := _current.get()) is not None:
        with _joined(outer, actor):
            _allow(actor, may, on)
            yield outer
        return
    with transaction.atomic(durable=True):
        _allow(actor, may, on)
        current = Act(actor, book, happened_at)
        backdated = _check_moment(current, why)
        token = _current.set(current)
        try:
            yield current
            if backdated and current.entries:
                first = current.entries[0]
                current.record(BACKDATED, on or first.subject, sealed={"why": why}, seconds=int(backdated.total_seconds()))
            current._react()
            for finisher in finishers:
                finisher(current)
        finally:
            _current.reset(token)
            _done.set(_done.get() + 1)
        current._write()


def record_many(log: Act, verb: Verb, rows: Iterable[tuple[models.Model, datetime, str, dict[str, Any]]]) -> int:
    """Records one entry per (subject, happened_at, who, facts) in the act at hand; answers how many. For imports.

    `who` did it as the other system names them; "": nobody was named, so it reads as the importing actor.
    """
    count = 0
    for subject, happened_at, who, facts in rows:
        entry = log.record(verb, subject, sealed=dict.fromkeys(verb.seals), **facts)
        entry.happened_at = happened_at
        if who:
            entry.sealed = {**(entry.sealed or {}), "actor": who}
        count += 1
    return count


def _allow(actor: Actor, may: Permission, on: models.Model | None) -> None:
    if on is not None and on.pk is not None:  # what is about to be made is asked about as it will lie
        on.refresh_from_db(from_queryset=_OneRow(on))  # type: ignore[arg-type]
    if not actor.may(may, on):  # type: ignore[arg-type]
        raise NotAllowed(_("You may not do this: %(permission)s. Ask a team lead or an administrator.") % {"permission": may.sentence})


class _OneRow:
    """As much of a queryset as `refresh_from_db` asks for. Every act locks what it is on: made anew each time, this SQL would take longer than its answer."""

    def __init__(self, on: models.Model) -> None:
        self.on = on

    def filter(self, *, pk: Any) -> Self:
        assert pk == self.on.pk
        return self

    def only(self, *fields: str) -> models.QuerySet[Any]:
        return self._locked(self.on.pk).only(*fields)

    def get(self) -> Any:
        kind = type(self.on)
        if not (found := prepared("act.locked", self._locked, depends_on=kind, key=self.on.pk)):
            raise kind.DoesNotExist  # type: ignore[attr-defined]
        return found[0]

    def _locked(self, key: int | str) -> models.QuerySet[Any]:
        return type(self.on)._base_manager.select_for_update(no_key=True).filter(pk=key)


def _check_moment(current: Act, why: str) -> timedelta:
    """How far the act is backdated; zero for the present and for imported history."""
    back = current.at - current.happened_at
    require(back >= timedelta(0), _("That moment is still to come. Choose a time in the past."), field="happened_at")
    if not back or current.book == Book.IMPORTED:
        return timedelta(0)
    days = settings.BACKDATE_AT_MOST.days
    require(current.actor.may(BACKDATE), _("Recording something earlier needs a permission that you do not have."), field="happened_at")
    require(back <= settings.BACKDATE_AT_MOST, _("You can record at most %(days)d days back.") % {"days": days}, field="happened_at")
    require(why.strip(), _("Say why this is recorded only now."), field="why")
    return back
