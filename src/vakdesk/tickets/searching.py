"""Tickets are found by what all records say, by what the desk concluded (cause, solution, why it waits), and by their tasks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from vakdesk.kit.prepared import prepared_values
from vakdesk.records.models import Record
from vakdesk.search.registry import SearchIndex, Text, Weight, indexes
from vakdesk.tasks.models import Task
from vakdesk.tickets.models import Ticket


def _conclusions(records: Sequence[Record]) -> Iterable[Text]:
    keys = [record.pk for record in records]
    for pk, *words in prepared_values("tickets.conclusions", _concluded, keys=keys):
        for text in filter(None, words):
            yield Text(pk, text, Weight.NOTES)
    for record, titles, about in prepared_values("tickets.tasks", _to_do, keys=keys):
        for text in filter(None, (*titles.values(), about)):
            yield Text(record, text, Weight.NOTES)


def _concluded(keys: Sequence[int]) -> QuerySet[Ticket, Any]:
    return Ticket.objects.filter(pk__in=keys).values_list("pk", "cause", "done", "hold_reason")  # anyone: notes of the index


def _to_do(keys: Sequence[int]) -> QuerySet[Task, Any]:
    return Task.objects.filter(record__in=keys).values_list("record", "titles", "about")  # anyone: notes of the index


indexes.add(SearchIndex("ticket", _conclusions))
