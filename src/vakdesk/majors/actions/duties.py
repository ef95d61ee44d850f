"""Who does what while a major incident goes on."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.majors import permissions, verbs
from vakdesk.majors.models import Duty, Major
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person


def give_duty(major: Major, *, by: Actor, person: Person, what: str) -> Duty:
    """The person does this while it goes on. Refuses no words, who does not work here, and when it is over."""
    with act(by, may=permissions.TELL, on=major) as log:
        require(major.is_going_on, _("This major incident is over already."))
        what = one_line(storable(what), at_most=200)
        require(what, _("Say what they do."), field="what")
        able = person.is_active and actor_for(person).may(permissions.SEE, major)
        require(able, _("%(person)s cannot work on this ticket.") % {"person": person.name}, field="person")
        duty = Duty.objects.create(major=major, person=person, what=what, at=log.at)
        log.record(verbs.DUTY_GIVEN, major.ticket, sealed={"what": what}, person=person.pk)
    return duty


def end_duty(major: Major, *, by: Actor, duty: Duty) -> None:
    """They no longer do it. Refuses what is not there."""
    with act(by, may=permissions.TELL, on=major) as log:
        gone, _rows = Duty.objects.filter(pk=duty.pk, major=major).delete()
        require(gone, _("That is ended already."))
        log.record(verbs.DUTY_ENDED, major.ticket, person=duty.person_id)
