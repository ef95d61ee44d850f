"""What records say, gathered for many at once: what all records have, then what their type declares."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from vakdesk.kit.prepared import prepared_values
from vakdesk.records.kinds import Side
from vakdesk.records.models import Attachment, Message, Record, Tag
from vakdesk.search.registry import Text, Weight, additions, indexes


def texts_of(records: Sequence[Record]) -> dict[int, list[Text]]:
    """By record key, in the order they are read. Four queries for any number of records, and those of each type's own texts."""
    prefetch_related_objects(records, "requester")
    found: dict[int, list[Text]] = {record.pk: [] for record in records}
    for text in _common(records):
        found[text.record_id].append(text)
    for type_, texts in [*((one.name, one.texts) for one in indexes), *((one.type, one.texts) for one in additions)]:
        if own := [record for record in records if record.type == type_]:
            for text in texts(own):
                found[text.record_id].append(text)
    return found


def for_side(texts: list[Text], side: str) -> list[Text]:
    """What this side may know of: staff everything, requesters what is public."""
    return texts if side == Side.STAFF else [text for text in texts if text.side == Side.PUBLIC]


def _common(records: Sequence[Record]) -> Iterator[Text]:
    for record in records:
        yield Text(record.pk, record.title, Weight.TITLE, Side.PUBLIC)
        yield Text(record.pk, f"{record.reference} {record.reference.replace('-', '')}", Weight.TITLE, Side.PUBLIC)
        if record.formerly:
            yield Text(record.pk, record.formerly, Weight.TITLE, Side.PUBLIC)
    yield from _messages(records)
    keys = [record.pk for record in records]
    for record_id, side, name in prepared_values("search.files", _files_on, keys=keys):
        yield Text(record_id, name, Weight.NOTES, side)
    for record_id, name in prepared_values("search.tags", _tags_on, keys=keys):
        yield Text(record_id, name, Weight.NOTES)
    for record in records:
        if record.requester_id:
            yield Text(record.pk, str(record.requester), Weight.NOTES)


def _messages(records: Sequence[Record]) -> Iterator[Text]:
    """Quoted text counts only under the first message of a record: later ones quote what the record has already."""
    begun: set[int] = set()
    for record_id, side, text, history in prepared_values("search.messages", _messages_on, keys=[record.pk for record in records]):
        yield Text(record_id, text, Weight.BODY if side == Side.PUBLIC else Weight.NOTES, side)
        if history and record_id not in begun:
            yield Text(record_id, history, Weight.NOTES, side)
        begun.add(record_id)


# For the index, which keeps of every text which side may find it.


def _messages_on(keys: Sequence[int]) -> QuerySet[Message, Any]:
    return Message.objects.filter(record__in=keys).order_by("record", "at", "id").values_list("record", "side", "text", "history")


def _files_on(keys: Sequence[int]) -> QuerySet[Attachment, Any]:
    return Attachment.objects.filter(record__in=keys).order_by("id").values_list("record", "side", "name")


def _tags_on(keys: Sequence[int]) -> QuerySet[Tag, Any]:
    return Tag.objects.filter(records__in=keys).order_by("id").values_list("records", "name")
