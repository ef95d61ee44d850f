"""Whatever is chosen or typed about notices, it is answered."""

from hypothesis import given
from hypothesis import strategies as st

from vakdesk.notices.texts import MailText
from vakdesk.people.tests.fuzzing import FUZZ, TEXT, fill_in


@FUZZ
@given(data=st.data())
def test_any_choice_of_how_to_hear_is_answered(as_bo, data):
    fill_in(as_bo, "/inbox/choose/", data.draw)


@FUZZ
@given(data=st.data())
def test_any_wording_is_answered(as_ann, data):
    fill_in(as_ann, f"/outbox/texts/{next(iter(MailText.registry)).name}/nl/", data.draw)


@FUZZ
@given(text=TEXT)
def test_any_text_narrows_the_lists(as_ann, text):
    words = dict.fromkeys(("words", "view", "state", "sort", "after", "before"), text)
    for place in ("/inbox/", "/outbox/"):
        assert as_ann.get(place, words).status_code == 200
