"""What can happen to a device, and to what the register is made of."""

from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.kinds import BULK_KIND, DIRECTION, FIELDS, LOCATION, OUTCOME, PROFILE, ROUTE, SIGNING, STATE, TYPE, WIPING, Direction
from vakdesk.logbook.verbs import PERSON, PLAIN, Audience, Verb
from vakdesk.records.kinds import RECORD

REGISTERED = Verb("item.registered", _("registered it: {type}, {state}"), carries={"type": TYPE, "state": STATE}, icon="plus")
EDITED = Verb("item.edited", _("changed {fields}"), carries={"fields": FIELDS}, icon="pencil")
RECEIVED = Verb("item.received", _("took it into stock"), icon="package-check")
PREPARATION_STARTED = Verb(
    "item.preparation_started",
    _("began to prepare it: {profile}, edition {edition}"),
    carries={"profile": PROFILE, "edition": PLAIN},
    icon="wrench",
)
CHECKED = Verb(
    "item.checked", _("checked {check}: {outcome}"), carries={"check": PLAIN, "outcome": OUTCOME}, seals=("note",), icon="list-checks"
)
MADE_READY = Verb(
    "item.made_ready",
    _("declared it ready: {passed} as designed, {deviating} different; {deviation}"),
    carries={"passed": PLAIN, "deviating": PLAIN},
    seals=("deviation",),
    icon="circle-check",
)
PROFILE_ADDED = Verb("profile.added", _("added this profile"), icon="plus")
PROFILE_EDITED = Verb("profile.edited", _("changed this profile, edition {edition}"), carries={"edition": PLAIN}, icon="pencil")
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
TAKEN_BACK = Verb(
    "item.taken_back",
    _("took it back from {person}"),
    carries={"person": PERSON},
    audience=Audience.REQUESTER,
    plain=_("You gave this device back."),
    icon="undo-2",
)
FOUND_DAMAGED = Verb("item.found_damaged", _("found it damaged: {damage}"), carries={"person": PERSON}, seals=("damage",), icon="hammer")

DRAWN_UP = Verb(
    "handover.drawn_up", _("drew it up: {direction}, {count} devices"), carries={"direction": DIRECTION, "count": PLAIN}, icon="file-pen"
)
LINE_ADDED = Verb("handover.line_added", _("put {item} on it"), carries={"item": RECORD}, icon="plus")
LINE_REMOVED = Verb("handover.line_removed", _("took {item} off it"), carries={"item": RECORD}, icon="minus")
HANDED_OVER = Verb(
    "handover.done",
    _("completed it: {direction}, {count} devices, signed {signing}, sheet {sha256}"),
    carries={"direction": DIRECTION, "count": PLAIN, "signing": SIGNING, "sha256": PLAIN, "person": PERSON},
    audience=Audience.REQUESTER,
    plain=lambda facts: _("You gave devices back.") if facts["direction"] == Direction.RETURN else _("You got devices."),
    icon="signature",
)
CALLED_OFF = Verb("handover.called_off", _("called it off"), icon="x")
SCANNED = Verb("handover.scanned", _("filed the signed paper: {sha256}"), carries={"sha256": PLAIN}, icon="scan-line")
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

PUT_BACK = Verb("item.put_back", _("took back what was done to many: {state}"), carries={"state": STATE}, icon="undo-2")
BULK_BEGUN = Verb(
    "devices.many_changed", _("changed many devices: {kind}, {count}"), carries={"kind": BULK_KIND, "count": PLAIN}, icon="list-checks"
)
BULK_UNDONE = Verb("devices.many_undone", _("took back what was done to many: {kind}"), carries={"kind": BULK_KIND}, icon="undo-2")
STOCKTAKE_STARTED = Verb("stocktake.started", _("began to count {location}"), carries={"location": LOCATION}, icon="scan-line")
SCANNED_THERE = Verb("stocktake.scanned", _("counted {count} codes"), carries={"count": PLAIN}, icon="scan-line")
STOCKTAKE_CLOSED = Verb(
    "stocktake.closed", _("closed the count: {seen} seen, {missing} missing"), carries={"seen": PLAIN, "missing": PLAIN}, icon="check"
)

TYPE_ADDED = Verb("item_type.added", _("added this type"), icon="shapes")
TYPE_EDITED = Verb("item_type.edited", _("changed this type"), icon="pencil")
PRODUCT_ADDED = Verb("product.added", _("added this model"), icon="plus")
PRODUCT_EDITED = Verb("product.edited", _("changed this model"), icon="pencil")
LOCATION_ADDED = Verb("location.added", _("added this location"), icon="map-pin")
LOCATION_EDITED = Verb("location.edited", _("changed this location"), icon="pencil")
