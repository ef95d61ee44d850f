"""How a trainee's words are looked after, as coaches and leads set it."""

from datetime import date

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.people.models import Person
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.care import trainees_of
from vakdesk.tickets.kinds import Care, TicketKind
from vakdesk.tickets.models import CareSetting


def set_care(
    trainee: Person, *, by: Actor, care: str, why: str, starts_on: date, kind: str = "", ends_on: date | None = None
) -> CareSetting:
    """From that day until the last (None: until another is set) this care holds for the kind, or ("") for every kind.

    A newer setting goes before an older one while both are in force. What waits already goes on waiting. Refuses a reason
    that is missing, an end before the beginning, and a trainee who is not in the actor's care.
    """
    with act(by, may=permissions.CARE) as log:
        if not by.machine and not trainees_of(by).filter(pk=trainee.pk).exists():
            raise NotAllowed(_("%(person)s is no trainee of yours.") % {"person": trainee.name})
        why = one_line(storable(why), at_most=500)
        require(care in Care.values, _("Choose how it is looked after."), field="care")
        require(not kind or kind in TicketKind.values, _("There is no such kind of ticket."), field="kind")
        require(why, _("Say why."), field="why")
        require(ends_on is None or ends_on >= starts_on, _("The last day lies before the first."), field="ends_on")
        setting = CareSetting.objects.create(
            trainee=trainee, kind=kind, care=care, starts_on=starts_on, ends_on=ends_on, why=why, set_by_id=by.person_id, at=log.at
        )
        days = {"starts_on": starts_on.isoformat(), "ends_on": ends_on and ends_on.isoformat()}
        log.record(verbs.CARE_SET, trainee, sealed={"why": why}, kind=kind, care=care, **days)
    return setting
