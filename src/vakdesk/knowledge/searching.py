"""Articles are found by what is published, by whom they are for; what is still being written only by who works on it."""

from collections.abc import Iterable, Sequence

from django.db.models import F, Q

from vakdesk.access.actors import Actor
from vakdesk.knowledge.models import Article
from vakdesk.knowledge.permissions import READ
from vakdesk.knowledge.queries import NOTHING, reads_as_requester, reads_as_staff
from vakdesk.records.kinds import Side
from vakdesk.records.models import Record
from vakdesk.search.registry import SearchIndex, Text, Weight, indexes


def _texts(records: Sequence[Record]) -> Iterable[Text]:
    rows = Article.objects.filter(record__in=records).select_related("category")  # anyone: for the index, which keeps who finds what
    for row in rows.annotate(read=F("published__text"), written=F("latest__text")):
        side = Side.PUBLIC if row.published_id and row.is_public else Side.STAFF
        yield Text(row.pk, (row.read if row.published_id else row.written) or "", Weight.BODY, side)  # type: ignore[attr-defined]
        if row.category:
            for name in row.category.names.values():
                yield Text(row.pk, name, Weight.NOTES, side)


def _sight(actor: Actor, path: str) -> tuple[Q, Q]:
    """`path` leads to the record: as staff, as somebody who asks for help."""
    if actor.reach(READ):  # everything that is published is among it
        return reads_as_staff(actor, f"{path}article__"), NOTHING
    return reads_as_staff(actor, f"{path}article__"), reads_as_requester(actor, f"{path}article__")


indexes.add(SearchIndex("article", _texts, sight=_sight))
