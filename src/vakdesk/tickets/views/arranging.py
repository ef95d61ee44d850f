"""For leads and administrators: the categories and call templates that everybody chooses from."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.kit.errors import Sentence
from vakdesk.tickets import actions
from vakdesk.tickets.forms.arranging import CallTemplateForm, CategoryForm, IdentityWayForm
from vakdesk.tickets.models import CallTemplate, Category, IdentityWay
from vakdesk.tickets.permissions import ARRANGE
from vakdesk.tickets.views.finding import allow
from vakdesk.ui.answers import ask, carry_out
from vakdesk.ui.components import pill
from vakdesk.ui.forms import NamedForm
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort, answer


def _use(row: Category | CallTemplate | IdentityWay, ctx: Context) -> Any:
    return "" if row.is_active else pill(_("out of use"))


class Categories(ListPage):
    name = "categories"
    heading = gettext_lazy("Categories")
    intro = gettext_lazy("What tickets are about, in the requester's language, and the team where their work starts.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, main=True, link=True),
        Column("code", gettext_lazy("Code"), lambda row: row.code, sort="code", kind="reference"),
        Column("team", gettext_lazy("Team"), lambda row: row.team or _("the first line")),
        Column("use", gettext_lazy("Use"), lambda row: row.is_active, cell=_use),
    )
    sorts = (Sort("code", gettext_lazy("Code"), ("code",)),)
    empty = Empty(
        gettext_lazy("No categories yet"),
        gettext_lazy("Without categories nothing can be classified. A dozen is enough to begin with."),
        "shapes",
        gettext_lazy("Add a category"),
        lambda: reverse("tickets:add_category"),
    )

    def address(self, row: Category) -> str:
        return reverse("tickets:edit_category", args=[row.pk])


class CallTemplates(ListPage):
    name = "call-templates"
    heading = gettext_lazy("Call templates")
    intro = gettext_lazy("Questions that come by phone every day, with their solution: what a quick call fills in by itself.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, main=True, link=True),
        Column("code", gettext_lazy("Code"), lambda row: row.code, sort="code", kind="reference"),
        Column("category", gettext_lazy("Category"), lambda row: row.category),
        Column("cause", gettext_lazy("Usual cause"), lambda row: row.cause),
        Column("use", gettext_lazy("Use"), lambda row: row.is_active, cell=_use),
    )
    sorts = (Sort("code", gettext_lazy("Code"), ("code",)),)
    empty = Empty(
        gettext_lazy("No call templates yet"),
        gettext_lazy("Make one for each question you answer on the phone every day."),
        "phone",
        gettext_lazy("Add a template"),
        lambda: reverse("tickets:add_call_template"),
    )

    def address(self, row: CallTemplate) -> str:
        return reverse("tickets:edit_call_template", args=[row.pk])


class IdentityWays(ListPage):
    name = "identity-ways"
    heading = gettext_lazy("Ways to check who somebody is")
    intro = gettext_lazy("Where a secret may be given out, one of these is recorded first: who made sure, and how. Never the secret.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, main=True, link=True),
        Column("phone", gettext_lazy("By phone"), lambda row: _("yes") if row.by_phone else ""),
        Column("use", gettext_lazy("Use"), lambda row: row.is_active, cell=_use),
    )
    sorts = (Sort("oldest", gettext_lazy("Oldest"), ("pk",)),)
    empty = Empty(
        gettext_lazy("No ways yet"),
        gettext_lazy("Calling back on the registered number, or seeing them with identification: add what your desk trusts."),
        "id-card",
        gettext_lazy("Add a way"),
        lambda: reverse("tickets:add_identity_way"),
    )

    def address(self, row: IdentityWay) -> str:
        return reverse("tickets:edit_identity_way", args=[row.pk])


def identity_ways(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    rows = IdentityWay.objects.visible_to(request.actor)
    return answer(request, IdentityWays(), rows, add=reverse("tickets:add_identity_way"), add_label=_("Add a way"))  # type: ignore[return-value]


def add_identity_way(request: HttpRequest) -> HttpResponse:
    back = reverse("tickets:identity_ways")
    return _arrange(request, IdentityWayForm, actions.add_identity_way, title=_("Add a way to check who somebody is"), back=back)


def edit_identity_way(request: HttpRequest, pk: int) -> HttpResponse:
    way = get_object_or_404(IdentityWay.objects.visible_to(request.actor), pk=pk)
    form = partial(IdentityWayForm, thing=way)
    return _arrange(request, form, actions.edit_identity_way, way, title=str(way), back=reverse("tickets:identity_ways"))


def categories(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    return answer(
        request, Categories(), Category.objects.select_related("team"), add=reverse("tickets:add_category"), add_label=_("Add a category")
    )


def call_templates(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    rows = CallTemplate.objects.select_related("category")
    return answer(request, CallTemplates(), rows, add=reverse("tickets:add_call_template"), add_label=_("Add a template"))


def add_category(request: HttpRequest) -> HttpResponse:
    return _arrange(request, CategoryForm, actions.add_category, title=_("Add a category"), back=reverse("tickets:categories"))


def edit_category(request: HttpRequest, pk: int) -> HttpResponse:
    category = get_object_or_404(Category, pk=pk)
    return _arrange(
        request,
        partial(CategoryForm, thing=category),
        actions.edit_category,
        category,
        title=str(category),
        back=reverse("tickets:categories"),
    )


def add_call_template(request: HttpRequest) -> HttpResponse:
    return _arrange(
        request, CallTemplateForm, actions.add_call_template, title=_("Add a call template"), back=reverse("tickets:call_templates")
    )


def edit_call_template(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(CallTemplate, pk=pk)
    form = partial(CallTemplateForm, thing=template)
    return _arrange(request, form, actions.edit_call_template, template, title=str(template), back=reverse("tickets:call_templates"))


def _arrange(
    request: HttpRequest, form_class: Callable[..., NamedForm], action: Callable[..., Any], *subject: Any, title: Sentence, back: str
) -> HttpResponse:
    allow(request, ARRANGE)
    page = partial(ask, request, title=title, submit=_("Save"), back=back)
    if request.method == "POST":
        return carry_out(request, form_class(request.POST, actor=request.actor), action, *subject, then=back, page=page, said=_("Saved."))
    return page(form_class(actor=request.actor))
