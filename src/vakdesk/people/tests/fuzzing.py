"""Forms filled in with whatever a browser can send. Every room's form can be put to it: `fill_in(client, address, draw)`."""

from typing import Any

from django.test import Client
from hypothesis import settings
from hypothesis import strategies as st

FUZZ = settings(max_examples=13)
#: No halves of surrogate pairs, which are no UTF-8.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
#: Done, refused, asked again.
ANSWERED = (302, 303, 409, 422)
#: What an earlier filling in has done cannot be done again.
OVER = (302, 303, 409)


def fill_in(client: Client, address: str, draw: Any) -> None:
    """The form at the address is sent with odd values and choices that are offered, and is answered without a crash.

    What it left behind is looked at by the next example, which begins with the same page.
    """
    page = client.get(address)
    if page.status_code != 200:
        assert page.status_code in OVER, page.status_code
        return
    given = {name: draw(_values(field), label=name) for name, field in page.context["form"].fields.items()}
    assert client.post(address, given).status_code in ANSWERED


def _values(field: Any) -> st.SearchStrategy[Any]:
    offered = [str(value) for value, _label in getattr(field, "choices", ())]
    return st.one_of(TEXT, st.lists(TEXT, max_size=3), *([st.sampled_from(offered)] if offered else []))
