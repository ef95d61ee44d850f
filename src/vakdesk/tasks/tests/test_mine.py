from datetime import timedelta

from vakdesk.kit import clock
from vakdesk.people.tests import cast
from vakdesk.tasks import actions
from vakdesk.tasks.tests.play import add


def shown(client, query: str = "") -> str:
    return client.get(f"/tasks/{query}").content.decode().split("<main", 1)[1]


def test_my_tasks_are_mine_and_those_of_my_teams_stand_apart(record, ada, dee, desk, systems, by_dee, as_ada):
    add(record, by_dee, "For Ada", owner=ada)
    add(record, by_dee, "For Dee", owner=dee)
    add(record, by_dee, "For the desk", team=desk)
    add(record, by_dee, "For Systems", team=systems)
    done = add(record, by_dee, "Done by then", owner=ada)
    actions.finish(done, by=by_dee)
    mine, teams, everything = shown(as_ada), shown(as_ada, "?view=team"), shown(as_ada, "?view=open")
    assert "For Ada" in mine and "For Dee" not in mine and "Done by then" not in mine
    assert "For the desk" in teams and "For Ada" not in teams and "For Systems" not in teams
    assert all(title in everything for title in ("For Ada", "For Dee", "For Systems"))
    assert "Done by then" in shown(as_ada, "?view=over")
    assert f'href="/tickets/{record.reference}/#tasks"' in mine


def test_what_is_late_says_so_and_what_waits_says_for_what(record, ada, by_dee, as_ada):
    first = add(record, by_dee, "First", owner=ada, due_at=clock.now() - timedelta(hours=2))
    add(record, by_dee, "Then", owner=ada, after=first)
    page = shown(as_ada)
    assert 'data-state="late"' in page and "waits for: First" in page
    assert "First" in shown(as_ada, "?view=late") and ">Then<" not in shown(as_ada, "?view=late")


def test_the_menu_counts_what_is_mine(record, ada, by_dee, as_ada):
    for title in ("One", "Two"):
        add(record, by_dee, title, owner=ada)
    menu = as_ada.get("/tasks/").content.decode().split('href="/tasks/"', 1)[1][:600]
    assert '<span class="nav-count">2</span>' in menu


def test_strangers_find_no_tasks(record, by_dee, as_bo, as_cem, vlierhof):
    task = add(record, by_dee, "Order toner", is_public=True)
    elsewhere = cast.client_of(cast.make_person("Els", organisation=vlierhof, role=cast.Role.AGENT, scope=vlierhof))
    assert "Order toner" not in shown(elsewhere, "?view=open")
    for client, listed in ((as_bo, 403), (as_cem, 403), (elsewhere, 200)):
        assert client.get("/tasks/").status_code == listed
        for address in (f"{task.pk}/finish", f"{task.pk}/edit", f"{task.pk}/move", f"{task.pk}/start", f"{record.reference}/add"):
            assert client.post(f"/tasks/{address}/", {"title": "x"}).status_code == 404


def test_tasks_are_exported_without_a_persons_figures(record, ada, by_dee, as_ada):
    task = add(record, by_dee, "For Ada", owner=ada)
    actions.write_time(record, by=by_dee, minutes=77, task=task)
    file = b"".join(as_ada.get("/tasks/?format=csv")).decode()
    assert '"For Ada"' in file and "77" not in file.replace(record.reference, "")


def test_a_task_is_ticked_off_from_the_list(record, ada, by_dee, as_ada, as_dee):
    task = add(record, by_dee, "Order toner", owner=ada)
    waiting = add(record, by_dee, "Put it in", owner=ada, after=task)
    page = shown(as_ada)
    assert f'formaction="/tasks/{task.pk}/finish/"' in page and f"/tasks/{waiting.pk}/finish/" not in page
    assert as_ada.post(f"/tasks/{task.pk}/finish/", {"next": "/tasks/"})["Location"] == "/tasks/"
    assert f'formaction="/tasks/{waiting.pk}/finish/"' in shown(as_ada)
