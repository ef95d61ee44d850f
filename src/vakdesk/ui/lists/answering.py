"""Answering a request for a list: the page, the part that htmx swaps, or the file."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from vakdesk.ui.lists.exporting import export
from vakdesk.ui.lists.page import ListPage, Shown


def answer(request: HttpRequest, page: ListPage, rows: QuerySet[Any], **more: Any) -> HttpResponse | StreamingHttpResponse:
    """`rows` is everything this actor may see of the list; `more` joins the template's context."""
    shown = Shown(request, page, rows)
    if page.exports and shown.given.get("format") == "csv":
        return export(shown)
    for download in page.downloads:
        if shown.given.get("format") == download.name:
            return download.write(shown)
    only_part = request.headers.get("HX-Target") == "list" and not request.headers.get("HX-History-Restore-Request")
    part = shown.slice()
    context = {
        "list": shown,
        "is_part": only_part,
        "page": page,
        "rows": shown.drawn(part.rows),
        "is_empty": not part.rows,
        "newer": shown.url(before=part.before, without=("after",)) if part.before else "",
        "older": shown.url(after=part.after, without=("before",)) if part.after else "",
        **more,
    }
    response = render(request, "ui/list/_list.html" if only_part else page.template, context)
    response["Vary"] = "HX-Request, HX-Target, Cookie"
    return response
