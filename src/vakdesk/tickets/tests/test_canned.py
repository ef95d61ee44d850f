"""Canned answers: whose they are, in which language they come, and that they say nothing they were not given."""

import pytest

from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.records.models import Draft
from vakdesk.tickets import actions
from vakdesk.tickets.canned import offered
from vakdesk.tickets.models import CannedAnswer
from vakdesk.tickets.tests.play import refused

pytestmark = pytest.mark.django_db
TEXTS = {"en": "Hello {{ name }}, your number is {{ number }}.", "nl": "Dag {{ name }}, je nummer is {{ number }}."}


@pytest.fixture
def hello(ada):
    return actions.add_canned(by=actor(ada), name="Hello", texts=TEXTS)


def test_it_comes_in_the_requesters_language_with_its_placeholders(hello, ticket, ada):
    ticket.record.language = "nl"
    (one,) = offered(ticket, actor(ada))
    assert (one.text, one.language, one.lacks) == (f"Dag Bo, je nummer is {ticket.reference}.", "nl", False)


def test_where_the_requesters_language_lacks_it_says_so(hello, ticket, ada):
    ticket.record.language = "et"
    (one,) = offered(ticket, actor(ada))
    assert one.lacks and one.text.startswith("Hello Bo")


def test_what_stands_in_the_ticket_is_not_read_as_a_template(hello, ticket, ada):
    ticket.record.title = "{{ me }} {% if name %}"
    actions.edit_canned(hello, by=actor(ada), name="Hello", texts={"en": "{{ title }}"})
    assert offered(ticket, actor(ada))[0].text == "{{ me }} {% if name %}"


@pytest.mark.parametrize("text", ["{{ password }}", "{{ name.secret }}", "{% for x in y %}", "{{ name|safe }}", "{{ name"])
def test_a_placeholder_that_is_none_is_refused_at_its_language(ada, text):
    with refused("text_nl"):
        actions.add_canned(by=actor(ada), name="Bad", texts={"en": "Fine", "nl": text})
    assert not CannedAnswer.objects.exists()


def test_ones_own_is_nobody_elses(hello, ticket, dee, as_dee):
    assert offered(ticket, actor(dee)) == []
    assert as_dee.get(f"/tickets/canned/{hello.pk}/").status_code == 404
    with refused("", "somebody else"):
        actions.edit_canned(hello, by=actor(dee), name="Mine now", texts=TEXTS)


def test_a_teams_is_offered_to_its_members_and_everybodys_to_all(ticket, ann, ada, desk, systems, lindewaard):
    for team, name in ((desk, "Desk"), (systems, "Systems"), (None, "House")):
        actions.add_canned(by=actor(ann), name=name, texts=TEXTS, team=team, shared=True)
    assert [one.answer.name for one in offered(ticket, actor(ada))] == ["Desk", "House"]
    assert [entry.verb for entry in Entry.objects.filter(verb="canned_answer.added")] == ["canned_answer.added"] * 3


def test_sharing_is_for_who_arranges_and_keeping_for_the_desk(ada, bo):
    with pytest.raises(NotAllowed):
        actions.add_canned(by=actor(ada), name="Everybody's", texts=TEXTS, shared=True)
    with pytest.raises(NotAllowed):
        actions.add_canned(by=actor(bo), name="Mine", texts=TEXTS)


def test_without_a_name_or_a_text_there_is_none(ada):
    with refused("name"):
        actions.add_canned(by=actor(ada), name=" ", texts=TEXTS)
    with refused("text_en"):
        actions.add_canned(by=actor(ada), name="Empty", texts={"en": " "})


def test_what_is_out_of_use_is_not_offered_and_words_narrow(hello, ticket, ada):
    assert offered(ticket, actor(ada), "number hel") and not offered(ticket, actor(ada), "printer")
    actions.edit_canned(hello, by=actor(ada), name="Hello", texts=TEXTS, is_active=False)
    assert offered(ticket, actor(ada)) == []
    assert Entry.objects.filter(verb="canned_answer.edited").exists()


def test_it_is_made_previewed_and_edited_in_the_browser(as_ada, ada):
    words = {"name": "Hello", "text_en": "Hello {{ name }}", "text_nl": "Dag {{ name }}", "text_et": ""}
    shown = as_ada.post("/tickets/canned/new/", words | {"preview": "1"}).content.decode()
    assert "Hello Bo" in shown and "Dag Bo" in shown and not CannedAnswer.objects.exists()
    broken = as_ada.post("/tickets/canned/new/", words | {"text_nl": "{{ nmae }}", "preview": "1"}).content.decode()
    assert "is no placeholder" in broken
    assert as_ada.post("/tickets/canned/new/", words).status_code == 303
    answer = CannedAnswer.objects.get()
    assert answer.owner == ada and "Hello" in as_ada.get("/tickets/canned/").content.decode()
    assert as_ada.get(f"/tickets/canned/{answer.pk}/").status_code == 200


def test_a_lead_shares_with_a_team_in_the_browser(ann, desk):
    browser = client_of(ann)
    page = browser.get("/tickets/canned/new/").content.decode()
    assert 'value="house"' in page
    browser.post("/tickets/canned/new/", {"name": "Team's", "text_en": "x", "whose": str(desk.pk)})
    assert CannedAnswer.objects.get().team == desk


def test_without_script_it_is_put_into_the_draft_behind_what_is_there(hello, taken, as_ada, ada):
    address = f"/tickets/{taken.reference}/canned/"
    assert "Put into my draft" in as_ada.get(address).content.decode()
    as_ada.post(f"/tickets/{taken.reference}/draft/", {"mode": "public", "text": "Begun."})
    as_ada.post(address, {"answer": hello.pk})
    assert Draft.objects.get().text.startswith("Begun.\n\n") and taken.reference in Draft.objects.get().text
    as_ada.post(address, {"answer": "999999"})
    assert Draft.objects.count() == 1


def test_the_composer_gets_a_few_as_options(hello, taken, as_ada, as_cem):
    address = f"/tickets/{taken.reference}/canned/?q=hel"
    options = as_ada.get(address, headers={"X-Part": "options"}).content.decode()
    assert 'role="option"' in options and "Hello Bo" in options and "<html" not in options
    assert as_cem.get(address).status_code == 404


def test_agents_of_no_team_still_have_everybodys(ticket, ann, lindewaard):
    lonely = make_person("Lone", role=Role.AGENT, scope=lindewaard)
    actions.add_canned(by=actor(ann), name="House", texts=TEXTS, shared=True)
    assert len(offered(ticket, actor(lonely))) == 1
