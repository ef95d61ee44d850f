"""Categories and call templates: what everybody chooses from."""

import pytest

from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import INSTALLER, actor, make_person
from vakdesk.tickets import actions, starting_set
from vakdesk.tickets.models import CallTemplate, Category
from vakdesk.tickets.tests.play import refused

TEMPLATE = {"names": {"en": "Printer offline"}, "kind": "incident", "cause": "Queue hung", "done": "Queue restarted."}


def _last_verb() -> str:
    return Entry.objects.order_by("-pk")[0].verb


def test_a_lead_adds_a_category_in_the_languages_given(dee, systems):
    category = actions.add_category(by=actor(dee), names={"en": " Wi-Fi ", "nl": "Wifi", "et": ""}, team=systems)
    assert (category.code, category.names, category.team, category.is_active) == ("wi-fi", {"en": "Wi-Fi", "nl": "Wifi"}, systems, True)
    assert _last_verb() == "category.added"


@pytest.mark.parametrize("names", [{"nl": "Wifi"}, {"en": "  "}, {"en": "!!!"}])
def test_a_category_needs_an_english_name(dee, names):
    with refused("name_en"):
        actions.add_category(by=actor(dee), names=names)


def test_two_categories_have_two_names(dee, printing):
    with refused("name_en", "already"):
        actions.add_category(by=actor(dee), names={"en": "Print shop"})


def test_a_category_goes_out_of_use_and_stays_on_its_tickets(dee, systems, printing):
    actions.edit_category(printing, by=actor(dee), names={"en": "Print"}, team=systems, is_active=False)
    printing.refresh_from_db()
    assert (printing.names, printing.team, printing.is_active, printing.code) == ({"en": "Print"}, systems, False, "print-shop")
    assert printing not in Category.objects.active()
    assert _last_verb() == "category.edited"


def test_agents_arrange_nothing(ada, printing, forgotten):
    attempts = [
        lambda: actions.add_category(by=actor(ada), names={"en": "Wi-Fi"}),
        lambda: actions.edit_category(printing, by=actor(ada), names={"en": "Print"}, team=None, is_active=True),
        lambda: actions.add_call_template(by=actor(ada), category=printing, **TEMPLATE),
        lambda: actions.edit_call_template(forgotten, by=actor(ada), category=printing, is_active=True, **TEMPLATE),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()


def test_a_lead_of_one_client_does_not_arrange_the_house(vlierhof, printing, forgotten):
    lead = actor(make_person("Lot Vries", role=Role.LEAD, scope=vlierhof))
    attempts = [
        lambda: actions.add_category(by=lead, names={"en": "Wi-Fi"}),
        lambda: actions.edit_category(printing, by=lead, names={"en": "Print"}, team=None, is_active=True),
        lambda: actions.add_call_template(by=lead, category=printing, **TEMPLATE),
        lambda: actions.edit_call_template(forgotten, by=lead, category=printing, is_active=True, **TEMPLATE),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()


def test_a_call_template_has_its_cause_and_solution(dee, printing):
    template = actions.add_call_template(by=actor(dee), category=printing, **TEMPLATE)
    assert (template.code, str(template), template.kind, template.cause, template.done) == (
        "printer-offline",
        "Printer offline",
        "incident",
        "Queue hung",
        "Queue restarted.",
    )
    assert _last_verb() == "call_template.added"


@pytest.mark.parametrize("missing", ["cause", "done"])
def test_a_call_template_without_either_is_refused(dee, printing, missing):
    with refused(missing):
        actions.add_call_template(by=actor(dee), category=printing, **{**TEMPLATE, missing: " "})


def test_a_call_template_is_changed(dee, printing, forgotten):
    actions.edit_call_template(forgotten, by=actor(dee), category=printing, is_active=False, **TEMPLATE)
    found = CallTemplate.objects.get(pk=forgotten.pk)
    assert (str(found), found.kind, found.is_active, found.code) == ("Printer offline", "incident", False, "password-forgotten")
    assert _last_verb() == "call_template.edited"


def test_the_starting_set_is_complete_in_three_languages_and_installed_once(db):
    starting_set.install(by=INSTALLER)
    starting_set.install(by=INSTALLER)
    assert Category.objects.count() == len(starting_set.CATEGORIES) == 12
    assert all(set(category.names) == {"en", "nl", "et"} for category in Category.objects.all())


def test_the_first_administrator_finds_the_starting_set(ann):
    assert Category.objects.count() == 12
