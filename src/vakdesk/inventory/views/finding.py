"""Which item does an address mean, for this reader?"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from vakdesk.inventory.models import Item

View = Callable[Concatenate[HttpRequest, Item, ...], HttpResponse]


def on_item(view: View) -> Callable[..., HttpResponse]:
    """The view gets the item. 404 for who may not read it as staff; who has it is sent to the page of what they have."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **more: Any) -> HttpResponse:
        item = Item.objects.visible_to_staff(request.actor).with_places().filter(record__reference=reference.upper()).first()
        if item is not None:
            return view(request, item, **more)
        if Item.objects.visible_to(request.actor).held_by(request.actor.person_id).filter(record__reference=reference.upper()).exists():
            return redirect(f"{reverse('inventory:mine')}#{reference.upper()}")
        raise Http404

    return found
