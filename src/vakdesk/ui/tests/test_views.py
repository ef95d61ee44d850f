"""The shell's own pages, and what surrounds every page."""

import gzip
import re

import pytest
from django.core import signing
from django.test import RequestFactory
from django.urls import reverse

from vakdesk.access.actors import Actor, Grant
from vakdesk.access.permissions import Permission
from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.ui import assets, errors, icons, preferences
from vakdesk.ui.components import icon
from vakdesk.ui.middleware import AnswerRefusals
from vakdesk.ui.registry import MenuItem
from vakdesk.ui.shell import _in_order

pytestmark = pytest.mark.django_db
ADA = Actor(person_id=1, label="Ada Kask", grants=(Grant(Role.AGENT),))


def a_request(path="/somewhere/", actor=ADA, **headers):
    request = RequestFactory().get(path, headers=headers)
    request.actor = actor
    return request


def test_every_icon_that_is_mentioned_exists():
    assert [name for name in icons.mentioned() if not icons.exists(name)] == []


def test_a_name_that_no_icon_has_costs_no_page():
    assert icons.UNKNOWN in icon("no-such-icon")


@pytest.mark.parametrize("name", ["sheet.css", "icons.svg", "favicon.svg", "behaviours.js", "later.js", "live.js", "htmx.js"])
def test_assets_are_sent_gzipped_and_kept_for_a_year(client, name):
    address = reverse("ui:asset", args=[assets.digest(), name])
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert "immutable" in response["Cache-Control"] and response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == client.get(address, headers={"Accept-Encoding": "identity"}).content


def test_an_asset_asks_nobody_who_they_are_and_says_nothing_of_pages(as_ada, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = as_ada.get(reverse("ui:asset", args=[assets.digest(), "sheet.css"]))
    assert response.status_code == 200 and response["X-Content-Type-Options"] == "nosniff" and response["Vary"] == "Accept-Encoding"
    assert not {"X-Frame-Options", "Content-Security-Policy", "Referrer-Policy"} & set(response.headers)
    assert as_ada.post(reverse("ui:asset", args=["-", "sheet.css"])).status_code == 405
    assert as_ada.get("/ui/assets/a%20b/nothing.css").status_code == as_ada.get("/sheet.css").status_code == 404


def test_a_first_view_stays_light():
    weights = {name: len(asset.packed) for name, asset in assets.all_assets().items()}
    apart = {name: weights.pop(name) for name in assets.APART}
    later = {name: weights.pop(name) for name in assets.LATER}
    assert sum(weights.values()) < 45_000 and max(apart.values()) < 2_700 and max(later.values()) < 5_000


def test_an_asset_that_is_not_there_is_not_found(client):
    assert client.get(reverse("ui:asset", args=["x", "../settings.py"])).status_code == 404


def test_every_behaviour_is_sent_once_and_at_first_in_one_module():
    sent = {name: assets.all_assets()[name].body.decode() for name in ("behaviours.js", *assets.LATER)}
    parts = [line.split()[1].removesuffix("_") for body in sent.values() for line in body.splitlines() if line.endswith("_ = (() => {")]
    assert sorted(parts) == sorted(
        [*(file.stem for file in (assets.HERE / "js").glob("*.js")), "listbox"]
    )  # which the palette needs as well
    assert "import {" not in sent["behaviours.js"] and "export " not in sent["behaviours.js"]
    by_pages = {"editor.js"}  # the pages on which one writes at length ask for it themselves
    assert all(f'import("./{name}")' in "".join(sent.values()) for name in assets.LATER.keys() - by_pages)


def test_the_style_guide_shows_every_component(as_ada):
    html = as_ada.get(reverse("ui:styleguide")).content.decode()
    for part in ("work-row", "composer", "timeline", "radio-card", "empty-icon", "toast", "big-ask", "steps", "meter"):
        assert f'class="{part}' in html, part
    assert html.count("<h1") == 1


def test_the_style_guide_is_not_for_requesters(as_bo):
    response = as_bo.get(reverse("ui:styleguide"))
    assert response.status_code == 403
    assert "for those who work here" in response.content.decode()


def test_no_page_holds_inline_script_or_style(as_ada):
    html = as_ada.get(reverse("ui:styleguide")).content.decode()
    assert "<style" not in html and " style=" not in html and "onclick" not in html
    assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=')


def test_choices_are_kept_and_nonsense_is_not(client, ann):
    response = client.post(reverse("ui:prefer"), {"theme": "dark", "density": "huge", "navigation": "slim", "next": "/account/login/"})
    assert (response.status_code, response["Location"]) == (303, "/account/login/")
    html = client.get("/account/login/").content.decode()
    assert 'data-theme="dark"' in html and 'data-density="compact"' in html


def test_a_forged_cookie_is_ignored():
    request = a_request()
    request.COOKIES[preferences.COOKIE] = '{"theme":"dark"}'
    assert preferences.of(request) == preferences.Preferences()


def test_a_choice_that_is_no_longer_offered_is_ignored():
    request = a_request()
    request.COOKIES[preferences.COOKIE] = signing.dumps({"theme": "neon", "density": "comfortable"}, salt=preferences.COOKIE)
    assert preferences.of(request) == preferences.Preferences(density="comfortable")


def test_the_language_is_chosen_by_anybody(client, ann):
    client.post(reverse("ui:prefer"), {"language": "nl"})
    assert '<html lang="nl"' in client.get("/account/login/").content.decode()


def test_commands_and_keys_are_pages_of_their_own(as_ada):
    assert "<h1>" in as_ada.get(reverse("ui:commands")).content.decode()
    assert "<h1>" not in as_ada.get(reverse("ui:commands"), headers={"X-Part": "commands"}).content.decode()
    assert "<kbd>j</kbd>" in as_ada.get(reverse("ui:shortcuts")).content.decode()


@pytest.mark.parametrize("text", ["", "printer", "%00", "'\"<script>", "TK-1", "x" * 5000])
def test_search_answers_any_text(as_ada, text):
    assert as_ada.get(reverse("ui:search"), {"q": text, "from": "9" * 30}).status_code == 200
    assert "<h1" not in as_ada.get(reverse("ui:search"), {"q": text}, headers={"X-Part": "found"}).content.decode()


def test_a_form_is_a_page_and_the_content_of_the_dialog(as_ada):
    address = reverse("ui:styleguide_form")
    assert "<html" in as_ada.get(address).content.decode()
    part = as_ada.get(address, headers={"HX-Request": "true", "HX-Target": "dialog-body"}).content.decode()
    assert "<html" not in part and 'hx-target="#dialog-body"' in part


def test_what_is_wrong_and_what_is_refused_stands_at_the_field(as_ada):
    address = reverse("ui:styleguide_form")
    wrong = as_ada.post(address, {"to": "", "note": "x"})
    refused = as_ada.post(address, {"to": "nobody", "note": "x"})
    assert (wrong.status_code, refused.status_code) == (422, 409)
    html = refused.content.decode()
    assert 'aria-invalid="true"' in html and 'aria-describedby="id_to_error"' in html
    assert '<a href="#id_to">' in html and "Nobody is not a team" in html


def test_what_was_done_is_said_once(as_ada):
    done = as_ada.post(reverse("ui:styleguide_form"), {"to": "Systems", "note": "x"}, follow=True)
    assert "Handed over." in done.content.decode()
    assert "Handed over." not in as_ada.get(reverse("ui:styleguide")).content.decode()


def test_a_refusal_becomes_a_page_with_its_sentence():
    answer = AnswerRefusals(lambda request: None).process_exception(a_request(), Refused("The ticket is closed. Reopen it first."))
    assert answer.status_code == 409 and "Reopen it first" in answer.content.decode()


def test_what_is_not_allowed_says_who_may():
    answer = AnswerRefusals(lambda request: None).process_exception(a_request(), NotAllowed("Ask a team lead."))
    assert answer.status_code == 403 and "Ask a team lead." in answer.content.decode()


def test_faults_are_not_made_refusals():
    assert AnswerRefusals(lambda request: None).process_exception(a_request(), ValueError("x")) is None


def test_htmx_gets_a_refusal_as_a_toast():
    answer = errors.refused(a_request(**{"HX-Request": "true"}), Refused("Not now."))
    assert answer["HX-Retarget"] == "#toasts" and "<html" not in answer.content.decode()


def test_the_api_gets_a_refusal_as_data():
    answer = errors.refused(a_request("/api/tickets/1/"), Refused("Not now."))
    assert answer["Content-Type"] == "application/json" and b"Not now." in answer.content


def test_a_request_without_actor_still_gets_its_error_page():
    request = RequestFactory().get("/x/")
    assert errors.not_found(request).status_code == 404


def test_the_page_for_our_own_faults_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.broken(a_request())
    assert response.status_code == 500 and "on our side" in response.content.decode()


def test_menu_items_stand_behind_the_one_they_name():
    items = [MenuItem.__new__(MenuItem) for _number in range(3)]
    for item, (name, after) in zip(items, [("tickets", None), ("people", None), ("changes", "tickets")], strict=True):
        object.__setattr__(item, "name", name)
        object.__setattr__(item, "after", after)
    assert [item.name for item in _in_order(items)] == ["tickets", "changes", "people"]


def test_the_navigation_shows_what_the_actor_may(as_ada, as_bo):
    permitted = [item for item in MenuItem.registry if item.permission]
    html = as_ada.get(reverse("ui:shortcuts")).content.decode()
    bare = as_bo.get(reverse("ui:shortcuts")).content.decode()
    assert all((f'href="{reverse(item.url_name)}"' in html) == ADA.may(item.permission) for item in permitted if item.section != "own")
    assert not any(f'href="{reverse(item.url_name)}"' in bare for item in permitted if not _for_bo(item.permission))


def _for_bo(permission: Permission) -> bool:
    return Actor(person_id=2, label="Bo").may(permission)


def test_all_forms_of_one_answer_carry_one_token(as_ada):
    tokens = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', as_ada.get("/tickets/").content.decode())
    assert len(tokens) > 2 and len(set(tokens)) == 1
    assert tokens[0] not in as_ada.get("/tickets/").content.decode()


def test_the_brand_mark_is_where_a_browser_looks_for_it(client):
    answer = client.get("/favicon.ico")
    assert answer["Content-Type"] == "image/svg+xml" and answer.content == assets.all_assets()["favicon.svg"].body
