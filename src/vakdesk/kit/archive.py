"""What a backup leaves out, what must be made anew once one is restored, and how values are written. Rooms declare; config's archive does."""

import base64
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.utils.duration import duration_string

Model = TypeVar("Model", bound=type)
Remake = Callable[[], None]

left_out: set[type] = set()
remakes: list[Remake] = []


def not_in_backups(model: Model) -> Model:
    """Rows of the decorated model are derived from others or tell only about this moment."""
    left_out.add(model)
    return model


def after_restore(remake: Remake) -> Remake:
    """The decorated function runs after the rows of a backup are in, in the same transaction: it makes what was left out."""
    remakes.append(remake)
    return remake


def plain(value: Any) -> str:
    """A value that JSON does not know, in text."""
    match value:
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration_string(value)
        case UUID() | Decimal():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    raise TypeError(f"an archive cannot hold {type(value).__name__}")
