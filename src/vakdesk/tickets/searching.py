"""Tickets are found by what all records say, by what the desk concluded (cause, solution, why it waits), and by their tasks."""

from collections.abc import Iterable, Sequence

from vakdesk.records.models import Record
from vakdesk.search.registry import SearchIndex, Text, Weight, indexes
from vakdesk.tasks.models import Task
from vakdesk.tickets.models import Ticket


def _conclusions(records: Sequence[Record]) -> Iterable[Text]:
    for pk, *words in Ticket.objects.filter(pk__in=[record.pk for record in records]).values_list("pk", "cause", "done", "hold_reason"):
        for text in filter(None, words):
            yield Text(pk, text, Weight.NOTES)
    for record, titles, about in Task.objects.filter(record__in=records).values_list("record", "titles", "about"):
        for text in filter(None, (*titles.values(), about)):
            yield Text(record, text, Weight.NOTES)


indexes.add(SearchIndex("ticket", _conclusions))
