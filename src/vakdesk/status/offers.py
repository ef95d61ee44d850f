"""What programs may read and do with planned maintenance."""

from vakdesk.status import actions, permissions
from vakdesk.status.forms import CancelForm
from vakdesk.status.models import Maintenance
from vakdesk.status.views import Planned
from vakdesk.ui.offering import MOMENT, TEXT, WHOLE, Deed, Part, Shape, Thing, many, maybe, not_offered

MAINTENANCE = Thing(
    "maintenance",
    "Planned maintenance of services",
    Shape(
        "Maintenance",
        [
            Part("id", WHOLE),
            Part("names", {"type": "object", "additionalProperties": TEXT}, told="By language."),
            Part("texts", {"type": "object", "additionalProperties": TEXT}, told="By language."),
            Part("services", many(TEXT), lambda row: [one.code for one in row.services.all()], told="Their codes."),
            Part("starts_at", MOMENT),
            Part("ends_at", MOMENT),
            Part("cancelled_at", maybe(MOMENT)),
        ],
    ),
    lambda actor: Maintenance.objects.visible_to(actor).select_related("planned_by").prefetch_related("services"),
    room="status",
    may=permissions.SEE,
    page=lambda actor: Planned(),
)
Deed(MAINTENANCE, "cancel", actions.cancel, permissions.PLAN, CancelForm, told="Cancel planned maintenance")
not_offered("What everybody reads is written where one sees all languages.", "status.plan", "status.change")
