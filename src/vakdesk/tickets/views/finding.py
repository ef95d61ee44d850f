"""Which ticket does an address mean, for this reader? Whoever may not read the desk's side never learns more than their own page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import NotAllowed
from vakdesk.kit.prepared import prepared
from vakdesk.records.queries import sight_of
from vakdesk.tickets.models import Ticket

View = Callable[Concatenate[HttpRequest, Ticket, ...], HttpResponse]


def on_ticket(view: View) -> Callable[..., HttpResponse]:
    """The view gets the ticket. 404 for who may not read it as staff; who may read it otherwise is sent to the portal."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **more: Any) -> HttpResponse:
        ticket = _as_staff(request.actor, reference.upper())
        if ticket is not None:
            return view(request, ticket, **more)
        if Ticket.objects.visible_to(request.actor).filter(record__reference=reference.upper()).exists():
            return HttpResponseRedirect(_on_the_portal(reference))
        raise Http404

    return found


def _as_staff(actor: Actor, reference: str) -> Ticket | None:
    def called(reference: str) -> QuerySet[Ticket]:
        return Ticket.objects.visible_to_staff(actor).filter(record__reference=reference).with_people()

    return next(iter(prepared("tickets.called", called, depends_on=sight_of(actor), reference=reference)), None)


def allow(request: HttpRequest, permission: Permission, ticket: Ticket | None = None) -> None:
    """Raises NotAllowed before a form is shown that could not be sent."""
    if not request.actor.may(permission, ticket):
        raise NotAllowed(
            _("You may not do this: %(permission)s. Ask a team lead or an administrator.") % {"permission": permission.sentence}
        )


def _on_the_portal(reference: str) -> str:
    try:
        return reverse("portal:report", args=[reference.upper()])
    except NoReverseMatch:  # a desk without a portal
        raise Http404 from None
