from vakdesk.tasks import actions
from vakdesk.tasks.models import Spent
from vakdesk.tasks.tests.play import last, refused


def test_one_puts_ones_own_time_right_for_a_reason(record, by_ada):
    spent = actions.write_time(record, by=by_ada, minutes=90)
    with refused("why"):
        actions.correct_time(spent, by=by_ada, minutes=30, why=" ")
    actions.correct_time(spent, by=by_ada, minutes=30, why="Lunch was in it")
    assert Spent.objects.get().seconds == 1800
    entry = last(record, "time.corrected")
    assert entry.facts == {"spent": spent.pk, "before": 5400, "seconds": 1800}
    assert entry.sealed["why"] == "Lunch was in it"
    actions.correct_time(spent, by=by_ada, minutes=0, why="It was another ticket")
    assert Spent.objects.get().seconds == 0


def test_nobody_touches_anothers_time_nor_what_still_runs(record, by_ada, by_dee, as_dee):
    spent = actions.write_time(record, by=by_ada, minutes=90)
    with refused(saying="Only who worked"):
        actions.correct_time(spent, by=by_dee, minutes=1, why="Too long")
    assert as_dee.get(f"/tasks/own-time/{spent.pk}/correct/").status_code == 404
    running = actions.start(record, by=by_ada)
    with refused(saying="still runs"):
        actions.correct_time(running, by=by_ada, minutes=1, why="Too long")
    with refused("minutes"):
        actions.correct_time(spent, by=by_ada, minutes=1441, why="Very long")


def test_one_sees_ones_own_time_and_no_one_elses(record, by_ada, as_ada, as_dee):
    actions.write_time(record, by=by_ada, minutes=90, about="On the phone")
    page = as_ada.get("/tasks/own-time/").content.decode()
    assert "On the phone" in page and "1 h 30 min" in page
    assert "On the phone" not in as_dee.get("/tasks/own-time/").content.decode()
    spent = Spent.objects.get()
    assert as_ada.post(f"/tasks/own-time/{spent.pk}/correct/", {"minutes": "45", "why": "Half of it"}).status_code == 303
    assert Spent.objects.get().seconds == 2700
