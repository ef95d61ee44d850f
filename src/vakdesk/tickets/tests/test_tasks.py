"""Tasks on a ticket: they come along with it, stand on its page, are spoken of when it is solved, and follow after."""

from datetime import timedelta

from django.urls import reverse

from vakdesk.access.actors import Door
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.people.tests import cast
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.kinds import Occasion, Outcome, State, TaskKind
from vakdesk.tasks.models import Estimate, Spent, Task, TaskSet
from vakdesk.tasks.tests.play import lines
from vakdesk.tickets import actions
from vakdesk.tickets.models import Release
from vakdesk.tickets.tests.play import SOLUTION, fresh, refused, report, resolved, taken, verbs


def make(*words: str, occasion: str = Occasion.BEGUN, kind: str = "", category: str = "", **of_lines) -> TaskSet:
    return tasks.add_set(
        by=INSTALLER, names={"en": "A set"}, occasion=occasion, kind=kind, category=category, lines=lines(*words, **of_lines)
    )


def titles(ticket) -> list[str]:
    return [str(task) for task in Task.objects.filter(record=ticket.pk).in_order()]


def test_tasks_come_along_with_a_kind_and_once_the_category_is_known(bo, ada, printing):
    make("Every incident", kind="incident")
    make("Every request", kind="service_request")
    make("Printing only", category=printing.code)
    ticket = taken(bo, ada)
    assert titles(ticket) == ["Every incident"]
    for _again in range(2):
        actions.classify(ticket, by=actor(ada), category=printing, impact=3, urgency=2)
    assert titles(ticket) == ["Every incident", "Printing only"]
    actions.edit(ticket, by=actor(ada), title=ticket.title, kind="service_request", requester=bo)
    assert titles(ticket) == ["Every incident", "Printing only", "Every request"]
    actions.register(bo, by=actor(ada), kind="incident", title="x", text="y", category=printing)
    assert Task.objects.count() == 5


def test_a_call_that_is_over_brings_no_tasks(bo, ada, forgotten):
    make("Never for calls")
    actions.quick_call(bo, by=actor(ada), template=forgotten)
    assert not Task.objects.exists()


def test_a_ticket_with_open_tasks_says_so_and_somebody_decides(taken, ada):
    for title in ("Order toner", "Put it in"):
        tasks.add(taken.record, by=actor(ada), title=title)
    for nonsense in ("", "forget"):
        with refused("open_tasks", "2 tasks are still open: Order toner, Put it in."):
            actions.resolve(taken, by=actor(ada), open_tasks=nonsense, **SOLUTION)
    assert fresh(taken).is_open
    actions.resolve(taken, by=actor(ada), open_tasks="keep", **SOLUTION)
    assert Task.objects.open().count() == 2


def test_what_is_not_needed_any_more_is_skipped_with_the_reason(taken, ada):
    task = tasks.add(taken.record, by=actor(ada), title="Order toner")
    actions.resolve(taken, by=actor(ada), open_tasks="skip", **SOLUTION)
    task.refresh_from_db()
    assert (task.state, task.why) == (State.SKIPPED, "It was solved without.")


def test_the_page_that_resolves_shows_them_and_asks(taken, ada, as_ada):
    url = f"{taken.get_absolute_url()}resolve/"
    assert b"open_tasks" not in as_ada.get(url).content
    tasks.add(taken.record, by=actor(ada), title="Order toner")
    assert "One task is still open: Order toner." in as_ada.get(url).content.decode()
    assert as_ada.post(url, SOLUTION).status_code == 422
    assert as_ada.post(url, SOLUTION | {"open_tasks": "keep"}).status_code == 303
    assert fresh(taken).state == "resolved"


def test_a_trainees_decision_about_tasks_holds_when_it_is_released(bo, tia, lindewaard):
    coach = cast.make_person("Karel Brink", organisation=lindewaard, role=Role.COACH)
    ticket = taken(bo, tia)
    tasks.add(ticket.record, by=actor(tia), title="Order toner")
    actions.resolve(ticket, by=actor(tia), text="Done", open_tasks="keep", **SOLUTION)
    actions.release(Release.objects.get(), by=actor(coach))
    assert fresh(ticket).state == "resolved" and Task.objects.open().exists()


def test_a_trainee_under_care_writes_nothing_to_requesters_by_way_of_a_task(bo, tia):
    ticket = taken(bo, tia)
    with refused(saying="Your coach releases"):
        tasks.add(ticket.record, by=actor(tia), title="Dear Bo", is_public=True)
    task = tasks.add(ticket.record, by=actor(tia), title="Dear Bo")
    with refused(saying="Your coach releases"):
        tasks.edit(task, by=actor(tia), title="Dear Bo", is_public=True)


def test_aftercare_comes_when_it_is_solved_and_goes_when_it_is_opened_again(bo, ada):
    make("Call Bo", occasion=Occasion.RESOLVED, kind="incident", due_days=3)
    TaskSet.objects.get().lines.update(kind=TaskKind.CALL_BACK, for_worker=True)
    ticket = resolved(bo, ada)
    call = Task.objects.get()
    assert (call.owner, call.kind) == (ada, TaskKind.CALL_BACK)
    assert call.due - ticket.resolved_at >= timedelta(days=3)
    actions.dispute(ticket, by=actor(bo, door=Door.PORTAL))
    call.refresh_from_db()
    assert (call.state, call.why) == (State.SKIPPED, "It was opened again.")
    actions.resolve(fresh(ticket), by=actor(ada), **SOLUTION)
    assert Task.objects.open().count() == 1


def test_a_call_that_finds_it_not_well_opens_the_ticket_again(bo, ada):
    make("Call Bo", occasion=Occasion.CLOSED, kind="")
    TaskSet.objects.get().lines.update(kind=TaskKind.CALL_BACK)
    ticket = resolved(bo, ada)
    assert not Task.objects.exists()
    actions.confirm(ticket, by=actor(bo, door=Door.PORTAL))
    tasks.call_back(Task.objects.get(), by=actor(ada), outcome=Outcome.REOPENED, text="The lamp is red again")
    assert fresh(ticket).is_open and fresh(ticket).times_reopened == 1
    assert Task.objects.get().outcome == Outcome.REOPENED


def test_a_call_about_what_is_open_already_is_noted(bo, ada):
    ticket = taken(bo, ada)
    chosen = make("Call Bo", occasion=Occasion.BY_HAND)
    chosen.lines.update(kind=TaskKind.CALL_BACK)
    call = tasks.apply(ticket.record, by=actor(ada), task_set=chosen)[0]
    tasks.call_back(call, by=actor(ada), outcome=Outcome.REOPENED, text="Still red")
    assert ticket.record.messages.latest("pk").text == "Still red"


def test_of_what_is_withdrawn_nothing_is_left_to_do(taken, ada):
    task = tasks.add(taken.record, by=actor(ada), title="Order toner")
    actions.withdraw(taken, by=actor(ada))
    task.refresh_from_db()
    assert (task.state, task.why) == (State.SKIPPED, "It was withdrawn.")


def test_solving_it_stops_ones_own_timer_on_it(taken, ada, dee):
    tasks.start(taken.record, by=actor(ada))
    tasks.start(taken.record, by=actor(dee))
    actions.resolve(taken, by=actor(ada), **SOLUTION)
    assert [spent.person for spent in Spent.objects.running()] == [dee]


def test_it_is_estimated_at_intake(bo, ada, as_ada):
    words = {"requester": "Bo Jansen", "kind": "incident", "title": "Toner", "text": "Empty", "via": "phone"}
    assert as_ada.post("/tickets/new/", words | {"estimate": "1:30"}).status_code == 303
    assert Estimate.objects.get().minutes == 90
    assert as_ada.post("/tickets/new/", words | {"estimate": "a while"}).status_code == 422
    assert as_ada.post("/tickets/new/", words).status_code == 303


def test_the_page_shows_what_is_to_do_and_how_long_it_takes(taken, ada, as_ada):
    with clock.travel(clock.now() - timedelta(hours=1)):
        task = tasks.add(taken.record, by=actor(ada), title="Order toner", owner=ada, estimate_minutes=30)
        tasks.add(taken.record, by=actor(ada), title="Put it in", after=task)
        tasks.write_time(taken.record, by=actor(ada), minutes=20, task=task)
        tasks.estimate(taken.record, by=actor(ada), minutes=60)
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert "Done: Order toner" in page and "waits for: Order toner" in page
    assert "20 min of 1 h" in page and "20 min of 30 min" in page
    assert "added the task “Order toner”" in page and "wrote 20 min on it" in page
    as_ada.post(f"/tasks/{task.pk}/finish/")
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert "1 is over" in page and "Done: Put it in" in page
    as_ada.post(f"/tasks/{taken.reference}/start/")
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert "data-running" in page and page.count('data-key="w"') == 2


def test_the_requester_reads_public_tasks_and_nothing_else_of_them(taken, ada, as_bo, as_cem, as_ada):
    tasks.add(taken.record, by=actor(ada), title="Secret step")
    tasks.write_time(taken.record, by=actor(ada), minutes=20)
    url = reverse("portal:report", args=[taken.reference])
    assert "What we do for you" not in as_bo.get(url).content.decode()
    shown = tasks.add(taken.record, by=actor(ada), title="Replace the drum", is_public=True)
    page = as_bo.get(url).content.decode()
    assert "Replace the drum" in page and "still to do" in page
    assert not any(word in page for word in ("Secret step", "20 min", "Ada Kask added", "added the task"))
    tasks.finish(shown, by=actor(ada))
    assert "done" in as_bo.get(url).content.decode().split("Replace the drum")[1][:200]
    skipped = tasks.add(taken.record, by=actor(ada), title="Buy a new one", is_public=True)
    tasks.skip(skipped, by=actor(ada), why="Too dear")
    assert "Buy a new one" not in as_bo.get(url).content.decode()
    assert as_cem.get(url).status_code == 404


def test_tasks_are_found_by_their_words(taken, ada, as_ada, as_bo):
    tasks.add(taken.record, by=actor(ada), title="Defenestrate the plotter")
    assert taken.reference in as_ada.get(f"{reverse('ui:search')}?q=defenestrate").content.decode()


def test_a_merged_ticket_brings_no_aftercare(bo, ada):
    make("Call Bo", occasion=Occasion.CLOSED)
    first, second = taken(bo, ada), report(bo)
    actions.merge(second, by=actor(ada), target=first)
    assert not Task.objects.exists()
    assert "ticket.merged" in verbs(second)
