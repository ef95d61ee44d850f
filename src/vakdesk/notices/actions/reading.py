"""A person reads their own inbox. Having read is no act (decision 0006)."""

from typing import Any

from django.db.models import QuerySet

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.prepared import prepared_values
from vakdesk.notices.models import Notice
from vakdesk.records.models import Record


def mark_read(notices: list[int], *, by: Actor) -> int:
    """The actor's own notices of these ids are read; answers how many were not yet."""
    return Notice.objects.inbox_of(by).unread().filter(pk__in=notices).update(read_at=clock.now())


def mark_read_about(record: Record, *, by: Actor) -> None:
    """Whoever has the record before them has read what they were told of it."""
    if by.person_id is None or not prepared_values("notices.unread_about", _unread_about, person=by.person_id, record=record.pk):
        return  # as mostly, and then nothing waits for the writer
    Notice.objects.inbox_of(by).unread().filter(record=record).update(read_at=clock.now())


def _unread_about(person: int, record: int) -> QuerySet[Notice, Any]:
    return Notice.objects.in_inbox(person).unread().filter(record=record).order_by().values_list("pk")[:1]


def mark_all_read(*, by: Actor) -> int:
    """All of the actor's notices are read; answers how many were not yet."""
    return Notice.objects.inbox_of(by).unread().update(read_at=clock.now())
