import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.tests.cast import INSTALLER
from vakdesk.tasks import actions
from vakdesk.tasks.kinds import Occasion, TaskKind
from vakdesk.tasks.models import TaskLine, TaskSet
from vakdesk.tasks.tests.play import lines, refused

WORDS = {"names": {"en": "New colleague"}, "occasion": Occasion.BEGUN}


def test_leads_arrange_sets_and_agents_do_not(by_dee, by_ada):
    made = actions.add_set(by=by_dee, lines=lines("Account", "Laptop"), kind="fault", **WORDS)
    assert [str(line) for line in made.lines.all()] == ["Account", "Laptop"]
    with pytest.raises(NotAllowed):
        actions.add_set(by=by_ada, lines=lines("Account"), **WORDS)


def test_a_set_needs_a_name_tasks_and_an_occasion(by_dee, systems):
    with refused("name_en"):
        actions.add_set(by=by_dee, lines=lines("Account"), names={"nl": "Nieuw"}, occasion=Occasion.BEGUN)
    with refused(saying="at least one task"):
        actions.add_set(by=by_dee, lines=[], **WORDS)
    with refused("occasion"):
        actions.add_set(by=by_dee, lines=lines("Account"), names={"en": "x"}, occasion="full moon")
    with refused(saying="too much"):
        actions.add_set(by=by_dee, lines=lines(*["Account"] * 41), **WORDS)
    with refused(saying="not to both"):
        actions.add_set(by=by_dee, lines=lines("Account", team=systems, for_worker=True), **WORDS)
    with refused(saying="few words"):
        actions.add_set(by=by_dee, lines=lines(" "), **WORDS)
    assert not TaskSet.objects.exists() and not TaskLine.objects.exists()


def form(**more) -> dict[str, str]:
    return {"name_en": "New colleague", "occasion": "begun", "lines": "2", "line-0-title_en": "Account", "line-1-title_en": ""} | more


def test_a_set_is_made_and_changed_in_the_browser(as_dee, systems):
    assert as_dee.get("/tasks/sets/new/").content.count(b'name="line-') >= 3
    more = {"line-1-title_nl": "Laptop klaarleggen", "line-1-due_days": "2", "line-1-estimate_minutes": "1:30", "line-1-team": systems.pk}
    assert as_dee.post("/tasks/sets/new/", form(kind="fault", in_order="on", **more)).status_code == 303
    made = TaskSet.objects.get()
    first, second = made.lines.all()
    assert (made.kind, made.in_order, first.titles, first.kind) == ("fault", True, {"en": "Account"}, TaskKind.WORK)
    assert (second.titles, second.due_days, second.estimate_minutes, second.team) == ({"nl": "Laptop klaarleggen"}, 2, 90, systems)
    page = as_dee.get(f"/tasks/sets/{made.pk}/").content.decode()
    assert 'value="Laptop klaarleggen"' in page and 'value="1:30"' in page and 'name="lines" value="5"' in page
    answer = as_dee.post(f"/tasks/sets/{made.pk}/", form(is_active="on", more="1", **{"line-0-title_en": "Desk"}))
    assert answer["Location"] == f"/tasks/sets/{made.pk}/"
    assert [str(line) for line in TaskSet.objects.get().lines.all()] == ["Desk"]


def test_what_does_not_hold_is_said_at_its_task(as_dee, systems):
    answer = as_dee.post("/tasks/sets/new/", form(**{"line-0-due_days": "-1", "line-1-title_en": "x", "line-1-estimate_minutes": "soon"}))
    assert answer.status_code == 422
    assert b"Write a duration like" in answer.content
    both = form(**{"line-0-team": systems.pk, "line-0-for_worker": "on"})
    assert as_dee.post("/tasks/sets/new/", both).status_code == 422
    assert as_dee.post("/tasks/sets/new/", form(lines="99999999")).status_code in (303, 422)


def test_an_empty_house_begins_with_two_sets(ann):
    assert {one.occasion for one in TaskSet.objects.all()} == {Occasion.REVEALED, Occasion.BY_HAND}


def test_the_list_says_when_the_tasks_of_a_set_come(as_dee):
    actions.add_set(by=INSTALLER, lines=lines("Account", "Laptop"), **WORDS)
    page = as_dee.get("/tasks/sets/").content.decode()
    assert "New colleague" in page and "2 tasks" in page and "when it is registered" in page
