"""Two views side by side, and plans that both look back on."""

from datetime import date

import pytest
from refusing import refused

from vakdesk.competence import actions
from vakdesk.competence.models import Need, Rating
from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import actor, client_of

ABOUT = {"standard": "nl-c0088", "code": "C1-K1-W1.2"}
PLAN = {
    **ABOUT,
    "what": "Ask before I act",
    "steps": ["Watch Ada for a morning", "Three calls with a list of questions"],
    "due_on": date(2026, 3, 20),
}


def test_own_view_and_coachs_view_stand_side_by_side(passport, tia, karel, ada):
    actions.rate(passport, by=actor(tia), **ABOUT, level=3, words="I ask everything")
    actions.rate(passport, by=actor(karel), **ABOUT, level=2)
    actions.rate(passport, by=actor(karel), **ABOUT, level=3)
    assert set(Rating.objects.values_list("rater__name", "level")) == {("Tia Smit", 3), ("Karel Blom", 3)}
    with pytest.raises(NotAllowed):
        actions.rate(passport, by=actor(ada), **ABOUT, level=1)
    with refused("code", "do not ask"):
        actions.rate(passport, by=actor(tia), standard="nl-c0088", code="C9", level=1)
    assert "I ask everything" in client_of(karel).get(f"/passport/people/{tia.pk}/growing/?standard=nl-c0088").content.decode()
    assert client_of(ada).get(f"/passport/people/{tia.pk}/growing/").status_code == 404


def test_a_plan_has_steps_and_ends_when_both_looked_back(passport, tia, karel, ada):
    with refused("steps", "at least one step"):
        actions.plan(passport, by=actor(tia), **{**PLAN, "steps": [" "]})
    with refused("due_on"):
        actions.plan(passport, by=actor(tia), **{**PLAN, "due_on": date(2026, 3, 1)})
    need = actions.plan(passport, by=actor(karel), **PLAN)
    step = need.steps.all()[0]
    actions.finish_step(need, by=actor(tia), step=step.pk)
    with refused("", "no such step"):
        actions.finish_step(need, by=actor(tia), step=step.pk)
    with pytest.raises(NotAllowed):
        actions.finish_step(need, by=actor(karel), step=need.steps.all()[1].pk)
    actions.review(need, by=actor(tia), words="I ask first now")
    assert Need.objects.get().ended_at is None
    actions.review(need, by=actor(karel), words="I heard it")
    assert Need.objects.get().ended_at is not None
    with refused("", "over already"):
        actions.review(need, by=actor(tia), words="Again")
    with pytest.raises(NotAllowed):
        actions.plan(passport, by=actor(ada), **PLAN)
