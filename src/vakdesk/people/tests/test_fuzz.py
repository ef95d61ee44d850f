"""Whatever is typed into the forms about people, they answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakdesk.people import actions
from vakdesk.people.models import Group
from vakdesk.people.tests import cast
from vakdesk.people.tests.fuzzing import FUZZ, TEXT, fill_in

FORMS = [
    "/people/register/",
    "/people/{bo}/edit/",
    "/people/{bo}/record-leaving/",
    "/people/{bo}/give-account/",
    "/people/{bo}/grant-role/",
    "/people/{bo}/add-address/",
    "/teams/add-team/",
    "/teams/{desk}/edit-team/",
    "/teams/{desk}/join-team/",
    "/organisations/add-organisation/",
    "/organisations/{lindewaard}/edit-organisation/",
    "/groups/add-group/",
    "/groups/{group}/join-group/",
    "/profile/edit-self/",
]


@pytest.fixture
def group(db: None) -> Group:
    return actions.add_group("SD1A", by=cast.INSTALLER)


@pytest.mark.parametrize("form", FORMS)
@FUZZ
@given(data=st.data())
def test_any_text_in_a_form_is_answered(as_ann, bo, desk, lindewaard, group, form, data):
    fill_in(as_ann, form.format(bo=bo.pk, desk=desk.pk, lindewaard=lindewaard.pk, group=group.pk), data.draw)


@FUZZ
@given(text=TEXT)
def test_any_text_can_be_looked_for(as_ann, bo, text):
    for place in ("/people/", "/people/lookup/", "/teams/", "/organisations/", "/groups/"):
        words = dict.fromkeys(("q", "words", "view", "sort", "after", "before", "organisation", "team", "role"), text)
        assert as_ann.get(place, words).status_code == 200
