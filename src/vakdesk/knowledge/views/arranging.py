"""Who reads an article and where it lies; and the categories."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vakdesk.knowledge import actions
from vakdesk.knowledge.forms.writing import ArrangeForm, CategoryForm
from vakdesk.knowledge.lists import CategoryList
from vakdesk.knowledge.models import ArticleCategory
from vakdesk.knowledge.permissions import ARRANGE, WRITE
from vakdesk.knowledge.views.finding import to_work_on
from vakdesk.people.fields import label_of
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.lists import answer

both = require_http_methods(["GET", "HEAD", "POST"])


@both
def arrange(request: HttpRequest, reference: str) -> HttpResponse:
    article = to_work_on(request, reference)
    allow(request, WRITE, article)
    back = article.get_absolute_url()
    page = partial(ask, request, title=_("Arrange"), submit=_("Save"), back=back, subject=str(article))
    if request.method != "POST":
        initial = {
            "kind": article.kind,
            "audience": article.audience,
            "organisations": article.organisations.all(),
            "teams": article.teams.all(),
            "category": article.category_id,
            "owner": label_of(article.owner) if article.owner else "",
            "team": article.record.team_id,
            "review_by": article.review_by,
            "tags": ", ".join(tag.name for tag in article.record.tags.all()),
        }
        return page(ArrangeForm(actor=request.actor, initial=initial))
    form = ArrangeForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.arrange, article, then=back, page=page, said=_("Saved."))


@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    rows = ArticleCategory.objects.visible_to(request.actor).select_related("parent")
    return answer(request, CategoryList(), rows, add=adding(request, ARRANGE, "knowledge:add_category"), add_label=_("Add a category"))


@both
def add_category(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    page = partial(ask, request, title=_("Add a category"), submit=_("Add"), back=reverse("knowledge:categories"))
    if request.method != "POST":
        return page(CategoryForm(actor=request.actor))
    form = CategoryForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.add_category, then=reverse("knowledge:categories"), page=page, said=_("Added."))


@both
def edit_category(request: HttpRequest, pk: int) -> HttpResponse:
    allow(request, ARRANGE)
    found = get_object_or_404(ArticleCategory.objects.visible_to(request.actor), pk=pk)
    page = partial(ask, request, title=str(found), submit=_("Save"), back=reverse("knowledge:categories"))
    if request.method != "POST":
        return page(CategoryForm(actor=request.actor, thing=found))
    form = CategoryForm(request.POST, actor=request.actor, thing=found)
    return carry_out(request, form, actions.edit_category, found, then=reverse("knowledge:categories"), page=page, said=_("Saved."))
