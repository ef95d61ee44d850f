"""What was asked for out of the catalogue, on the page of the ticket it became; and what of a service can be asked for."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.catalogue.answers import rows
from vakdesk.catalogue.fields import asked
from vakdesk.catalogue.models import Offering, Submission
from vakdesk.records.hanging import Hanging, hangs
from vakdesk.records.permissions import SEE
from vakdesk.services.models import Service
from vakdesk.services.permissions import SEE as SEE_SERVICES
from vakdesk.tickets.models import Ticket
from vakdesk.ui.registry import panel

SUBMITTED = Hanging("what was asked for", lambda record: Submission.objects.filter(record=record))


@panel(on="tickets.ticket", slot="work", order=30, permission=SEE)
def what_was_asked_for(request: HttpRequest, ticket: Ticket) -> str | None:
    """Nothing on a ticket that did not come out of the catalogue."""
    if not hangs(ticket.record, SUBMITTED):
        return None
    submission = Submission.objects.select_related("offering", "edition").get(record=ticket.pk)  # anyone: who sees the ticket
    shown = [row for row in rows(asked(submission.edition.fields, submission.answers), submission.answers) if row.parts]
    return render_to_string("catalogue/_panel.html", {"submission": submission, "rows": shown}, request)


@panel(on="services.service", slot="centre", order=30, permission=SEE_SERVICES)
def offered(request: HttpRequest, service: Service) -> str:
    rows = Offering.objects.visible_to(request.actor).filter(service=service).select_related("current")
    return render_to_string("catalogue/_of_service.html", {"offerings": rows}, request)
