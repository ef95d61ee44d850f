"""Two people change one ticket at once: both versions are shown, field by field, and the person chooses."""

import re
from html import unescape

import pytest

from vakdesk.people.tests.cast import actor
from vakdesk.tickets import actions
from vakdesk.tickets.tests.play import fresh

pytestmark = pytest.mark.django_db


def filled(client, address):
    """What a browser would send if nothing were changed."""
    page = client.get(address).content.decode()
    found = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    data = {name: unescape(value) for name, value in found if not re.search(r'type="radio"', name)}
    select = re.search(r'<option value="([^"]+)" selected>', page)
    return data | ({"kind": select[1]} if select else {})


@pytest.fixture
def edited(taken, as_ada, dee, bo):
    """Ada has the form open; Dee has changed the subject, and Ada sends another one."""
    address = f"/tickets/{taken.reference}/edit/"
    data = filled(as_ada, address)
    actions.edit(taken, by=actor(dee), title="Blue page", kind="incident", requester=bo)
    return address, data | {"title": "Green page"}


def again(page, data):
    """The same form as the refusal shows it."""
    for name in ("seen", "asked"):
        value = re.search(rf'name="{name}" value="([^"]*)"', page)
        data[name] = value[1] if value else ""
    return data


def test_both_versions_of_a_field_are_shown_with_who_made_the_other(edited, as_ada, dee):
    address, data = edited
    answer = as_ada.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Blue page" in page and "Green page" in page and dee.name in page
    assert 'name="take_title" value="theirs"' in page and 'name="take_kind"' not in page


def test_without_a_choice_nothing_is_saved_and_both_are_shown_again(edited, as_ada, taken):
    address, data = edited
    data = again(as_ada.post(address, data).content.decode(), data)
    answer = as_ada.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose which of the two stays." in page and "Blue page" in page and "Green page" in page
    assert fresh(taken).title == "Blue page"


@pytest.mark.parametrize(("choice", "title"), [("mine", "Green page"), ("theirs", "Blue page")])
def test_what_is_chosen_stays(edited, as_ada, taken, choice, title):
    address, data = edited
    data = again(as_ada.post(address, data).content.decode(), data)
    assert as_ada.post(address, data | {"take_title": choice}).status_code == 303
    assert fresh(taken).title == title


def test_what_only_the_other_changed_is_taken_over(taken, as_ada, dee, bo):
    address = f"/tickets/{taken.reference}/edit/"
    data = filled(as_ada, address)
    actions.edit(taken, by=actor(dee), title=taken.title, kind="information", requester=bo)
    page = as_ada.post(address, data | {"title": "Green page"}).content.decode()
    assert "Changed meanwhile by" in page and "take_title" not in page and "take_kind" not in page
    data = again(page, data | {"kind": "information", "title": "Green page"})
    assert as_ada.post(address, data).status_code == 303
    assert (fresh(taken).title, fresh(taken).kind) == ("Green page", "information")


def test_a_third_change_while_one_chooses_asks_again(edited, as_ada, taken, dee, bo):
    address, data = edited
    data = again(as_ada.post(address, data).content.decode(), data)
    actions.edit(taken, by=actor(dee), title="Red page", kind="incident", requester=bo)
    answer = as_ada.post(address, data | {"take_title": "mine"})
    assert answer.status_code == 409 and "Red page" in answer.content.decode()
    assert fresh(taken).title == "Red page"


def test_impact_is_shown_in_words(taken, as_ada, dee, printing):
    address = f"/tickets/{taken.reference}/classify/"
    data = {name: value for name, value in filled(as_ada, address).items() if name in ("seen", "base")}
    actions.classify(taken, by=actor(dee), category=printing, impact=3, urgency=1)
    page = as_ada.post(address, data | {"category": printing.pk, "impact": "3", "urgency": "3"}).content.decode()
    versions = page[page.index('class="versions"') :]
    assert "High" in versions and "Low" in versions and 'name="take_impact"' not in page


@pytest.mark.parametrize("base", ["", "no json", "[]", '{"title": 7}'])
def test_a_forged_memory_of_what_was_shown_loses_nothing(edited, as_ada, taken, base):
    address, data = edited
    answer = as_ada.post(address, data | {"base": base})
    assert answer.status_code in (409, 422)
    assert fresh(taken).title == "Blue page"
