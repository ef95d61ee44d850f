"""Which item does an address mean, for this reader?"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse

from vakdesk.inventory.models import Item

View = Callable[Concatenate[HttpRequest, Item, ...], HttpResponse]


def on_item(view: View) -> Callable[..., HttpResponse]:
    """The view gets the item. 404 for whoever may not read it as staff."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **more: Any) -> HttpResponse:
        item = Item.objects.visible_to_staff(request.actor).with_places().filter(record__reference=reference.upper()).first()
        if item is None:
            raise Http404
        return view(request, item, **more)

    return found
