"""What the page of a device says of its preparation."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.inventory.fitting import built, verdicts
from vakdesk.inventory.models import Item
from vakdesk.inventory.permissions import PREPARE, SEE
from vakdesk.ui.registry import panel


@panel(on="inventory.item", slot="centre", order=10, permission=SEE)
def prepared(request: HttpRequest, item: Item) -> str | None:
    """The profile against what was found, of the last time it was prepared."""
    preparation = item.preparations.select_related("edition__profile").first()
    if preparation is None:
        return None
    results = {one.key: one for one in preparation.results.select_related("checked_by")}
    edition = preparation.edition
    newest = edition.profile.editions.values_list("number", flat=True).first() if edition else None
    context = {
        "item": item,
        "preparation": preparation,
        "rows": built(preparation, results),
        "fits": verdicts(item, edition) if edition else [],
        "newer": newest if edition and newest != edition.number else None,
        "may_prepare": request.actor.may(PREPARE, item),  # type: ignore[attr-defined]
    }
    return render_to_string("inventory/_prepared.html", context, request)
