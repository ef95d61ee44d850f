"""The lifecycle of an item, one function per move. What is handed to people and taken back is in `handing`."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.inventory import permissions, verbs
from vakdesk.inventory.actions.common import move
from vakdesk.inventory.kinds import Route, Wiping
from vakdesk.inventory.models import Item, Location
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act

LONGEST = 500


def receive(item: Item, *, by: Actor) -> None:
    """What was ordered is in stock. Refuses what was not ordered."""
    with act(by, may=permissions.STOCK, on=item) as log:
        move(item, log, "receive")
        log.record(verbs.RECEIVED, item)


def restock(item: Item, *, by: Actor) -> None:
    """The item lies in stock again. Refuses what somebody has, and what is in repair or ended."""
    with act(by, may=permissions.STOCK, on=item) as log:
        move(item, log, "restock")
        log.record(verbs.RESTOCKED, item)


def put_in_use(item: Item, *, by: Actor, location: Location) -> None:
    """The item does its work at that place, in nobody's hands. Refuses what is not ready, unless its type needs no preparation."""
    with act(by, may=permissions.STOCK, on=item) as log:
        move(item, log, "put_in_use", location=location)
        log.record(verbs.PUT_IN_USE, item, location=location.pk)


def send_to_repair(item: Item, *, by: Actor, why: str) -> None:
    """The item is in repair. Refuses without a reason, and what somebody has: it is taken back first."""
    with act(by, may=permissions.REPAIR, on=item) as log:
        why = _said(why, _("Say what is broken."), field="why")
        move(item, log, "send_to_repair", damage=why)
        log.record(verbs.SENT_TO_REPAIR, item, sealed={"why": why})


def end_repair(item: Item, *, by: Actor, outcome: str) -> None:
    """The item came back from repair, to be put in stock or prepared. Refuses without a word on what was done."""
    with act(by, may=permissions.REPAIR, on=item) as log:
        outcome = _said(outcome, _("Say what was done."), field="outcome")
        move(item, log, "end_repair", damage="")
        log.record(verbs.REPAIR_ENDED, item, sealed={"outcome": outcome})


def retire(item: Item, *, by: Actor, why: str) -> None:
    """The item is nobody's to use any more and waits to be disposed of. Refuses without a reason, and what somebody has."""
    with act(by, may=permissions.RETIRE, on=item) as log:
        why = _said(why, _("Say why it is retired."), field="why")
        move(item, log, "retire")
        log.record(verbs.RETIRED, item, sealed={"why": why})


def reinstate(item: Item, *, by: Actor, why: str) -> None:
    """What was retired is in stock again. Refuses without a reason, and what is disposed of."""
    with act(by, may=permissions.RETIRE, on=item) as log:
        why = _said(why, _("Say why it is used again."), field="why")
        move(item, log, "reinstate")
        log.record(verbs.REINSTATED, item, sealed={"why": why})


def dispose(item: Item, *, by: Actor, wiping: str, wiping_evidence: str, route: str, receiver: str) -> None:
    """The item is gone for good. Refuses without evidence that what was on it is gone, and without saying who took it.

    `wiping_evidence` is the number of a certificate or report, or why it stores nothing. Source: NIST SP 800-88; the WEEE
    directive 2012/19/EU asks for the route.
    """
    with act(by, may=permissions.DISPOSE, on=item) as log:
        evidence = _said(
            wiping_evidence, _("Give the evidence: a certificate, a report, or why it stores nothing."), field="wiping_evidence"
        )
        receiver = _said(receiver, _("Say who took it."), field="receiver")[:200]
        how, where = Wiping(wiping), Route(route)
        move(item, log, "dispose", wiping=how, wiping_evidence=evidence, route=where, receiver=receiver)
        sealed = {"evidence": evidence, "receiver": receiver}
        log.record(verbs.DISPOSED, item, sealed=sealed, wiping=how.value, route=where.value)


def _said(text: str, sentence: str, *, field: str) -> str:
    cleaned = one_line(storable(text), at_most=LONGEST)
    require(cleaned, sentence, field=field)
    return cleaned
