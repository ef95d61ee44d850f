"""What rooms hand to a record's page is shown to those who may."""

import pytest
from django.test import RequestFactory

from vakdesk.access.actors import Actor, Grant
from vakdesk.access.roles import Role
from vakdesk.kit.registry import Registry
from vakdesk.ui.models import Submission
from vakdesk.ui.permissions import STYLEGUIDE
from vakdesk.ui.registry import PaletteAction, Panel, commands_on, panel, panels

ADA = Actor(person_id=1, label="Ada", grants=(Grant(Role.AGENT),))
BO = Actor(person_id=2, label="Bo")


@pytest.fixture(autouse=True)
def own_registries(monkeypatch):
    monkeypatch.setattr(Panel, "registry", Registry("panel"))
    monkeypatch.setattr(PaletteAction, "registry", Registry("palette action"))


def asked_by(actor):
    request = RequestFactory().get("/")
    request.actor = actor
    return request


class Page(Submission):
    """A record for the panels: anybody's, nowhere."""

    organisation_id = team_id = requester_id = None

    class Meta:
        proxy = True
        app_label = "ui_tests"


def test_panels_come_in_order_to_those_who_may():
    label = Page._meta.label_lower

    @panel(on=label, order=20)
    def later(request, page):
        return "later"

    @panel(on=label, order=10, permission=STYLEGUIDE)
    def first(request, page):
        return "first"

    @panel(on=label, order=5)
    def silent(request, page):
        return None

    @panel(on="other.thing")
    def elsewhere(request, thing):
        return "elsewhere"

    assert panels(asked_by(ADA), Page(), "side") == ["first", "later"]
    assert panels(asked_by(BO), Page(), "side") == ["later"]
    assert panels(asked_by(ADA), Page(), "below") == []


def test_commands_of_a_record_have_an_address_or_are_left_out():
    label = Page._meta.label_lower
    PaletteAction("pages.open", "Open", on=label, address=lambda request, page: "/open/")
    PaletteAction("pages.close", "Close", on=label, address=lambda request, page: None)
    PaletteAction("pages.hide", "Hide", on=label, address=lambda request, page: "/hide/", permission=STYLEGUIDE)
    assert [address for _action, address in commands_on(asked_by(ADA), Page())] == ["/open/", "/hide/"]
    assert [address for _action, address in commands_on(asked_by(BO), Page())] == ["/open/"]


def test_a_command_needs_a_page_or_a_record():
    with pytest.raises(AssertionError):
        PaletteAction("pages.nowhere", "Nowhere")
