"""The desk's pages of articles: the list, an article as it stands, its versions, and what changed between two."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from vakdesk.kit import clock
from vakdesk.knowledge.actions.reviewing import wrote
from vakdesk.knowledge.diffing import compared, words_compared
from vakdesk.knowledge.kinds import State
from vakdesk.knowledge.lists import ArticleList, standing
from vakdesk.knowledge.models import Article
from vakdesk.knowledge.permissions import PUBLISH, READ, WRITE
from vakdesk.knowledge.verbs import HELPED, OPENED, RATED, USED
from vakdesk.knowledge.views.finding import drawn, to_read, to_work_on
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.tasks.showing import panel_of
from vakdesk.ui.answers import adding, allow
from vakdesk.ui.lists import answer

MOST_LINES = 40
#: What is recorded about an article itself, and about it as a record.
ABOUT = ("knowledge.article", "records.record")
#: What readers did with it is counted on its page, and not by whom.
SERVED = [verb.name for verb in (USED, RATED, OPENED, HELPED)]


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    allow(request, READ)
    rows = Article.objects.visible_to_staff(request.actor).with_people().select_related("original__published").counted()
    return answer(request, ArticleList(), rows, add=adding(request, WRITE, "knowledge:begin"))


@require_safe
def article(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever reads for themselves gets the page that everybody reads."""
    found = to_read(request, reference)
    if not request.actor.reach(READ):
        return HttpResponseRedirect(reverse("knowledge:read", args=[found.reference]))
    works_on = Article.objects.visible_to_writer(request.actor).filter(pk=found.pk).exists()
    shown = found.published if found.published and (not works_on or request.GET.get("show") != "newest") else found.latest
    assert shown is not None
    context = {
        "article": found,
        "shown": shown,
        "body": drawn(found, shown.text),
        "works_on": works_on,
        "stands": standing(found),
        "is_newer": works_on and found.published is not None and found.latest_id != found.published_id,
        "is_stale": found.is_stale_on(clock.now().date()),
        "may_publish": found.state == State.REVIEW and request.actor.may(PUBLISH, found) and not wrote(found, request.actor),
        "wrote": wrote(found, request.actor),
        "others": others_of(found, request),
        "counts": Article.objects.filter(pk=found.pk).counted().values("uses", "helped", "not_helped").get(),  # anyone: the one found
        "reasons": found.feedback.filter(helpful=False)[:5] if works_on else [],
        "lines": lines(_entries(found)) if works_on else [],
        "tasks": panel_of(request, found.record) if works_on else "",
        "tags": found.record.tags.all(),
        "restricted_to": [*found.organisations.all(), *found.teams.all()] if found.record.restricted else [],
    }
    return render(request, "knowledge/article.html", context)


@require_safe
def versions(request: HttpRequest, reference: str) -> HttpResponse:
    found = to_work_on(request, reference)
    rows = found.versions.select_related("made_by", "published_by")[:200]
    return render(request, "knowledge/versions.html", {"article": found, "versions": rows})


@require_safe
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    found = to_work_on(request, reference)
    shown = get_object_or_404(found.versions.select_related("made_by"), number=number)
    return render(request, "knowledge/version.html", {"article": found, "version": shown, "body": drawn(found, shown.text)})


@require_safe
def compare(request: HttpRequest, reference: str) -> HttpResponse:
    """Any two versions; without a choice the newest with the one that is read, else with the one before."""
    found = to_work_on(request, reference)
    every = list(found.versions.select_related("made_by").defer("text")[:200])
    newest = every[0].number
    read = found.published.number if found.published and found.published.number != newest else max(1, newest - 1)
    before = get_object_or_404(found.versions, number=_number(request, "from", read))
    after = get_object_or_404(found.versions, number=_number(request, "to", newest))
    context = {
        "article": found,
        "versions": every,
        "before": before,
        "after": after,
        "title": words_compared(before.title, after.title) if before.title != after.title else None,
        "rows": compared(before.text, after.text, whole=request.GET.get("whole") == "1"),
        "whole": request.GET.get("whole") == "1",
    }
    return render(request, "knowledge/compare.html", context)


def others_of(found: Article, request: HttpRequest) -> list[Article]:
    """The same article in other languages, as far as this reader may read them."""
    family = Article.objects.visible_to(request.actor).filter(record__in=_family(found)).exclude(pk=found.pk)
    return list(family.select_related("record", "original__published", "translates").order_by("language"))


def _family(found: Article) -> list[int]:
    keys = Article.objects.filter(original=found.family_id).values_list("pk", flat=True)  # anyone: read through visible_to
    return [found.family_id, *keys]


def _entries(found: Article) -> list[Entry]:
    about = Entry.objects.filter(subject_id=found.pk, subject_type__in=ABOUT)  # anyone: of an article that this reader works on
    return list(about.exclude(verb__in=SERVED).order_by("-position")[:MOST_LINES])


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else otherwise
