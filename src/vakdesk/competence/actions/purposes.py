"""Whether the tickets of a client may be used to qualify people: off until somebody says on which ground and under which contract."""

from datetime import date

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.competence import verbs
from vakdesk.competence.kinds import Basis
from vakdesk.competence.models import Purpose
from vakdesk.competence.permissions import PURPOSE
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.people.models import Organisation


def switch_on(organisation: Organisation, *, by: Actor, basis: str, contract: str, starts_on: date) -> Purpose:
    """Work on this client's tickets from that day on may be suggested and submitted as evidence. Its portal says so.

    Refuses no contract, and a purpose that is on with the same particulars already.
    """
    with act(by, may=PURPOSE, on=organisation) as log:
        contract = one_line(contract, at_most=200)
        require(contract, _("Name the contract or the letter in which the client agreed."), field="contract")
        there = Purpose.objects.filter(organisation=organisation).first()
        same = there is not None and there.is_on and (there.basis, there.contract, there.starts_on) == (basis, contract, starts_on)
        require(not same, _("It is on already, just so."))
        values = {"is_on": True, "basis": Basis(basis), "contract": contract, "starts_on": starts_on}
        found, _made = Purpose.objects.update_or_create(
            organisation=organisation, defaults={**values, "switched_by_id": by.person_id, "switched_at": log.at}
        )
        log.record(verbs.SWITCHED_ON, organisation, basis=basis, starts_on=starts_on.isoformat(), sealed={"contract": contract})
    return found


def switch_off(organisation: Organisation, *, by: Actor, why: str) -> None:
    """From now on nothing of this client is suggested, and nothing can be submitted. What was submitted stays with its person,
    since a qualification may rest on it; withdrawing it is theirs. Refuses no reason, and what is off."""
    with act(by, may=PURPOSE, on=organisation) as log:
        there = Purpose.objects.filter(organisation=organisation, is_on=True).first()
        require(there is not None, _("It is off already."))
        assert there is not None
        require(why.strip(), _("Say why it ends."), field="why")
        there.is_on, there.switched_by_id, there.switched_at = False, by.person_id, log.at
        there.save(update_fields=["is_on", "switched_by", "switched_at"])
        log.record(verbs.SWITCHED_OFF, organisation, sealed={"why": one_line(why, at_most=500)})
