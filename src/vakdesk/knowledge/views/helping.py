"""What everybody reads: help by what it is about, found by its words, one article at a time, and whether it helped."""

from functools import partial

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.knowledge import actions
from vakdesk.knowledge.forms.writing import RateForm
from vakdesk.knowledge.models import Article, ArticleCategory
from vakdesk.knowledge.rendering import plain
from vakdesk.knowledge.views.finding import drawn
from vakdesk.search.find import find
from vakdesk.ui.answers import carry_out
from vakdesk.ui.forms import Form

MOST_FOUND, MOST_ON_A_SHELF, MOST_NEW = 30, 200, 6
EXCERPT = 160


@require_safe
def help_(request: HttpRequest) -> HttpResponse:
    """With words: what is found. Without: what there is, by what it is about."""
    words = request.GET.get("q", "").strip()[:200]
    mine = _readable(request)
    found: list[Article] = []
    if words:
        hits = find(request.actor, words, types=["article"], limit=MOST_FOUND).hits
        keys = [hit.record.pk for hit in hits if hit.record]
        by_key = Article.objects.visible_to_requester(request.actor).select_related("record", "category", "published").in_bulk(keys)
        found = [by_key[key] for key in keys if key in by_key]
    context = {
        "words": words,
        "found": [_line(one) for one in found],
        "shelves": _shelves(mine, None),
        "newest": [
            _line(one) for one in mine.select_related("record", "category", "published").order_by("-published_at", "-pk")[:MOST_NEW]
        ],
    }
    return render(request, "knowledge/help.html", context)


@require_safe
def shelf(request: HttpRequest, code: str) -> HttpResponse:
    category = get_object_or_404(ArticleCategory.objects.visible_to(request.actor).select_related("parent__parent"), code=code)
    mine = _readable(request)
    here = mine.filter(category=category).select_related("record", "category", "published").order_by("record__title", "pk")
    context = {"category": category, "shelves": _shelves(mine, category), "lines": [_line(one) for one in here[:MOST_ON_A_SHELF]]}
    return render(request, "knowledge/shelf.html", context)


@require_safe
def read(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, _to_read(request, reference), RateForm(actor=request.actor))


@require_POST
def rate(request: HttpRequest, reference: str) -> HttpResponse:
    found = _to_read(request, reference)
    form = RateForm(request.POST, actor=request.actor)
    back = reverse("knowledge:read", args=[found.reference])
    return carry_out(request, form, actions.rate, found, then=f"{back}?said=1", page=partial(_page, request, found), said=_("Thank you."))


def _to_read(request: HttpRequest, reference: str) -> Article:
    rows = Article.objects.visible_to_requester(request.actor).select_related("record", "category__parent", "published")
    return get_object_or_404(rows, record__reference=reference.upper())


def _page(request: HttpRequest, found: Article, form: Form) -> HttpResponse:
    assert found.published is not None
    family = [found.family_id, *Article.objects.filter(original=found.family_id).values_list("pk", flat=True)]  # anyone: read below
    others = Article.objects.visible_to_requester(request.actor).filter(pk__in=family).exclude(pk=found.pk).select_related("record")
    beside = _readable(request).filter(category=found.category_id).exclude(pk=found.pk).exclude(category=None)
    context = {
        "article": found,
        "body": drawn(found, found.published.text),
        "others": others.order_by("language"),
        "beside": beside.select_related("record").order_by("-published_at", "-pk")[:4],
        "form": form,
        "said": request.GET.get("said") == "1",
    }
    return render(request, "knowledge/read.html", context)


def _readable(request: HttpRequest) -> QuerySet[Article]:
    """In the reader's language, and what there is in no other: an original in another language is better than nothing."""
    mine = Article.objects.visible_to_requester(request.actor)
    language = (get_language() or "en").split("-")[0]
    in_mine = mine.filter(language=language)
    translated = in_mine.exclude(original=None).values("original")
    originals = mine.filter(original=None).exclude(language=language).exclude(pk__in=translated)
    return in_mine | originals


def _shelves(mine: QuerySet[Article], within: ArticleCategory | None) -> list[tuple[ArticleCategory, int]]:
    """The categories right below, each with how many articles lie in it and below it; those without any are left out."""
    every = list(ArticleCategory.objects.active())  # anyone: their names are for all who sign in
    counted = dict(mine.order_by().values_list("category").annotate(many=Count("pk")))

    def many(one: ArticleCategory) -> int:
        return counted.get(one.pk, 0) + sum(many(below) for below in every if below.parent_id == one.pk)

    here = [one for one in every if one.parent_id == (within and within.pk)]
    return [(one, count) for one in here if (count := many(one))]


def _line(article: Article) -> tuple[Article, str]:
    assert article.published is not None
    words = plain(article.published.text[:1_000])
    return article, words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + "…"
