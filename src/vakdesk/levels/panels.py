"""What was agreed about a service, or with a supplier, on the page of it."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.levels.models import Agreement
from vakdesk.levels.permissions import SEE
from vakdesk.services.models import Service
from vakdesk.suppliers.models import Supplier
from vakdesk.ui.registry import panel


@panel(on="services.service", slot="centre", permission=SEE)
def about_the_service(request: HttpRequest, service: Service) -> str:
    return _drawn(request, Agreement.objects.visible_to(request.actor).filter(service=service))


@panel(on="suppliers.supplier", slot="centre", permission=SEE)
def with_the_supplier(request: HttpRequest, supplier: Supplier) -> str:
    return _drawn(request, Agreement.objects.visible_to(request.actor).filter(supplier=supplier))


def _drawn(request: HttpRequest, rows: QuerySet[Agreement]) -> str:
    return render_to_string("levels/_agreed.html", {"agreements": rows}, request)
