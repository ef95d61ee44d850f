"""What tickets and devices say of each other: which devices whoever asks has, and what is open about a device."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from vakdesk.inventory.kinds import HELD
from vakdesk.inventory.models import Item
from vakdesk.inventory.permissions import SEE as SEE_DEVICES
from vakdesk.kit.prepared import prepared
from vakdesk.records.hanging import Hanging, hangs
from vakdesk.records.models import Record
from vakdesk.records.queries import sight_of
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.permissions import REGISTER, SEE_QUEUE
from vakdesk.ui.registry import panel

MOST_SHOWN = 5


def _theirs(record: int) -> QuerySet[Item]:
    return Item.objects.filter(state__in=HELD, record__requester__in=Record.objects.filter(pk=record).values("requester"))


DEVICES = Hanging("devices of whoever asks", _theirs)


@panel(on="tickets.ticket", slot="side", order=4, permission=SEE_DEVICES)
def devices_of_the_requester(request: HttpRequest, ticket: Ticket) -> str | None:
    """What whoever asks has from us, so that nobody need ask which laptop. No query where it is nothing."""
    if ticket.requester_id is None or not hangs(ticket.record, DEVICES):
        return None
    seen = Item.objects.visible_to_staff(request.actor).with_places()  # type: ignore[attr-defined]
    sight = sight_of(request.actor)  # type: ignore[attr-defined]
    rows = prepared(
        "tickets.devices", lambda person: seen.held_by(person).order_by("-pk")[:MOST_SHOWN], depends_on=sight, person=ticket.requester_id
    )
    return render_to_string("tickets/_devices.html", {"devices": rows}, request) if rows else None


@panel(on="inventory.item", slot="side", order=10, permission=SEE_QUEUE)
def tickets_of_the_device(request: HttpRequest, item: Item) -> str:
    """What is open about the device, and what was lately."""
    linked = Q(record__links_out__target=item.pk) | Q(record__links_in__source=item.pk)
    seen = Ticket.objects.visible_to_staff(request.actor).filter(linked).select_related("record").distinct()  # type: ignore[attr-defined]
    found = list(seen.order_by("-opened_at", "-pk")[: MOST_SHOWN * 2])
    may = request.actor.may(REGISTER)  # type: ignore[attr-defined]
    context = {"open": [one for one in found if one.is_open], "over": [one for one in found if not one.is_open][:MOST_SHOWN]}
    address = f"{reverse('tickets:register')}?device={item.reference}" if may and not item.has_ended else ""
    return render_to_string("tickets/_on_device.html", {**context, "register_url": address}, request)
