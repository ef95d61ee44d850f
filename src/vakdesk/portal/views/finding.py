"""Whose report, whose draft? What is not theirs is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from vakdesk.access.actors import Door
from vakdesk.catalogue.models import Filling
from vakdesk.portal.models import Unsent
from vakdesk.portal.queries import reports_for
from vakdesk.tickets.models import Ticket

#: What `ui.answers.ask` must be told here.
SHELL = {"shell": "ui/portal.html"}
View = Callable[Concatenate[HttpRequest, ...], HttpResponse]
ReportView = Callable[Concatenate[HttpRequest, Ticket, ...], HttpResponse]
UnsentView = Callable[Concatenate[HttpRequest, Unsent, ...], HttpResponse]
FillingView = Callable[Concatenate[HttpRequest, Filling, ...], HttpResponse]


def at_the_portal(view: View) -> View:
    """What is done in the view came in by the portal."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.actor = request.actor.through(Door.PORTAL)  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return entered


def on_report(view: ReportView) -> View:
    """The view gets the report, if the reader sees it as requesters do. The desk is sent to its own page; others get 404."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **more: Any) -> HttpResponse:
        report = reports_for(request.actor).filter(record__reference=reference.upper()).first()  # type: ignore[attr-defined]
        if report is not None:
            return view(request, report, **more)
        for_staff = Ticket.objects.visible_to_staff(request.actor).filter(record__reference=reference.upper()).first()  # type: ignore[attr-defined]
        if for_staff is None:
            raise Http404
        return HttpResponseRedirect(for_staff.get_absolute_url())

    return at_the_portal(found)


def on_unsent(view: UnsentView) -> View:
    """The view gets the draft; only its writer ever does."""

    @wraps(view)
    def found(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        mine = Unsent.objects.visible_to(request.actor).select_related("sent_as")  # type: ignore[attr-defined]
        return view(request, get_object_or_404(mine, key=key), **more)

    return at_the_portal(found)


def on_filling(view: FillingView) -> View:
    """The view gets the form that is being filled in; only who fills it in ever does."""

    @wraps(view)
    def found(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        mine = Filling.objects.visible_to(request.actor).select_related("sent_as", "edition__offering")  # type: ignore[attr-defined]
        return view(request, get_object_or_404(mine, key=key), **more)

    return at_the_portal(found)
