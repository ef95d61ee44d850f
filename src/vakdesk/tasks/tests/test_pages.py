"""Each verb by its page: forms, refusals at their field, foreign things that are not there."""

from vakdesk.tasks import actions
from vakdesk.tasks.kinds import State
from vakdesk.tasks.models import Estimate, Task
from vakdesk.tasks.tests.play import add, fresh, lines, titles
from vakdesk.ui.once import FIELD


def test_a_task_is_added_in_one_line_or_with_everything(record, as_ada, ada, systems):
    url = f"/tasks/{record.reference}/add/"
    assert as_ada.post(url, {"quick": "1", "title": "Order toner", "next": "/tickets/"})["Location"] == "/tickets/"
    full = {"title": "Put it in", "owner": "Ada Kask", "due_at": "2026-03-02T10:00", "estimate_minutes": "0:20", "is_public": "on"}
    assert as_ada.post(url, full)["Location"] == f"/tickets/{record.reference}/#tasks"
    assert titles(record) == ["Order toner", "Put it in"]
    task = Task.objects.latest("pk")
    assert (task.owner, task.estimate_minutes, task.is_public) == (ada, 20, True)
    assert as_ada.post(url, {"quick": "1", "title": ""}).status_code == 422
    assert as_ada.post(url, {"title": "x", "owner": "Ada Kask", "team": systems.pk}).status_code == 409
    assert as_ada.get("/tasks/TK-999999/add/").status_code == 404


def test_what_the_form_does_not_have_is_not_set(record, as_ada):
    as_ada.post(
        f"/tasks/{record.reference}/add/", {"title": "x", "state": "done", "kind": "rotate", "position": "-1", "record": "1", "titles": "y"}
    )
    task = Task.objects.get()
    assert (task.state, task.kind, task.position, task.record_id, str(task)) == (State.OPEN, "work", 1, record.pk, "x")


def test_tasks_of_other_records_are_no_choice(record, other, by_ada, as_ada):
    elsewhere, here = add(other, by_ada, "Elsewhere"), add(record, by_ada, "Here")
    page = as_ada.get(f"/tasks/{record.reference}/add/").content.decode()
    assert "Here" in page and "Elsewhere" not in page
    assert as_ada.post(f"/tasks/{record.reference}/add/", {"title": "x", "after": elsewhere.pk}).status_code == 422
    add(record, by_ada, "Beside it")
    assert as_ada.post(f"/tasks/{here.pk}/edit/", {"title": "x", "after": here.pk}).status_code == 422
    assert as_ada.post(f"/tasks/{record.reference}/write-time/", {"minutes": "5", "task": elsewhere.pk}).status_code == 422


def test_every_verb_of_a_task_has_its_page(record, by_ada, as_ada, ada):
    task, second = add(record, by_ada, "One"), add(record, by_ada, "Two")
    for verb, words in {
        "assign": {"owner": "Ada Kask"},
        "edit": {"title": "One, changed"},
        "skip": {"why": "Not needed"},
        "reopen": {},
        "finish": {},
    }.items():
        assert as_ada.get(f"/tasks/{task.pk}/{verb}/").status_code == 200
        assert as_ada.post(f"/tasks/{task.pk}/{verb}/", words).status_code == 303, verb
    assert (str(fresh(task)), fresh(task).owner, fresh(task).state) == ("One, changed", ada, State.DONE)
    assert as_ada.post(f"/tasks/{second.pk}/move/", {"up": "1"}).status_code == 303
    assert titles(record) == ["Two", "One, changed"]
    assert as_ada.post(f"/tasks/{task.pk}/finish/").status_code == 409
    assert as_ada.post(f"/tasks/{second.pk}/skip/", {}).status_code == 422
    assert as_ada.post(f"/tasks/{record.reference}/estimate/", {"minutes": "2h"}).status_code == 303
    assert Estimate.objects.get().minutes == 120


def test_the_same_press_twice_acts_once(record, as_ada):
    token = as_ada.get(f"/tasks/{record.reference}/add/").content.decode().split(f'name="{FIELD}" value="')[1].split('"')[0]
    for _press in range(2):
        as_ada.post(f"/tasks/{record.reference}/add/", {"title": "Order toner", FIELD: token})
    assert titles(record) == ["Order toner"]


def test_what_acts_at_once_is_not_asked_for_by_address(record, by_ada, as_ada):
    task = add(record, by_ada, "One")
    for address in (f"{task.pk}/move", f"{task.pk}/start", f"{record.reference}/start", "stop"):
        assert as_ada.get(f"/tasks/{address}/").status_code == 405


def test_a_set_is_chosen_from_those_in_use(record, as_ada, by_dee):
    chosen = actions.add_set(by=by_dee, names={"en": "New colleague"}, occasion="by_hand", lines=lines("Account"))
    assert "New colleague" in as_ada.get(f"/tasks/{record.reference}/apply/").content.decode()
    assert as_ada.post(f"/tasks/{record.reference}/apply/", {"task_set": chosen.pk}).status_code == 303
    assert titles(record) == ["Account"]
    assert as_ada.post(f"/tasks/{record.reference}/apply/", {"task_set": "0"}).status_code == 422
