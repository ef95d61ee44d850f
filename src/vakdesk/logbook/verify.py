"""Is the logbook whole? Recomputes every seal and digest and names the first bad position."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Subquery

from vakdesk.logbook.chain import digest_of, seal_of
from vakdesk.logbook.heads import kept_heads
from vakdesk.logbook.models import Book, Entry, Head
from vakdesk.logbook.redaction import REDACTED


@dataclass(frozen=True)
class Report:
    """`first_bad` is "book position" of the first entry that does not hold, or None; `why` says what is wrong with it."""

    ok: bool
    entries: int
    first_bad: str | None = None
    why: str = ""


#: Rooms add what else an entry vouches for (an attachment's bytes): answers what is wrong, or "".
Witness = Callable[[Entry], str]
witnesses: dict[str, Witness] = {}


def witness(verb: str) -> Callable[[Witness], Witness]:
    def declare(function: Witness) -> Witness:
        witnesses[verb] = function
        return function

    return declare


@dataclass(frozen=True)
class _Bad(Exception):
    where: str
    why: str


def verify(*, seen: Callable[[], None] = lambda: None) -> Report:
    """Checks all books, each from its first entry to its head, and the heads kept outside the database.

    Needs no lock: what a head covers is complete and never changes, so writers go on meanwhile. `seen` is called per entry.
    """
    checked = 0
    try:
        for book in Book.values:
            for _entry in _checked(book):
                checked += 1
                seen()
    except _Bad as bad:
        return Report(False, checked, bad.where, bad.why)
    return Report(True, checked)


def _checked(book: str) -> Iterator[Entry]:
    head = Head.objects.filter(book=book).first() or Head(book=book)
    kept = {line["position"]: line["digest"] for line in kept_heads() if line["book"] == book}
    redacted = _redacted(book)
    position, digest = 0, ""
    for entry in entries_up_to(book, head.position):
        where = f"{book} {position + 1}"
        if why := _fault(entry, position, digest) or _broken_seal(entry, redacted) or witnesses.get(entry.verb, _nothing)(entry):
            raise _Bad(where, why)
        if kept.get(entry.position, entry.digest) != entry.digest:
            raise _Bad(where, "its digest is not the one that was kept outside")
        position, digest = entry.position, entry.digest
        yield entry
    if (expected := max([head.position, *kept])) > position:
        raise _Bad(f"{book} {position + 1}", f"the end is missing: there were {expected} entries")
    beyond = Entry.objects.filter(book=book, position__gt=Subquery(Head.objects.filter(book=book).values("position")))
    if digest != head.digest or beyond.exists():
        raise _Bad(f"{book} {position}", "the head does not match the last entry")


def entries_up_to(book: str, last: int) -> Iterator[Entry]:
    """The entries of a book in order, read in pages so that neither memory nor a transaction grows with the book."""
    position = 0
    while page := list(Entry.objects.filter(book=book, position__gt=position, position__lte=last).order_by("position")[:2000]):
        yield from page
        position = page[-1].position


def _fault(entry: Entry, position: int, digest: str) -> str:
    if entry.position != position + 1:
        return f"an entry is missing: the next one is {entry.position}"
    if entry.previous != digest:
        return "it does not follow the entry before it"
    return "" if entry.digest == digest_of(entry) else "its content does not match its digest"


def _broken_seal(entry: Entry, redacted: dict[int, int]) -> str:
    if entry.sealed is None or entry.salt is None:
        if entry.position not in redacted:
            redacted.update(_redacted(entry.book))  # redactions go on while we read
        return "" if redacted.get(entry.position, 0) > entry.position else "its sealed particulars are gone and no redaction names it"
    return "" if seal_of(entry.sealed, entry.salt) == entry.seal else "its sealed particulars were changed"


def _redacted(book: str) -> dict[int, int]:
    """Position of each entry that a redaction names → position of the last redaction that does."""
    redactions = Entry.objects.filter(book=book, verb=REDACTED.name).order_by("position").values_list("position", "facts")
    return {named: position for position, facts in redactions for named in facts["positions"]}


def _nothing(_entry: Entry) -> str:
    return ""
