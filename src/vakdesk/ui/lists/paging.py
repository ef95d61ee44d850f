"""Keyset pages: the rows after or before a row, in one indexed query whatever the length of the list."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Q, QuerySet


@dataclass(frozen=True)
class Slice:
    """Rows in reading order; `before` and `after` are the tokens of the neighbouring pages, "" where there is none."""

    rows: list[Any]
    before: str
    after: str


def slice_of(rows: QuerySet[Any], keys: Sequence[str], *, size: int, after: str = "", before: str = "") -> Slice:
    """The page after (or before) the token's row, in the order of `keys`; a token that is not ours means the first page.

    Keys must be NOT NULL: comparisons with NULL would lose rows. The last key must be unique.
    """
    backwards = bool(before) and not after
    order = [_turned(key) for key in keys] if backwards else list(keys)
    from_row = _values(rows, keys, after or before)
    found = rows.order_by(*order)
    if from_row is not None:
        found = found.filter(_beyond(order, from_row))
    page = list(found[: size + 1])
    more, page = len(page) > size, page[:size]
    if backwards and from_row is not None:
        page.reverse()
        return Slice(page, _token(page[0], keys) if more and page else "", _token(page[-1], keys) if page else "")
    return Slice(page, _token(page[0], keys) if from_row is not None and page else "", _token(page[-1], keys) if more else "")


def part_of(whole: Slice, keys: Sequence[str], *, start: int, size: int) -> Slice:
    """Some of its rows; its neighbouring pages begin with what it leaves out."""
    rows = whole.rows[start : start + size]
    before = _token(rows[0], keys) if rows and start else whole.before
    after = _token(rows[-1], keys) if rows and start + size < len(whole.rows) else whole.after
    return Slice(rows, before, after)


def is_token(rows: QuerySet[Any], keys: Sequence[str], token: str) -> bool:
    """Whether the token names a place in this order, for those who would rather say so than show the first page."""
    return _values(rows, keys, token) is not None


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come later: the first key is bounded by itself, so that its index is walked from the right place."""
    beyond, equal = Q(), Q()
    for key, value in zip(order, values, strict=True):
        name, operator = key.lstrip("-"), "lt" if key.startswith("-") else "gt"
        beyond |= equal & Q(**{f"{name}__{operator}": value})
        equal &= Q(**{name: value})
    first, operator = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{operator}": values[0]}) & beyond


def _token(row: Any, keys: Sequence[str]) -> str:
    values = [_read(row, key.lstrip("-")) for key in keys]
    return base64.urlsafe_b64encode(json.dumps(values, cls=_Exact).encode()).decode().rstrip("=")


class _Exact(DjangoJSONEncoder):
    """Moments keep their microseconds, without which rows of one millisecond would be lost or shown twice."""

    def default(self, value: Any) -> Any:
        return value.isoformat() if hasattr(value, "isoformat") else super().default(value)


def _read(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _values(rows: QuerySet[Any], keys: Sequence[str], token: str) -> list[Any] | None:
    if not token:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        assert isinstance(values, list) and len(values) == len(keys) and None not in values
        return [_field(rows, key.lstrip("-")).to_python(value) for key, value in zip(keys, values, strict=True)]
    except (AssertionError, ValueError, TypeError, binascii.Error, ValidationError, OverflowError):
        return None


def _field(rows: QuerySet[Any], path: str) -> Field[Any, Any]:
    if path in rows.query.annotations:
        return rows.query.annotations[path].output_field  # type: ignore[no-any-return]
    model = rows.model
    *way, name = path.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    if name == "pk":
        field = model._meta.pk
        while field.remote_field:
            field = field.target_field
        return field
    found = model._meta.get_field(name)
    if not isinstance(found, Field):
        raise FieldDoesNotExist(path)
    return found
