"""What a backup leaves out, and what must be made anew once one is restored. Rooms declare; config's archive does."""

from collections.abc import Callable
from typing import TypeVar

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
