"""A start that is repeated is the start that the actions made: the same rows, the same people."""

import pytest
from django.apps import apps
from django.db import transaction
from remembered import scenes, story

from vakdesk.access.roles import Role
from vakdesk.people.permissions import SEE
from vakdesk.people.tests import cast


def _begin_alike():
    """Three calls, with nothing else before them; and how many of them were performed."""
    known = len(scenes)
    story.begin()
    college = cast.make_organisation("Begin Alike", domains=("alike.example",))
    desk = cast.make_team("Alike")
    ada = cast.make_person("Ada Alike", organisation=college, role=Role.AGENT, teams=(desk,))
    return college, desk, ada, len(scenes) - known


def _rows():
    return {model: list(model._base_manager.order_by("pk").values_list()) for model in apps.get_models() if model._meta.managed}


def test_it_writes_the_same_rows_and_answers_the_same_people(db, actor):
    before = transaction.savepoint()
    first = _begin_alike()
    performed = _rows()
    transaction.savepoint_rollback(before)
    college, desk, ada, new = _begin_alike()
    assert (first[3], new) == (3, 0)
    assert _rows() == performed
    assert (college, desk, ada) == first[:3] and ada is not first[2]
    assert ada.organisation == college and actor(ada).may(SEE) and ada.check_password(cast.PASSWORD)


@pytest.mark.parametrize("otherwise", ["a write", "settings"])
def test_what_begins_otherwise_is_performed(db, settings, otherwise):
    story.begin()
    college = cast.make_organisation("Begin Otherwise")
    if otherwise == "settings":
        settings.DEMO = True
    else:
        college.language = "et"
        college.save()
    known = len(scenes)
    assert cast.make_person("Bo Otherwise", organisation=college).organisation.language == college.language
    assert len(scenes) == known


def test_that_a_test_begins_is_no_write(db, lindewaard, bo, as_bo):
    assert story.key is not None and story.things[:2] == [lindewaard, bo]
    assert as_bo.get("/")["Location"] == "/portal/"
