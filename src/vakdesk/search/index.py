"""Writing the index: after each act for the records it touched, and as a whole when it has to be made anew."""

from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from vakdesk.kit.archive import after_restore
from vakdesk.kit.prepared import prepared, prepared_values
from vakdesk.kit.progress import Bar
from vakdesk.kit.text import canonical
from vakdesk.records.kinds import Side
from vakdesk.records.models import Record
from vakdesk.search.engine import engine
from vakdesk.search.models import Document
from vakdesk.search.registry import Text, indexes
from vakdesk.search.terms import Terms, document_terms
from vakdesk.search.texts import for_side, texts_of

BATCH = 200


def rewrite(record_ids: Collection[int]) -> None:
    """The index says of these records what they say now, in the transaction at hand. Types without an index are passed over.

    Acts do this by themselves. Call it where words change without an act about the record, such as the erasing of a person.
    """
    with transaction.atomic():
        # Two acts may touch one record at once: whoever comes second waits here, and then reads what the first wrote.
        # In order of keys, and nothing else is locked after it but the head of the book, so nobody waits in a circle.
        locked = prepared_values("search.locked", _locked, keys=sorted(record_ids))
        _write(record_ids, known=dict(locked))


def rebuild() -> int:
    """The whole index is made anew from the records, in batches that let other writers pass; answers how many records."""
    wanted = Record.objects.filter(type__in=_types())
    bar = Bar("search", wanted.count())
    last = 0
    while batch := list(wanted.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            list(Document.objects.select_for_update(no_key=True).filter(pk__in=batch).order_by("pk").values_list("pk"))
            _write(batch, known={})
        bar.step(len(batch))
        last = batch[-1]
    Document.objects.exclude(type__in=_types()).delete()
    engine.tidy()
    bar.end()
    return bar.done


@after_restore
def _after_restore() -> None:
    rebuild()


def _write(record_ids: Collection[int], *, known: dict[int, str]) -> None:
    records = prepared("search.records", _with_an_index, depends_on=(*_types(),), keys=sorted(record_ids))
    texts = texts_of(records)
    documents = [_document(record, texts[record.pk]) for record in records]
    columns = ["type", "organisation", "team", "requester", "restricted", "digest"]
    Document.objects.bulk_create(documents, update_conflicts=True, unique_fields=["record"], update_fields=columns)
    changed = [document.record for document in documents if known.get(document.record_id) != document.digest]
    if changed:
        engine.write([(record.pk, *_both_sides(record, texts[record.pk])) for record in changed])


def _locked(keys: Sequence[int]) -> QuerySet[Document, Any]:
    return Document.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk", "digest")


def _with_an_index(keys: Sequence[int]) -> QuerySet[Record]:
    return Record.objects.filter(pk__in=keys, type__in=_types()).select_related("requester")  # anyone: all that is indexed


def _both_sides(record: Record, texts: list[Text]) -> tuple[Terms, Terms]:
    """The public and the staff document's terms."""
    public, staff = (document_terms(for_side(texts, side), record.language) for side in (Side.PUBLIC, Side.STAFF))
    return public, staff


def _document(record: Record, texts: list[Text]) -> Document:
    said = [record.language, *([text.text, text.weight, text.side] for text in texts)]
    return Document(
        record=record,
        type=record.type,
        organisation=record.organisation_id,
        team=record.team_id,
        requester=record.requester_id,
        restricted=record.restricted,
        digest=sha256(canonical(said).encode()).hexdigest(),
    )


def _types() -> list[str]:
    return [index.name for index in indexes]
