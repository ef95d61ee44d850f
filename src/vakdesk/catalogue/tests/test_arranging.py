"""An offering is made in the browser, and goes out and comes in as a file without loss."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from refusing import refused

from vakdesk.catalogue import actions
from vakdesk.catalogue.files import as_content
from vakdesk.catalogue.models import Edition, Offering, Shelf
from vakdesk.catalogue.reading_yaml import understood, written
from vakdesk.kit.errors import Refused
from vakdesk.people.tests.cast import INSTALLER, actor


def test_an_offering_goes_out_as_a_file_and_comes_in_the_same(dee, draft, as_dee, as_ada) -> None:
    first = written(as_content(draft))
    taken = actions.take_in(by=INSTALLER, content=understood(first))
    assert taken.draft == draft.draft and taken.code == "borrow-a-laptop-2"
    assert written(as_content(taken)).replace("borrow-a-laptop-2", "borrow-a-laptop") == first
    answer = as_dee.get(f"/catalogue/{draft.pk}/file/")
    assert answer.content.decode() == first and "borrow-a-laptop.yaml" in answer["Content-Disposition"]
    assert as_ada.get(f"/catalogue/{draft.pk}/file/").status_code == 403
    page = as_dee.post("/catalogue/new/file/", {"file": SimpleUploadedFile("form.yaml", first.encode())})
    assert page.status_code == 303 and Offering.objects.get(code="borrow-a-laptop-3").draft == draft.draft


HOSTILE = [
    "!!python/object/apply:os.system [id]",
    "form: vakdesk offering 1\nnames: {en: x}\nfields: !!python/name:os.system ''",
    "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
    "[" * 5000,
    "{" * 40 + "}" * 40,
    "form: vakdesk offering 1\nnames: {en: x}\nteam: 7",
    "form: vakdesk offering 1\nnames: {en: x}\nowner: root",
    "form: vakdesk offering 1\nnames: [x]",
    "form: vakdesk offering 1\nnames: {en: x}\ntasks: [{titles: {en: x}, sql: drop}]",
    "form: vakdesk offering 1\nnames: {en: x}\nprice_cents: -5",
    "form: vakdesk offering 1\nnames: {en: x}\nicon: ../../secret",
    "form: vakdesk offering 2\nnames: {en: x}",
    "just words",
    "\t",
    "a: 1\na: [",
    "x: " + "y" * 200_001,
    "\x00",
]


def test_a_hostile_file_is_refused_in_a_sentence_and_leaves_nothing(dee, as_dee) -> None:
    for text in HOSTILE:
        with pytest.raises(Refused):
            actions.take_in(by=actor(dee), content=understood(text))
        page = as_dee.post("/catalogue/new/file/", {"file": SimpleUploadedFile("form.yaml", text.encode())})
        assert page.status_code in (409, 422), text[:40]
    assert as_dee.post("/catalogue/new/file/", {"file": SimpleUploadedFile("form.yaml", b"\xff\xfe")}).status_code == 422
    assert not Offering.objects.exists() and not Shelf.objects.exists()


def test_an_offering_is_made_in_the_browser(as_dee, as_ada, desk) -> None:
    assert b"Nothing in the catalogue yet" in as_dee.get("/catalogue/").content
    assert as_dee.get("/catalogue/new/").status_code == as_dee.get("/catalogue/new/own/").status_code == 200
    assert as_dee.post("/catalogue/categories/new/", {"name_en": "Devices", "icon": "laptop", "position": "1"}).status_code == 303
    shelf = Shelf.objects.get()
    changed = {"name_en": "Hardware", "icon": "laptop", "position": "2"}
    assert as_ada.post(f"/catalogue/categories/{shelf.pk}/", changed).status_code == 403
    assert as_dee.post(f"/catalogue/categories/{shelf.pk}/", changed).status_code == 303
    assert b"Hardware" in as_dee.get("/catalogue/categories/").content
    said = {
        "name_en": "A mouse",
        "about_en": "To click with",
        "icon": "mouse",
        "shelf": shelf.pk,
        "kind": "service_request",
        "price": "12.50",
        "per": "once",
        "for_everyone": "on",
    }
    page = as_dee.post("/catalogue/new/own/", said)["Location"]
    assert (
        as_dee.post(
            f"{page}fields/new/", {"words": "Which hand? | Welke hand?", "kind": "choice", "choices": "Left | Links\nRight"}
        ).status_code
        == 303
    )
    assert as_dee.post(f"{page}fields/new/", {"words": "Why left?", "kind": "text"}).status_code == 303
    change = as_dee.get(f"{page}fields/f2/").content.decode()
    assert "only if: Which hand? → Left" in change
    edited = {"kind": "text", "words_en": "Why left?", "when": "f1=is=c1", "required": "on", "high": "40"}
    assert as_dee.post(f"{page}fields/f2/", edited).status_code == 303
    seen = as_dee.get(page).content.decode()
    assert "only if: Which hand? → Left" in seen and "1 field waits for an answer" in seen
    assert "Why left?" in as_dee.get(f"{page}preview/?answered=1&answer_f1=c1").content.decode()
    assert as_dee.post(f"{page}fields/f2/move/", {"up": "1"}).status_code == 409
    assert as_dee.post(f"{page}fields/f9/remove/").status_code == 409 and as_dee.get(f"{page}fields/f9/").status_code == 404
    todo = {"lines": "2", "task-0-title": "Fetch it", "task-0-team": desk.pk, "task-0-due_days": "1", "task-1-title": "", "in_order": "on"}
    assert as_dee.post(f"{page}tasks/", todo).status_code == 303
    assert as_dee.post(f"{page}publish/").status_code == 303
    made = Offering.objects.get()
    assert (made.price_cents, made.current.number, made.task_set.lines.get().team) == (1250, 1, desk)
    assert made.current.fields[1].when.values == ("c1",) and "Welke hand?" in made.current.fields[0].words["nl"]
    assert as_dee.post(f"{page}edit/", said | {"for_everyone": "", "roles": []}).status_code == 409
    assert as_dee.post(f"{page}edit/", said | {"for_everyone": "", "roles": ["lead"]}).status_code == 303
    assert as_dee.post(f"{page}withdraw/").status_code == 303
    assert {as_ada.get(address).status_code for address in ("/catalogue/", page, f"{page}preview/", "/catalogue/new/")} == {403}


def test_a_published_edition_does_not_change_with_the_draft(dee, loan) -> None:
    by = actor(dee)
    actions.edit_field(loan, by=by, key="f1", kind="text", words={"en": "Why?"})
    assert str(Edition.objects.get().fields[0]) == "What is it for?"
    assert actions.add_field(loan, by=by, kind="text", words={"en": "x"}) == "f10"
    actions.remove_field(loan, by=by, key="f10")
    assert actions.add_field(loan, by=by, kind="text", words={"en": "x"}) == "f11"
    with refused("when", "answer"):
        actions.edit_field(loan, by=by, key="f3", kind="text", words={"en": "For whom?"})
    actions.remove_field(loan, by=by, key="f3")
    assert next(one for one in Offering.objects.get(pk=loan.pk).fields if one.key == "f4").when is None


def test_the_preview_shows_it_as_somebody_else_would_see_it(bo, as_dee, draft) -> None:
    actions.add_field(draft, by=INSTALLER, kind="text", words={"en": "Your phone"}, prefill="phone")
    page = f"/catalogue/{draft.pk}/preview/"
    assert bo.phone in as_dee.get(f"{page}?person={bo.email}").content.decode()
    assert "6 fields" not in as_dee.get(f"{page}?answered=1&answer_f3=%3Cscript%3E&answer_f2=x&person=nobody").content.decode()
