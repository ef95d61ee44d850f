"""How often answers spared a report, by month and by article."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from vakdesk.knowledge.permissions import REPORT
from vakdesk.knowledge.reporting import articles_since, months_until
from vakdesk.ui.answers import allow


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    allow(request, REPORT)
    months = months_until(timezone.localdate())
    context = {"months": months, "now": months[0], "articles": articles_since(months[-1].first, request.actor)}
    return render(request, "knowledge/report.html", context)
