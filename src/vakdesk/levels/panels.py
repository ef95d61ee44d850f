"""What was agreed about a service, or with a supplier, on the page of it, and in which hours the work is done."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.levels.calendars import week_in_words
from vakdesk.levels.kinds import AgreementKind
from vakdesk.levels.models import Agreement, AgreementVersion
from vakdesk.levels.permissions import SEE
from vakdesk.services.models import Service
from vakdesk.suppliers.models import Supplier
from vakdesk.ui.registry import panel


@dataclass(frozen=True)
class Agreed:
    """An agreement with the version in force, None before its first day and after its last; and its hours in words."""

    agreement: Agreement
    version: AgreementVersion | None
    hours: str


@panel(on="services.service", slot="centre", permission=SEE)
def about_the_service(request: HttpRequest, service: Service) -> str:
    """Its own agreements; where it has none, those that hold for everybody."""
    seen = Agreement.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    own = _agreed(seen.filter(service=service), request.actor)  # type: ignore[attr-defined]
    general = [] if own else _agreed(seen.filter(kind=AgreementKind.SLA, service=None, ended_on=None), request.actor)  # type: ignore[attr-defined]
    return render_to_string("levels/_agreed.html", {"agreements": own or general, "is_general": bool(general)}, request)


@panel(on="suppliers.supplier", slot="centre", permission=SEE)
def with_the_supplier(request: HttpRequest, supplier: Supplier) -> str:
    rows = Agreement.objects.visible_to(request.actor).filter(supplier=supplier)  # type: ignore[attr-defined]
    return render_to_string("levels/_agreed.html", {"agreements": _agreed(rows, request.actor)}, request)  # type: ignore[attr-defined]


def _agreed(rows: QuerySet[Agreement], actor: Actor) -> list[Agreed]:
    """Three queries, whatever their number."""
    agreements = list(rows)
    versions = AgreementVersion.objects.visible_to(actor).in_force(clock.now()).filter(agreement__in=agreements)
    in_force = {
        one.agreement_id: one for one in versions.select_related("calendar").prefetch_related("calendar__versions").order_by("number")
    }
    return [Agreed(one, in_force.get(one.pk), _hours(in_force.get(one.pk))) for one in agreements]


def _hours(version: AgreementVersion | None) -> str:
    today = timezone.localdate(clock.now())
    begun = [one for one in version.calendar.versions.all() if one.starts_on <= today] if version else []
    return week_in_words(max(begun, key=lambda one: (one.starts_on, one.number)).week) if begun else ""
