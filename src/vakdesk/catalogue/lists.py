"""The list of offerings, for those who arrange them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.catalogue.models import Offering
from vakdesk.ui.components import pill
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort


def state_of(row: Offering) -> Any:
    """As a pill: draft, in the catalogue, or there with changes to publish."""
    if row.current is None:
        return pill(_("draft"))
    return pill(_("in the catalogue, with changes to publish"), "warn") if row.is_changed else pill(_("in the catalogue"), "good")


def _state(row: Offering, ctx: Context) -> Any:
    return state_of(row)


class Offerings(ListPage):
    name = "catalogue"
    heading = gettext_lazy("Service catalogue")
    intro = gettext_lazy("What people can ask for, with the form they fill in and the tasks that come of it.")
    template = "catalogue/offerings.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, main=True, link=True),
        Column("code", gettext_lazy("Code"), lambda row: row.code, sort="code", kind="reference"),
        Column("shelf", gettext_lazy("Category"), lambda row: row.shelf),
        Column("service", gettext_lazy("Service"), lambda row: row.service),
        Column("team", gettext_lazy("Team"), lambda row: row.team),
        Column("fields", gettext_lazy("Fields"), lambda row: len(row.draft), kind="number"),
        Column("state", gettext_lazy("State"), lambda row: bool(row.current), cell=_state),
    )
    sorts = (Sort("code", gettext_lazy("Code"), ("code",)),)
    empty = Empty(
        gettext_lazy("Nothing in the catalogue yet"),
        gettext_lazy("Begin with a template: somebody new, access to an application, a loan laptop."),
        "package",
        gettext_lazy("New offering"),
        lambda: reverse("catalogue:begin"),
    )
