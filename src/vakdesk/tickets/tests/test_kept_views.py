"""Views of the queue that people keep: who has them, who may change them, and what is refused."""

import pytest

from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import actor, client_of, make_person, make_team
from vakdesk.tickets import actions
from vakdesk.tickets.models import SavedView
from vakdesk.tickets.tests.play import refused, report, taken
from vakdesk.tickets.tests.test_queue_page import _shown

URGENT = {"priority": ["1", "2"]}


def kept(by, *, name="Urgent", conditions=URGENT, **more) -> SavedView:
    return actions.add_view(by=actor(by), name=name, conditions=conditions, **more)


def recorded(view) -> list[str]:
    return list(Entry.objects.filter(subject_type="tickets.savedview", subject_id=view.pk).order_by("pk").values_list("verb", flat=True))


def tabs_of(client) -> list[str]:
    return [tab["view"].name for tab in client.get("/tickets/").context["list"].tabs]


def test_a_view_of_ones_own_is_a_tab_and_no_act(ada, as_ada, as_dee, desk):
    view = kept(ada)
    assert (recorded(view), tabs_of(as_ada)[-1], view.key in tabs_of(as_dee)) == ([], view.key, False)


def test_a_teams_view_is_a_tab_for_each_member_and_has_its_entries(ada, as_dee, desk):
    view = kept(ada, team=desk)
    actions.edit_view(view, by=actor(ada), name="Very urgent", conditions={"priority": ["1"]}, team=desk, seen=1)
    assert "Very urgent" in as_dee.get("/tickets/").content.decode()
    actions.delete_view(view, by=actor(ada))
    assert (recorded(view), view.key in tabs_of(as_dee)) == (["view.added", "view.edited", "view.deleted"], False)


def test_a_shared_view_shows_no_reader_more_than_they_may_see(ada, bo, cem, desk, vlierhof):
    of_client, other = report(cem), report(bo)
    serves_one = make_person("Ivo Elders", role=Role.AGENT, scope=vlierhof, teams=(desk,))
    view = kept(ada, name="Everything", conditions={}, team=desk)
    assert set(_shown(client_of(ada), f"?view={view.key}")) == {of_client.reference, other.reference}
    assert _shown(client_of(serves_one), f"?view={view.key}") == [of_client.reference]


def test_me_is_whoever_reads(ada, dee, bo, as_ada, as_dee, desk):
    mine, hers = taken(bo, ada), taken(bo, dee)
    view = kept(ada, name="Mine, by any other name", conditions={"assignee": ["me"]}, team=desk)
    assert (_shown(as_ada, f"?view={view.key}"), _shown(as_dee, f"?view={view.key}")) == ([mine.reference], [hers.reference])


def test_who_may_only_use_a_view_does_not_change_it(ada, tia, desk):
    view = kept(ada, team=desk)
    for act in (
        lambda: actions.edit_view(view, by=actor(tia), name="Mine now", conditions={}, team=desk),
        lambda: actions.delete_view(view, by=actor(tia)),
    ):
        with pytest.raises(NotAllowed, match="copy of your own"):
            act()


def test_the_team_changes_what_it_was_given_to_change_but_does_not_take_it(ada, tia, desk):
    view = kept(ada, team=desk, edited_by="team")
    actions.edit_view(view, by=actor(tia), name="Ours", conditions=URGENT, team=desk, edited_by="team")
    with refused("team", "Only its owner"):
        actions.edit_view(view, by=actor(tia), name="Mine", conditions=URGENT)
    assert SavedView.objects.get().name == "Ours"


def test_a_lead_changes_the_views_of_teams(ada, dee, desk):
    view = kept(ada, team=desk)
    actions.edit_view(view, by=actor(dee), name="As we agreed", conditions=URGENT, team=desk)
    assert SavedView.objects.get().name == "As we agreed"


def test_somebody_elses_own_view_is_not_there(ada, as_dee):
    view = kept(ada)
    assert [as_dee.get(f"/tickets/views/{view.pk}/{more}").status_code for more in ("", "delete/")] == [404, 404]
    assert as_dee.get(f"/tickets/views/new/?from={view.pk}").status_code == 404
    assert "not there" in as_dee.get(f"/tickets/?view={view.key}").content.decode()


def test_a_change_in_between_is_not_overwritten(ada, dee, desk):
    view = kept(ada, team=desk)
    actions.edit_view(view, by=actor(dee), name="By Dee", conditions=URGENT, team=desk, seen=1)
    with refused("", "Somebody changed this view"):
        actions.edit_view(view, by=actor(ada), name="By Ada", conditions=URGENT, team=desk, seen=1)


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("name", {"name": "  "}),
        ("sort", {"sort": "record__requester__password"}),
        ("columns", {"columns": ["title", "password"]}),
        ("columns", {"layout": "table", "columns": []}),
        ("layout", {"layout": "spiral"}),
        ("edited_by", {"edited_by": "everybody"}),
    ],
)
def test_what_the_queue_does_not_know_is_refused(ada, field, more):
    with refused(field):
        kept(ada, **more)


def test_conditions_that_are_not_known_are_not_kept(ada):
    view = kept(ada, conditions={"priority": ["1", "99", "1; DROP TABLE"], "password": ["x"], "not_state": ["closed"], "team": ["x" * 99]})
    assert view.conditions == {"priority": ["1"], "not_state": ["closed"]}


def test_a_view_is_shared_with_ones_own_teams_only(ada, dee, desk):
    elsewhere = make_team("Second line", line="2")
    with refused("team", "your own teams"):
        kept(ada, team=elsewhere)
    assert kept(dee, team=elsewhere).team == elsewhere


def test_nobody_has_more_views_than_they_can_tell_apart(ada, monkeypatch):
    monkeypatch.setattr("vakdesk.tickets.actions.viewing.MOST_VIEWS", 1)
    kept(ada)
    with refused("", "one view too many"):
        kept(ada)


def test_requesters_keep_no_views(bo, as_bo):
    with pytest.raises(NotAllowed):
        kept(bo)
    assert as_bo.get("/tickets/views/").status_code == 403


def test_a_view_that_names_a_team_that_is_no_longer_there_shows_nothing_more(ada, as_ada, bo, systems):
    report(bo)
    view = kept(ada, conditions={"team": ["987654321"]})
    assert _shown(as_ada, f"?view={view.key}") == []
    assert "something that is not there" in as_ada.get(f"/tickets/views/{view.pk}/").content.decode()


def test_tabs_stand_as_the_person_has_set_them_out(ada, as_ada, as_dee):
    view = kept(ada)
    order = ["all", view.key, "mine", "team", "unassigned", "waiting"]
    as_ada.post("/tickets/views/", {"order": order, "shown": ["all", view.key, "mine"], "opens": view.key})
    assert tabs_of(as_ada) == ["all", view.key, "mine"]
    assert as_ada.get("/tickets/").context["list"].view.name == view.key
    assert tabs_of(as_dee) == ["mine", "team", "unassigned", "waiting", "all"]


def test_a_tab_moves_by_one_without_script(as_ada):
    order = ["mine", "team", "unassigned", "waiting", "all"]
    as_ada.post("/tickets/views/", {"order": order, "shown": order, "opens": "mine", "up": "all"})
    assert tabs_of(as_ada) == ["mine", "team", "unassigned", "all", "waiting"]


def test_the_last_tab_stays(as_ada, ada):
    response = as_ada.post("/tickets/views/", {"order": ["mine"], "shown": [], "opens": ""}, follow=True)
    assert "Your tabs" in response.content.decode()
    known = ["mine", "team", "unassigned", "waiting", "all"]
    with refused("hidden"):
        actions.arrange_tabs(by=actor(ada), order=known, hidden=known, opens="")


def test_what_the_queue_shows_is_kept_with_its_view(as_ada, ada, bo):
    page = as_ada.get("/tickets/views/new/?view=mine&not_state=waiting&words=printer")
    form = page.context["form"]
    assert form.asked == {"assignee": ["me"], "state": ["open"], "not_state": ["waiting"], "words": ["printer"]}
    posted = {"name": "Mine to print", "layout": "table", "columns": ["title", "tags"], "sort": "-opened", "edited_by": "owner"}
    posted |= {"assignee": ["me"], "state": ["open"], "not_state": ["waiting"], "words": "printer", "tag": "toner, paper"}
    response = as_ada.post("/tickets/views/new/", posted)
    view = SavedView.objects.get()
    assert response.headers["Location"] == f"/tickets/?view={view.key}"
    assert view.conditions == {**form.asked, "tag": ["toner", "paper"]}
    assert (view.columns, view.sort, view.layout) == (["title", "tags"], "-opened", "table")


def test_a_kept_view_is_a_table_with_its_columns_and_so_is_its_file(as_ada, ada, bo):
    ticket = taken(bo, ada, title="Paper jam")
    view = kept(ada, conditions={"assignee": ["me"]}, layout="table", columns=["title", "requester"], sort="-requester")
    page = as_ada.get(f"/tickets/?view={view.key}").content.decode()
    assert "<table" in page and page.index("Subject") < page.index("Bo Jansen") and "Priority</" not in page
    body = b"".join(as_ada.get(f"/tickets/?view={view.key}&format=csv").streaming_content).decode("utf-8-sig")
    assert body.splitlines() == ['"Subject","Requester"', f'"{ticket.title}","Bo Jansen"']


def test_a_copy_begins_with_what_it_is_copied_from(as_dee, ada, desk):
    view = kept(ada, team=desk, layout="table", columns=["title"])
    form = as_dee.get(f"/tickets/views/new/?from={view.pk}").context["form"]
    assert (form.asked, form["name"].value(), form["columns"].value()) == (URGENT, "Urgent (copy)", ["title"])


def test_a_view_is_changed_and_taken_away_in_the_browser(as_ada, ada):
    view = kept(ada, conditions={"state": ["open"], "opened_from": ["7d"], "answer": ["1"]})
    form = as_ada.get(f"/tickets/views/{view.pk}/").context["form"]
    assert (form["opened_from_ago"].value(), form["answer"].value()) == ("7", "1")
    posted = {"name": "Calmer", "layout": "rows", "edited_by": "owner", "seen": "1", "opened_from_ago": "30", "answer": "0"}
    assert as_ada.post(f"/tickets/views/{view.pk}/", posted).status_code == 303
    view.refresh_from_db()
    assert (view.name, view.conditions) == ("Calmer", {"opened_from": ["30d"], "not_answer": ["1"]})
    assert as_ada.post(f"/tickets/views/{view.pk}/", {"name": "", "layout": "rows", "edited_by": "owner"}).status_code == 422
    assert as_ada.post(f"/tickets/views/{view.pk}/delete/").status_code == 303
    assert not SavedView.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_views(as_ada, ada, desk, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(60) as captured:
            assert as_ada.get("/tickets/").status_code == 200
        return len(captured)

    kept(ada)
    few = count()
    for number in range(8):
        kept(ada, name=f"View {number}", team=desk if number % 2 else None)
    assert count() <= few
