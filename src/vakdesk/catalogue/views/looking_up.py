"""Suggestions for a form that asks for a person."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from vakdesk.catalogue.answers import colleagues
from vakdesk.people.fields import label_of
from vakdesk.ui.components import person as drawn_person


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """One option per person whom the reader may name (`answers.colleagues`)."""
    option = '<div role="option" data-value="{}">{}</div>'
    found = colleagues(request.GET.get("q", ""), request.actor)
    about = ((label_of(one), drawn_person(one.name, one.job_title)) for one in found)
    return HttpResponse(format_html("{}", format_html_join("", option, about)))
