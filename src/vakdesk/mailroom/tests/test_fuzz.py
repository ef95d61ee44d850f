"""Whatever is typed about a mail that lies in quarantine, it is answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.models import Arrival
from vakdesk.people.tests.fuzzing import FUZZ, TEXT, fill_in


@pytest.fixture
def arrival(db: None) -> Arrival:
    receive(b"From: nobody\r\n\r\n", source="test")
    return Arrival.objects.get()


@pytest.mark.parametrize("form", ["discard", "approve", "adopt"])
@FUZZ
@given(data=st.data())
def test_any_text_in_a_form_is_answered(as_ann, arrival, form, data):
    fill_in(as_ann, f"/mail/{arrival.pk}/{form}/", data.draw)


@FUZZ
@given(text=TEXT)
def test_any_text_narrows_the_list(as_ann, arrival, text):
    words = dict.fromkeys(("words", "outcome", "view", "sort", "after", "before"), text)
    assert as_ann.get("/mail/", words).status_code == 200
