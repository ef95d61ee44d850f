"""An answer that is read instead of asking, and whether it helped. What was typed stays where it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vakdesk.knowledge import actions
from vakdesk.knowledge.actions.serving import VISIT
from vakdesk.knowledge.models import Article
from vakdesk.knowledge.views.finding import drawn
from vakdesk.portal.actions import throw_away
from vakdesk.portal.models import Unsent
from vakdesk.portal.views.finding import at_the_portal
from vakdesk.ui.answers import go, in_dialog


@require_POST
@at_the_portal
def open_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Beside what is being typed where that can be; otherwise on its own page, from which one goes back."""
    article, visit = _article(request, reference), _visit(request)
    if visit:
        actions.open_answer(article, by=request.actor, visit=visit)
    assert article.published is not None
    context = {
        "article": article,
        "body": drawn(article, article.published.text),
        "visit": visit,
        "base": "ui/part.html" if in_dialog(request) else "ui/portal.html",
        "back": _unsent_url(request, visit),
    }
    return render(request, "portal/answer.html", context)


@require_POST
@at_the_portal
def helped(request: HttpRequest, reference: str) -> HttpResponse:
    """No report is needed: what was begun is thrown away."""
    article, visit = _article(request, reference), _visit(request)
    if visit:
        actions.say_helped(article, by=request.actor, visit=visit)
        for begun in Unsent.objects.visible_to(request.actor).unsent().filter(key=visit):
            throw_away(begun, by=request.actor)
    messages.success(request, _("Good that it helped. You need not report anything."))
    return go(request, reverse("portal:home"))


def _article(request: HttpRequest, reference: str) -> Article:
    mine = Article.objects.visible_to_requester(request.actor).select_related("record", "published")
    return get_object_or_404(mine, record__reference=reference.upper())


def _visit(request: HttpRequest) -> str:
    given = request.POST.get("visit", "")
    return given if VISIT.fullmatch(given) else ""


def _unsent_url(request: HttpRequest, visit: str) -> str:
    """The question one came from, else the page where one asks."""
    begun = Unsent.objects.visible_to(request.actor).unsent().filter(key=visit).exists() if visit else False
    return reverse("portal:question", args=[visit, "kind"]) if begun else reverse("portal:home")
