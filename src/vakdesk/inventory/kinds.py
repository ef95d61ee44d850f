"""The words of the register: states of a configuration item and which may follow which, how it is classified, how it ends."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vakdesk.kit.errors import Sentence
from vakdesk.logbook.verbs import Kind, choice, named
from vakdesk.records.kinds import RecordType, record_types

ITEM = record_types.add(RecordType("item", "DEV", _("Device"), "inventory:item"))
HANDOVER = record_types.add(RecordType("handover", "HND", _("Handover"), "inventory:handover"))


class State(models.TextChoices):
    ORDERED = "ordered", _("Ordered")
    IN_STOCK = "in_stock", _("In stock")
    PREPARING = "preparing", _("Being prepared")
    READY = "ready", pgettext_lazy("state of a device", "Ready")
    ISSUED = "issued", _("Issued")
    IN_USE = "in_use", pgettext_lazy("state of a device", "In use")
    ON_LOAN = "on_loan", _("On loan")
    IN_REPAIR = "in_repair", _("In repair")
    RETURNED = "returned", _("Returned")
    RETIRED = "retired", _("Retired")
    DISPOSED = "disposed", _("Disposed of")


#: Somebody has it.
HELD = (State.ISSUED, State.ON_LOAN)
#: It is nobody's to use any more.
ENDED = (State.RETIRED, State.DISPOSED)
#: Where an item may begin: what was ordered, and what is found already there or with somebody.
FIRST = (State.ORDERED, State.IN_STOCK, State.IN_USE, State.ISSUED)


@dataclass(frozen=True)
class Move:
    """From which states one comes to `to`. `what` completes "It can be …" in the sentence that refuses another."""

    to: State
    of: tuple[State, ...]
    what: Sentence


#: The lifecycle, whole: what is not here is refused. By the name of the action.
MOVES: dict[str, Move] = {
    "receive": Move(State.IN_STOCK, (State.ORDERED,), _("taken into stock")),
    "start_preparing": Move(State.PREPARING, (State.IN_STOCK, State.RETURNED), _("prepared")),
    "make_ready": Move(State.READY, (State.PREPARING,), _("declared ready")),
    "issue": Move(State.ISSUED, (State.READY,), _("issued")),
    "lend": Move(State.ON_LOAN, (State.READY,), _("lent")),
    "put_in_use": Move(State.IN_USE, (State.READY,), _("put in use")),
    "take_back": Move(State.RETURNED, (State.ISSUED, State.ON_LOAN, State.IN_USE), _("taken back")),
    "restock": Move(State.IN_STOCK, (State.RETURNED, State.PREPARING, State.READY), _("put back in stock")),
    "send_to_repair": Move(
        State.IN_REPAIR, (State.IN_STOCK, State.PREPARING, State.READY, State.IN_USE, State.RETURNED), _("sent to repair")
    ),
    "end_repair": Move(State.RETURNED, (State.IN_REPAIR,), _("taken back from repair")),
    "retire": Move(
        State.RETIRED, (State.IN_STOCK, State.PREPARING, State.READY, State.IN_USE, State.RETURNED, State.IN_REPAIR), _("retired")
    ),
    "reinstate": Move(State.IN_STOCK, (State.RETIRED,), _("taken into stock again")),
    "dispose": Move(State.DISPOSED, (State.RETIRED,), _("disposed of")),
}
#: What needs no preparation is handed out or put in use from the shelf.
FROM_THE_SHELF = ("issue", "lend", "put_in_use")


class Level(models.IntegerChoices):
    """How much it matters that it is there, right, or kept among those it is for."""

    UNKNOWN = 0, _("not classified")
    LOW = 1, _("low")
    MEDIUM = 2, _("medium")
    HIGH = 3, _("high")


class Wiping(models.TextChoices):
    """How what was on it is gone for good (NIST SP 800-88: clear, purge, destroy)."""

    CLEARED = "cleared", _("overwritten by software")
    PURGED = "purged", _("erased by the drive itself, or its key destroyed")
    DESTROYED = "destroyed", _("drive destroyed")
    NOTHING = "nothing", _("it stores nothing")


class Route(models.TextChoices):
    """Where it went."""

    COLLECTOR = "collector", _("an e-waste collector")
    SUPPLIER = "supplier", _("back to the supplier")
    SALE = "sale", _("sold")
    GIFT = "gift", _("given away")
    STOLEN = "stolen", _("stolen or lost, reported")


class Direction(models.TextChoices):
    ISSUE = "issue", _("Issue")
    LOAN = "loan", _("Loan")
    RETURN = "return", pgettext_lazy("of devices", "Return")


class Stage(models.TextChoices):
    """Until it is done nothing has moved."""

    DRAWN_UP = "drawn_up", _("drawn up")
    DONE = "done", _("done")
    CALLED_OFF = "called_off", _("called off")


class Signing(models.TextChoices):
    """How the person said that it is so."""

    SCREEN = "screen", _("on the screen")
    PAPER = "paper", _("on paper")


class Condition(models.TextChoices):
    GOOD = "good", _("good")
    WORN = "worn", _("worn")
    DAMAGED = "damaged", _("damaged")


class Part(models.TextChoices):
    """What a check of a profile is about; in this order one prepares."""

    INSTALL = "install", _("Install")
    CONFIGURE = "configure", _("Configure")
    SECURE = "secure", _("Secure")
    TEST = "test", pgettext_lazy("part of preparing", "Test")


class Outcome(models.TextChoices):
    PASSED = "passed", _("as designed")
    FAILED = "failed", _("not yet")
    DEVIATES = "deviates", _("differs, with a reason")


class Fit(models.TextChoices):
    """Whether a device can be what a profile asks for."""

    FITS = "fits", _("fits")
    UNKNOWN = "unknown", _("unknown")
    MISFIT = "misfit", _("does not fit")


class Seen(models.TextChoices):
    """What a code that was scanned in a count turned out to be."""

    EXPECTED = "expected", _("as expected")
    ELSEWHERE = "elsewhere", _("registered elsewhere")
    HELD = "held", _("registered with somebody")
    ENDED = "ended", _("retired or disposed of")
    UNKNOWN = "unknown", _("unknown code")
    MISSING = "missing", _("missing")


class BulkKind(models.TextChoices):
    IMPORT = "import", _("Taken over")
    EDIT = "edit", _("Edited")
    MOVE = "move", _("Moved along")


class BulkOutcome(models.TextChoices):
    ADDED = "added", _("new")
    CHANGED = "changed", _("changed")
    REFUSED = "refused", _("refused")
    UNDONE = "undone", _("taken back")
    KEPT = "kept", _("left as it is")


#: What should be seen in a count of the place where it is registered.
COUNTED = (State.IN_STOCK, State.PREPARING, State.READY, State.IN_USE, State.RETURNED)


class FieldKind(models.TextChoices):
    TEXT = "text", _("text")
    NUMBER = "number", _("number")
    TRUTH = "truth", _("yes or no")
    DAY = "day", _("date")
    CHOICE = "choice", _("one of a few")


FIELD_WORDS: dict[str, Sentence] = {
    "title": _("name"),
    "type": _("type"),
    "product": _("model"),
    "tag": _("asset tag"),
    "serial": _("serial number"),
    "macs": _("network cards"),
    "organisation": _("owner"),
    "team": _("looked after by"),
    "location": _("location"),
    "supplier": _("supplier"),
    "order_number": _("order"),
    "bought_on": _("bought on"),
    "price": _("price"),
    "warranty_until": _("warranty"),
    "support_until": _("end of support"),
    "availability": _("availability"),
    "integrity": _("integrity"),
    "confidentiality": _("confidentiality"),
    "function": _("function"),
    "meant_for": _("for whom it is meant"),
    "values": _("own fields"),
}


def _fields_in_words(values: Iterable[str]) -> dict[str, str]:
    return {value: ", ".join(str(FIELD_WORDS.get(name, name)) for name in value.split(", ")) for value in values}


FIELDS = Kind("inventory.fields", _fields_in_words)
DIRECTION = choice(Direction)
SIGNING = choice(Signing)
CONDITION = choice(Condition)
OUTCOME = choice(Outcome)
PROFILE = named("inventory.Profile", "profile")
BULK_KIND = choice(BulkKind)
STATE = choice(State)
WIPING = choice(Wiping)
ROUTE = choice(Route)
TYPE = named("inventory.ItemType", "item_type")
PRODUCT = named("inventory.Product", "product")
LOCATION = named("inventory.Location", "location")
