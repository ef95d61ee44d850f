"""Among which documents to look. Most people see few, some see nearly all; each needs its own way through the index."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vakdesk.search.models import Document

#: So many keys are quicker to hand to the index than to look up the document of every hit.
FEW = 5_000


@dataclass(frozen=True)
class Scope:
    """The visible documents, and their keys if they are FEW at most."""

    documents: QuerySet[Document]
    keys: list[int] | None


def scope(sight: Q, *, but_not: Q, types: Collection[str] | None) -> Scope:
    """The documents that `sight` shows and `but_not` does not."""
    documents = Document.objects.all() if types is None else Document.objects.filter(type__in=types)
    rest = ~but_not if but_not else Q()
    return Scope(documents.filter(sight & rest), _keys([documents.filter(way & rest) for way in _ways(sight)]))


def _ways(sight: Q) -> list[Q]:
    """The alternatives of a condition one by one: each has its index, but PostgreSQL uses none for all of them at once."""
    return [Q(way) for way in sight.children] if sight.connector == Q.OR and not sight.negated else [sight]


def _keys(parts: list[QuerySet[Document]]) -> list[int] | None:
    if any(part[FEW:].exists() for part in parts):
        return None
    return sorted({key for part in parts for key in part.values_list("pk", flat=True)})
