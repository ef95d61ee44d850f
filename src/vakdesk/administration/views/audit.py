"""The whole logbook for an auditor: filtered, one entry with its neighbours, and verified at the press of a button."""

from functools import partial
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.access.actors import Actor
from vakdesk.administration import actions
from vakdesk.administration.lists import Audit, subject_of
from vakdesk.administration.models import Verification
from vakdesk.administration.permissions import AUDIT, VERIFY
from vakdesk.administration.views.allowing import allowed
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.logbook.queries import EntryQuerySet
from vakdesk.logbook.sentences import lines
from vakdesk.records.models import Record
from vakdesk.ui.answers import ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer

NEIGHBOURS = 50


@require_safe
def audit(request: HttpRequest) -> HttpResponseBase:
    actor = allowed(request, AUDIT)
    more = {
        "last": Verification.objects.exclude(finished_at=None).first(),
        "under_way": Verification.objects.under_way(clock.now()).first(),
        "may_verify": actor.may(VERIFY),
    }
    return answer(request, Audit(), _seen_by(actor).select_related("actor"), **more)


@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with all that its digest covers, and what happened together with it."""
    seen = _seen_by(allowed(request, AUDIT))
    shown = get_object_or_404(seen.select_related("on_behalf_of"), pk=pk)
    together = list(seen.filter(correlation=shown.correlation).exclude(pk=pk).order_by("pk")[:NEIGHBOURS])
    around = seen.filter(book=shown.book, position__in=[shown.position - 1, shown.position + 1])
    named = {line.entry.pk: line for line in lines([shown, *together])}
    context = {
        "entry": shown,
        "line": named[shown.pk],
        "together": [named[other.pk] for other in together],
        "cause": seen.filter(book=shown.book, position=shown.cause).first() if shown.cause else None,
        "before": next((other for other in around if other.position < shown.position), None),
        "after": next((other for other in around if other.position > shown.position), None),
        "about": subject_of(shown),
        "about_url": _address_of_subject(shown),
        "correlation": str(shown.correlation),
        "sealed": {} if shown.sealed is None else shown.sealed,
    }
    return render(request, "administration/entry.html", context)


def verify(request: HttpRequest) -> HttpResponse:
    allowed(request, VERIFY)
    back = reverse("administration:audit")
    intro = _("A worker recomputes every entry of the logbook and checks it against its neighbours. People go on working meanwhile.")
    page = partial(ask, request, title=_("Verify the logbook"), submit=_("Verify now"), back=back, intro=intro)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, actions.verify, then=back, said=_("The logbook is being verified."), page=page)


def _seen_by(actor: Actor) -> EntryQuerySet:
    return Entry.objects.visible_to(actor, see_all=AUDIT)


def _address_of_subject(shown: Entry) -> str:
    """Where the page of what an entry is about lies; "" when it has none, or is gone."""
    model: Any = apps.get_model(shown.subject_type)
    row = model._base_manager.filter(pk=shown.subject_id).first()
    if isinstance(row, Record):
        return reverse(row.declared.url_name, args=[row.reference])
    return row.get_absolute_url() if row is not None and hasattr(row, "get_absolute_url") else ""
