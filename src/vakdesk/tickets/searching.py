"""Tickets are found by what all records say, and by what the desk concluded: cause, solution, why it waits."""

from collections.abc import Iterable, Sequence

from vakdesk.records.models import Record
from vakdesk.search.registry import SearchIndex, Text, Weight, indexes
from vakdesk.tickets.models import Ticket


def _conclusions(records: Sequence[Record]) -> Iterable[Text]:
    for pk, *words in Ticket.objects.filter(pk__in=[record.pk for record in records]).values_list("pk", "cause", "done", "hold_reason"):
        for text in filter(None, words):
            yield Text(pk, text, Weight.NOTES)


indexes.add(SearchIndex("ticket", _conclusions))
