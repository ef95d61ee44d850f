"""Whatever is typed into the forms of administration and into the filters of its lists, they answer."""

from hypothesis import given
from hypothesis import strategies as st

from vakdesk.people.tests.fuzzing import FUZZ, TEXT, fill_in


@FUZZ
@given(data=st.data())
def test_any_ground_for_erasing_is_answered(as_pia, bo, data):
    fill_in(as_pia, f"/administration/erase/{bo.pk}/", data.draw)


@FUZZ
@given(text=TEXT)
def test_any_text_narrows_the_lists(as_ann, ticket, text):
    words = dict.fromkeys(
        ("actor", "about", "verb", "door", "book", "since", "until", "correlation", "task", "view", "sort", "after"), text
    )
    for place in ("logbook", "jobs"):
        assert as_ann.get(f"/administration/{place}/", words).status_code == 200
