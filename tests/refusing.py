"""What a test says of a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from vakdesk.kit.errors import Refused


@contextmanager
def refused(field: str = "", saying: str = "") -> Iterator[None]:
    """`with refused("text"):` the block is refused, at that field, in a sentence that contains `saying`."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.field == field
    assert saying in str(caught.value.sentence)
