"""What can happen to a device, and to what the register is made of."""

from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.kinds import FIELDS, LOCATION, ROUTE, STATE, TYPE, WIPING
from vakdesk.logbook.verbs import PERSON, PLAIN, Audience, Verb

REGISTERED = Verb("item.registered", _("registered it: {type}, {state}"), carries={"type": TYPE, "state": STATE}, icon="plus")
EDITED = Verb("item.edited", _("changed {fields}"), carries={"fields": FIELDS}, icon="pencil")
RECEIVED = Verb("item.received", _("took it into stock"), icon="package-check")
PREPARATION_STARTED = Verb("item.preparation_started", _("began to prepare it"), icon="wrench")
MADE_READY = Verb("item.made_ready", _("declared it ready"), icon="circle-check")
ISSUED = Verb(
    "item.issued",
    _("issued it to {person}"),
    carries={"person": PERSON},
    audience=Audience.REQUESTER,
    plain=_("You were given this device."),
    icon="hand-helping",
)
LENT = Verb(
    "item.lent",
    _("lent it to {person} until {until}"),
    carries={"person": PERSON, "until": PLAIN},
    audience=Audience.REQUESTER,
    plain=_("You borrowed this device until {until}."),
    icon="hand-helping",
)
PUT_IN_USE = Verb("item.put_in_use", _("put it in use at {location}"), carries={"location": LOCATION}, icon="map-pin")
TAKEN_BACK = Verb("item.taken_back", _("took it back from {person}"), carries={"person": PERSON}, icon="undo-2")
RESTOCKED = Verb("item.restocked", _("put it back in stock"), icon="package")
SENT_TO_REPAIR = Verb("item.sent_to_repair", _("sent it to repair: {why}"), seals=("why",), icon="hammer")
REPAIR_ENDED = Verb("item.repair_ended", _("took it back from repair: {outcome}"), seals=("outcome",), icon="hammer")
RETIRED = Verb("item.retired", _("retired it: {why}"), seals=("why",), icon="archive")
REINSTATED = Verb("item.reinstated", _("took it into stock again: {why}"), seals=("why",), icon="archive-restore")
DISPOSED = Verb(
    "item.disposed",
    _("disposed of it: {wiping}, {route}"),
    carries={"wiping": WIPING, "route": ROUTE},
    seals=("evidence", "receiver"),
    icon="recycle",
)

TYPE_ADDED = Verb("item_type.added", _("added this type"), icon="shapes")
TYPE_EDITED = Verb("item_type.edited", _("changed this type"), icon="pencil")
PRODUCT_ADDED = Verb("product.added", _("added this model"), icon="plus")
PRODUCT_EDITED = Verb("product.edited", _("changed this model"), icon="pencil")
LOCATION_ADDED = Verb("location.added", _("added this location"), icon="map-pin")
LOCATION_EDITED = Verb("location.edited", _("changed this location"), icon="pencil")
