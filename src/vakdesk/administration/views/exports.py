"""Taking everything out. Designed for an administrator who moves to another system, or must prove that they could."""

from functools import partial

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vakdesk.administration import actions
from vakdesk.administration.export.tables import COLUMNS_LEFT_OUT, EXPORTED, LEFT_OUT
from vakdesk.administration.models import Export
from vakdesk.administration.permissions import EXPORT
from vakdesk.administration.views.allowing import allowed
from vakdesk.kit import clock
from vakdesk.ui.answers import carry_out
from vakdesk.ui.forms import Form

NEWEST = 20


@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: HttpRequest) -> HttpResponse:
    """The exports of late, and the button that begins one."""
    actor = allowed(request, EXPORT)
    page = partial(_page, request)
    if request.method == "POST":
        here = reverse("administration:exports")
        said = _("It is being written. The file is here when it is done.")
        return carry_out(request, Form(request.POST, actor=actor), actions.take_out, then=here, page=page, said=said)
    return page(Form(actor=actor))


@require_POST
def download_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    actor = allowed(request, EXPORT)
    path = actions.download_export(get_object_or_404(Export.objects.visible_to(actor), pk=pk), by=actor)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=path.name, content_type="application/zip")
    response["Cache-Control"] = "no-store"
    return response


def _page(request: HttpRequest, form: Form) -> HttpResponse:
    columns = [f"{table}.{column}" for table, columns in COLUMNS_LEFT_OUT.items() for column in columns]
    context = {
        "form": form,
        "exports": Export.objects.visible_to(request.actor).select_related("asked_by")[:NEWEST],
        "under_way": Export.objects.visible_to(request.actor).under_way(clock.now()).exists(),
        "tables": len(EXPORTED),
        "left_out": sorted([*LEFT_OUT, *columns]),
        "title": _("Take everything out"),
    }
    return render(request, "administration/exports.html", context)
