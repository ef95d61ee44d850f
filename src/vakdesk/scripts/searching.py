"""A ticket is found by what was answered about it."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from vakdesk.kit.prepared import prepared
from vakdesk.records.models import Record
from vakdesk.scripts.models import Answer
from vakdesk.search.registry import Addition, Text, Weight, additions


def _answers(records: Sequence[Record]) -> Iterable[Text]:
    for row in prepared("scripts.answers", _answers_on, keys=[record.pk for record in records]):
        question = next((one for one in row.edition.questions if one.key == row.question), None)
        if question is not None:
            yield Text(row.record_id, str(question.in_words(row.value)), Weight.NOTES)


def _answers_on(keys: Sequence[int]) -> QuerySet[Answer]:
    """For the index, which keeps of every text which side may find it."""
    return Answer.objects.holding().filter(record__in=keys).exclude(value="").select_related("edition").order_by("pk")


additions.add(Addition("scripts.answers", "ticket", _answers))
