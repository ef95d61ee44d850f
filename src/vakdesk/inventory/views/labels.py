"""Labels for devices: which, on what, and the PDF."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vakdesk.inventory.forms.labels import LabelsForm
from vakdesk.inventory.labels import FORMATS, as_pdf
from vakdesk.inventory.models import Item
from vakdesk.inventory.permissions import SEE
from vakdesk.ui.answers import allow, ask

MOST = 500


def labels(request: HttpRequest) -> HttpResponse:
    """The list of devices posts what was picked; the form that follows posts codes and format, and is answered with the PDF."""
    allow(request, SEE)
    words = {"title": _("Print labels"), "submit": _("Make the PDF"), "back": reverse("inventory:items")}
    if request.method != "POST":
        return ask(request, LabelsForm(actor=request.actor, initial={"codes": request.GET.get("codes", "")}), **words)
    if "form" not in request.POST:
        picked = [key for key in request.POST.getlist("pick") if key.isdecimal()][:MOST]
        seen = Item.objects.visible_to_staff(request.actor).filter(pk__in=picked).select_related("record").order_by("pk")
        return ask(request, LabelsForm(actor=request.actor, initial={"codes": "\n".join(one.reference for one in seen)}), **words)
    form = LabelsForm(request.POST, actor=request.actor)
    if not form.is_valid():
        answer = ask(request, form, **words)
        answer.status_code = 422
        return answer
    given = form.cleaned_data
    site = settings.SITE_URL or request.build_absolute_uri("/")
    pdf = as_pdf(given["codes"], form=FORMATS[given["form"]], site=site, skip=given["skip"] or 0)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="labels.pdf"'
    return response
