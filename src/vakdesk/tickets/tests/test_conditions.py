"""What the queue can be narrowed by, alone and together; and what somebody types who wants to break it."""

from datetime import UTC, datetime

import pytest

from vakdesk.kit import clock
from vakdesk.people.tests.cast import actor
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.store import stage
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import MONDAY, report, resolved, taken
from vakdesk.tickets.tests.test_queue_page import _shown


def found(client, query) -> set[str]:
    return set(_shown(client, f"?view=all&{query}"))


def test_any_of_several_and_none_of_several(as_ada, ada, bo):
    new, under_way, done = report(bo), taken(bo, ada), resolved(bo, ada)
    assert found(as_ada, "state=new&state=resolved") == {new.reference, done.reference}
    assert found(as_ada, "not_state=new&not_state=resolved") == {under_way.reference}
    assert found(as_ada, "state=open&not_state=new") == {under_way.reference}


def test_who_has_it(as_ada, ada, dee, bo):
    mine, hers, nobodys = taken(bo, ada), taken(bo, dee), report(bo)
    assert found(as_ada, "assignee=me") == {mine.reference}
    assert found(as_ada, f"assignee=me&assignee={dee.pk}") == {mine.reference, hers.reference}
    assert found(as_ada, "assignee=none") == {nobodys.reference}
    assert found(as_ada, "not_assignee=me") == {hers.reference, nobodys.reference}
    assert found(as_ada, f"not_assignee={dee.pk}&not_assignee=none") == {mine.reference}


def test_whose_team_who_asked_and_from_where(as_ada, bo, cem, desk, systems, dee, lindewaard):
    of_bo, of_cem = report(bo), report(cem)
    actions.hand_over(of_cem, by=actor(dee), team=systems, found="A server", tried="A restart", expected="Look at it")
    assert found(as_ada, "team=mine") == {of_bo.reference}
    assert found(as_ada, f"team={systems.pk}") == {of_cem.reference}
    assert found(as_ada, f"requester={bo.pk}") == {of_bo.reference}
    assert found(as_ada, f"not_organisation={lindewaard.pk}") == {of_cem.reference}


def test_tags_files_and_answers(as_ada, ada, bo):
    plain, rich = report(bo), taken(bo, ada)
    for name in ("Tonér", "paper"):
        records.tag(rich.record, by=actor(ada), name=name)
    records.attach(rich.record, by=actor(ada), files=[stage("photo.txt", [b"x"])], side=Side.STAFF)
    actions.reply(rich, by=actor(ada), text="Look at the lamp")
    assert found(as_ada, "tag=toner&tag=nothing") == {rich.reference}
    assert found(as_ada, "not_tag=paper") == {plain.reference}
    assert found(as_ada, "files=1") == {rich.reference}
    assert found(as_ada, "not_files=1") == {plain.reference}
    assert found(as_ada, "answer=1") == {plain.reference}
    assert found(as_ada, "not_answer=1") == {rich.reference}


def test_what_it_waits_for_and_how_it_came(as_ada, ada, bo):
    held, other = taken(bo, ada), taken(bo, ada)
    actions.hold(held, by=actor(ada), waiting_for="supplier", reason="A part")
    assert found(as_ada, "waiting=supplier") == {held.reference}
    assert found(as_ada, "via=portal&not_waiting=supplier") == {other.reference}
    assert found(as_ada, "via=phone") == set()


def test_when_it_was_opened_and_changed(as_ada, bo):
    with clock.travel(MONDAY):
        old = report(bo)
    new = report(bo)
    assert found(as_ada, "opened_to=2026-03-02") == {old.reference}
    assert found(as_ada, "opened_from=2026-03-03") == {new.reference}
    with clock.travel(datetime(2026, 3, 5, 8, 30, tzinfo=UTC)):
        assert found(as_ada, "opened_from=2d&opened_to=2d") == set()
        assert found(as_ada, "changed_to=2d") == {old.reference}


def test_category_service_and_what_has_none(as_ada, ada, bo, printing):
    one, other = taken(bo, ada), report(bo)
    actions.classify(one, by=actor(ada), category=printing, impact=3, urgency=3)
    assert found(as_ada, f"category={printing.pk}") == {one.reference}
    assert found(as_ada, "category=none") == {other.reference}
    assert found(as_ada, f"not_category={printing.pk}") == {other.reference}
    assert found(as_ada, "service=1") == set()


def test_what_is_due_within_any_number_of_hours_is_asked(as_ada, bo):
    without = report(bo)
    assert found(as_ada, "due=37") == set()
    assert found(as_ada, "due=none&due=37") == {without.reference}
    assert found(as_ada, "due=breached") == set()


def test_conditions_are_read_in_words_and_taken_away(as_ada, dee, bo):
    report(bo)
    page = as_ada.get(f"/tickets/?view=all&priority=1&priority=2&not_assignee={dee.pk}").content.decode()
    assert "Priority</span> <b>Critical</b> <i>or</i> <b>High</b>" in page
    assert f"<i>not</i></span> <b>{dee.name}</b>" in page
    assert 'href="/tickets/?view=all&amp;priority=1&amp;priority=2"' in page


def test_the_form_of_conditions_leads_to_the_queue(as_ada, bo):
    page = as_ada.get("/tickets/filter/?view=all&priority=1")
    assert page.status_code == 200 and page.context["form"]["priority"].value() == ["1"]
    posted = {"state": ["open"], "not_priority": ["4"], "add_requester": bo.name, "tag": "a, b", "opened_from_ago": "7", "due_hours": "3"}
    response = as_ada.post("/tickets/filter/?view=all&sort=newest", posted | {"answer": "0"})
    expected = f"state=open&not_priority=4&requester={bo.pk}&due=3&tag=a&tag=b&opened_from=7d&not_answer=1"
    assert response.headers["Location"] == f"/tickets/?view=all&sort=newest&{expected}"


def test_a_form_that_does_not_hold_says_where(as_ada):
    response = as_ada.post("/tickets/filter/", {"priority": ["99"], "add_requester": "Nobody At All", "due_hours": "9999"})
    assert response.status_code == 422
    assert {"priority", "add_requester", "due_hours"} <= set(response.context["form"].errors)


def test_how_many_match_is_told_while_one_chooses(as_ada, bo, as_bo):
    report(bo)
    assert "1 ticket that you see matches" in as_ada.post("/tickets/views/count/", {"state": ["open"]}).content.decode()
    assert "0 tickets" in as_ada.post("/tickets/views/count/", {"state": ["closed"]}).content.decode()
    assert "not filled in" in as_ada.post("/tickets/views/count/", {"priority": ["99"]}).content.decode()
    assert as_bo.post("/tickets/views/count/", {}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "words=" + "%25" * 4,
        "words=" + "(a%2B)%2B" * 40 + "$",
        "words=" + "+OR+".join(["printer"] * 10_000),
        "tag=%25%25%25%25&tag=__",
        "page=-1&after=-1&before=%00",
        "after=W10&before=W251bGxd",
        "sort=record__requester__password&layout=spiral&view=v999999999999999999999",
        "state[]=new&state[0]=new&state={}",
        "priority=99&kind=null&team=1e9&assignee=-1&organisation=0x1",
        "team=" + "9" * 30,
        "requester=" + "9" * 18,
        "due=0&due=401&due=-1&due=٣",
        "opened_from=2026-02-30&opened_to=0001-01-01&changed_from=99999d&changed_to=-1d",
        "answer=2&not_answer=yes&files=%F0%9F%98%80",
        "not_not_state=new&not_words=x",
    ],
)
def test_nonsense_in_the_address_breaks_nothing(as_ada, bo, query):
    report(bo)
    assert as_ada.get(f"/tickets/?view=all&{query}").status_code == 200


@pytest.mark.parametrize("query", ["after=-1", "before=x", "page=-1", "priority=99", "team=x", "layout=spiral", "opened_from=2026-02-30"])
def test_what_is_not_known_narrows_nothing(as_ada, bo, query):
    ticket = report(bo)
    assert found(as_ada, query) == {ticket.reference}


def test_a_key_of_somebody_one_does_not_see_is_not_named(as_ada, cem, ada):
    assert "something that is not there" in as_ada.get("/tickets/?view=all&requester=987654").content.decode()


def test_ten_thousand_terms_are_refused_with_a_sentence(as_ada):
    assert as_ada.get("/tickets/?" + "&".join(f"tag=t{number}" for number in range(300))).status_code == 409
    assert as_ada.get("/tickets/?" + "&".join(f"tag=t{number}" for number in range(10_000))).status_code == 400


@pytest.mark.parametrize(
    "sort", ["-title", "requester", "-assignee", "organisation", "team", "-category", "state", "due", "via", "-reference"]
)
def test_any_column_sorts_and_pages_turn(as_ada, ada, bo, cem, monkeypatch, sort):
    monkeypatch.setattr("vakdesk.tickets.lists.Queue.size", 2)
    everything = {taken(bo, ada).reference, report(cem).reference, report(bo).reference, taken(cem, ada).reference, report(bo).reference}
    turned, url = [], f"/tickets/?view=all&layout=table&sort={sort}"
    while url:
        page = as_ada.get(url)
        turned += [row.split("/")[0] for row in page.content.decode().split('class="row-link" href="/tickets/')[1:]]
        url = page.context["older"]
    assert (set(turned), len(turned)) == (everything, 10)  # number and subject of each row lead there
