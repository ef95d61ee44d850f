"""A person reads their own inbox. Having read is no act (decision 0006)."""

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.notices.models import Notice
from vakdesk.records.models import Record


def mark_read(notices: list[int], *, by: Actor) -> int:
    """The actor's own notices of these ids are read; answers how many were not yet."""
    return Notice.objects.inbox_of(by).unread().filter(pk__in=notices).update(read_at=clock.now())


def mark_read_about(record: Record, *, by: Actor) -> None:
    """Whoever has the record before them has read what they were told of it."""
    theirs = Notice.objects.inbox_of(by).unread().filter(record=record)
    if theirs.exists():  # mostly there is none, and then nothing waits for the writer
        theirs.update(read_at=clock.now())


def mark_all_read(*, by: Actor) -> int:
    """All of the actor's notices are read; answers how many were not yet."""
    return Notice.objects.inbox_of(by).unread().update(read_at=clock.now())
