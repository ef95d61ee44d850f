"""A ticket is found by what was answered about it."""

from collections.abc import Iterable, Sequence

from vakdesk.records.models import Record
from vakdesk.scripts.models import Answer
from vakdesk.search.registry import Addition, Text, Weight, additions


def _answers(records: Sequence[Record]) -> Iterable[Text]:
    rows = Answer.objects.holding().filter(record__in=records).exclude(value="").select_related("edition").order_by("pk")
    for row in rows:
        question = next((one for one in row.edition.questions if one.key == row.question), None)
        if question is not None:
            yield Text(row.record_id, str(question.in_words(row.value)), Weight.NOTES)


additions.add(Addition("scripts.answers", "ticket", _answers))
