"""What programs may read and do with services."""

from vakdesk.services import actions
from vakdesk.services.forms import ServiceForm
from vakdesk.services.models import Criticality, Service, Stage
from vakdesk.services.permissions import ARRANGE, SEE
from vakdesk.services.views import Services
from vakdesk.ui.offering import NAMED, TEXT, TRUTH, WHOLE, Deed, Part, Shape, Thing, maybe, one_of

SERVICES = Thing(
    "services",
    "What the desk offers",
    Shape(
        "Service",
        [
            Part("id", WHOLE),
            Part("code"),
            Part("names", {"type": "object", "additionalProperties": TEXT}, told="By language."),
            Part("owner", maybe(NAMED)),
            Part("team", maybe(NAMED)),
            Part("supplier", maybe(NAMED)),
            Part("criticality", one_of(Criticality)),
            Part("stage", one_of(Stage)),
            Part("is_active", TRUTH, told="Whether it is live, so that it can be chosen."),
        ],
    ),
    lambda actor: Service.objects.visible_to(actor).select_related("owner", "team", "supplier"),
    room="services",
    may=SEE,
    page=lambda actor: Services(),
)
Deed(SERVICES, "", actions.add_service, ARRANGE, ServiceForm, begins=True, told="Add a service")
Deed(SERVICES, "edit", actions.edit_service, ARRANGE, ServiceForm, form_takes="thing", keeps=True, told="Edit a service")
