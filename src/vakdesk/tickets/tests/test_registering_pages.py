"""The pages by which the desk takes something in, and those by which it arranges what to choose from."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from vakdesk.people.models import Person
from vakdesk.people.tests.cast import client_of
from vakdesk.records.models import Attachment
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import CallTemplate, Category, Ticket
from vakdesk.tickets.tests.play import report

TICKET = {"requester": "Bo Jansen", "kind": "incident", "title": "No sound", "text": "Since this morning.", "via": "phone"}


def test_a_ticket_is_registered_for_somebody_known(as_ada, bo, printing):
    response = as_ada.post("/tickets/new/", {**TICKET, "category": printing.pk, "files": SimpleUploadedFile("log.txt", b"beep")})
    ticket = Ticket.objects.get()
    assert (response.status_code, response.url) == (303, f"/tickets/{ticket.reference}/")
    assert (ticket.record.requester, ticket.category, Attachment.objects.get().name) == (bo, printing, "log.txt")
    assert "Take it" in as_ada.get(response.url).content.decode()


def test_somebody_new_is_registered_with_it(as_ada, lindewaard):
    new = {"requester": "", "new_name": "Noor Bos", "new_email": "noor@lindewaard.example", "new_organisation": lindewaard.pk}
    assert as_ada.post("/tickets/new/", {**TICKET, **new}).status_code == 303
    requester = Ticket.objects.get().record.requester
    assert (requester.name, requester.email, requester.organisation) == ("Noor Bos", "noor@lindewaard.example", lindewaard)


def test_an_address_that_is_somebodys_is_refused_at_its_field(as_ada, bo, lindewaard):
    response = as_ada.post(
        "/tickets/new/", {**TICKET, "requester": "", "new_name": "Noor Bos", "new_email": bo.email, "new_organisation": lindewaard.pk}
    )
    assert (response.status_code, Ticket.objects.count()) == (409, 0)
    assert response.context["form"].errors["new_email"]
    assert not Person.objects.filter(name="Noor Bos").exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"requester": ""}, "requester"),
        ({"requester": "Nobody at all"}, "requester"),
        ({"new_name": "Noor Bos"}, "new_name"),
        ({"title": ""}, "title"),
        ({"text": " "}, "text"),
        ({"kind": "whim"}, "kind"),
        ({"via": "pigeon"}, "via"),
        ({"category": "999"}, "category"),
        ({"files": SimpleUploadedFile("empty.txt", b"")}, "files"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(as_ada, bo, change, field):
    response = as_ada.post("/tickets/new/", {**TICKET, **change})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert Ticket.objects.count() == 0


def test_a_file_that_is_too_large_is_refused(as_ada, bo, settings):
    settings.ATTACHMENT_LIMIT_BYTES = 10
    response = as_ada.post("/tickets/new/", {**TICKET, "files": SimpleUploadedFile("big.txt", b"x" * 11)})
    assert (response.status_code, list(response.context["form"].errors), Ticket.objects.count()) == (422, ["files"], 0)


def test_registering_twice_with_one_form_makes_one_ticket(as_ada, bo):
    first, second = (as_ada.post("/tickets/new/", {**TICKET, "_once": "token"}) for _time in range(2))
    assert (first.url, Ticket.objects.count()) == (second.url, 1)


def test_what_they_have_open_is_shown(as_ada, bo, cem):
    theirs, _others = report(bo, title="Blue page"), report(cem, title="Secret of Vlierhof")
    found = as_ada.get("/tickets/theirs/", {"requester": "Bo Jansen"}).content.decode()
    assert (theirs.reference in found, "Secret" in found) == (True, False)
    assert "nothing open" in as_ada.get("/tickets/theirs/", {"requester": "Ada Kask"}).content.decode()
    assert as_ada.get("/tickets/theirs/", {"requester": "Nobody"}).content.decode().strip() == ""


def test_a_call_is_done_in_one_press(as_ada, bo, forgotten):
    response = as_ada.post("/tickets/quick-call/", {"requester": "Bo Jansen", "template": "Password forgotten"}, follow=True)
    assert Ticket.objects.get().state == State.CLOSED
    assert "Ready for the next call" in response.content.decode()


def test_a_template_is_found_by_the_beginning_of_a_word_in_any_language(as_ada, bo, forgotten):
    for typed in ("pass", "FORG", "wacht"):
        assert "Password forgotten" in as_ada.get("/tickets/quick-call/templates/", {"q": typed}).content.decode()
    assert as_ada.get("/tickets/quick-call/templates/", {"q": "word"}).content == b""
    assert as_ada.post("/tickets/quick-call/", {"requester": "Bo Jansen", "template": "wachtw"}).status_code == 303


def test_the_caller_may_not_be_the_solver(as_ada, forgotten):
    response = as_ada.post("/tickets/quick-call/", {"requester": "Ada Kask", "template": "Password forgotten"})
    assert (response.status_code, Ticket.objects.count()) == (409, 0)


def test_without_templates_the_page_says_who_can_add_them(as_ada, as_dee):
    assert "A team lead can add them" in as_ada.get("/tickets/quick-call/").content.decode()
    assert "Add the first one" in as_dee.get("/tickets/quick-call/").content.decode()


@pytest.mark.parametrize("path", ["/tickets/new/", "/tickets/quick-call/", "/tickets/theirs/", "/tickets/quick-call/templates/"])
def test_requesters_register_nothing_here(as_bo, path):
    assert as_bo.get(path).status_code == 403


@pytest.mark.parametrize(
    "path", ["/tickets/categories/", "/tickets/categories/new/", "/tickets/call-templates/", "/tickets/call-templates/new/"]
)
@pytest.mark.parametrize(("who", "status"), [("dee", 200), ("ann", 200), ("ada", 403), ("bo", 403)])
def test_who_arranges_what_is_chosen_from(request, printing, path, who, status):
    assert client_of(request.getfixturevalue(who)).get(path).status_code == status


def test_categories_are_added_and_taken_out_of_use(as_dee, systems):
    as_dee.post("/tickets/categories/new/", {"name_en": "Wi-Fi", "name_nl": "Wifi", "name_et": "", "team": systems.pk})
    category = Category.objects.get()
    assert (category.names, category.team) == ({"en": "Wi-Fi", "nl": "Wifi"}, systems)
    page = as_dee.get(f"/tickets/categories/{category.pk}/").content.decode()
    assert 'value="Wifi"' in page
    as_dee.post(f"/tickets/categories/{category.pk}/", {"name_en": "Wireless", "team": ""})
    category.refresh_from_db()
    assert (category.names, category.team, category.is_active) == ({"en": "Wireless"}, None, False)
    assert "out of use" in as_dee.get("/tickets/categories/").content.decode()
    assert as_dee.get("/tickets/categories/999/").status_code == 404


def test_call_templates_are_added_and_changed(as_dee, printing):
    given = {"name_en": "Printer offline", "kind": "incident", "category": printing.pk, "cause": "Queue hung", "done": "Restarted."}
    assert as_dee.post("/tickets/call-templates/new/", given).status_code == 303
    template = CallTemplate.objects.get()
    assert as_dee.post(f"/tickets/call-templates/{template.pk}/", {**given, "cause": "Paper out", "is_active": "on"}).status_code == 303
    template.refresh_from_db()
    assert (template.cause, template.is_active) == ("Paper out", True)
    assert as_dee.post("/tickets/call-templates/new/", {**given, "name_en": ""}).status_code == 422
    assert as_dee.get(f"/tickets/call-templates/{template.pk}/").status_code == 200
    assert "Paper out" in as_dee.get("/tickets/call-templates/").content.decode()


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ["", "0", "-1", "9" * 30, "\x00", "None", "Bo Jansen"]
)
FIELDS = [
    "requester",
    "new_name",
    "new_email",
    "new_phone",
    "new_organisation",
    "kind",
    "title",
    "text",
    "category",
    "via",
    "template",
    "done",
]
FIELDS += ["name_en", "name_nl", "team", "is_active", "cause"]


@settings(max_examples=60)
@given(
    path=st.sampled_from(["new", "quick-call", "categories/new", "call-templates/new"]),
    sent=st.dictionaries(st.sampled_from(FIELDS), ANY_TEXT),
)
def test_no_input_breaks_a_form(as_dee, bo, forgotten, path, sent):
    assert as_dee.post(f"/tickets/{path}/", sent).status_code in (303, 409, 422)
