"""Whoever leaves keeps nothing: who goes is written down, and one press has everything taken away."""

from datetime import date

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.grants import permissions, verbs
from vakdesk.grants.actions.removing import begin_removal
from vakdesk.grants.kinds import WhyRemoved
from vakdesk.grants.models import Grant, Leaving
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.people.models import Person
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Ticket


def mark_leaving(person: Person, *, by: Actor, on: date) -> None:
    """It is known on which day the person leaves; they stand in the list of leavers. Refuses oneself, and who has left."""
    with act(by, may=permissions.LEAVE, on=person) as log:
        require(person.is_active, _("%(person)s has left already.") % {"person": person.name}, field="person")
        require(person.pk != by.person_id, _("Let a colleague write that down."), field="person")
        assert by.person_id is not None
        Leaving.objects.update_or_create(person=person, defaults={"on": on, "marked_by_id": by.person_id})
        log.record(verbs.LEAVING, person, on=on.isoformat())


def take_everything_away(person: Person, *, by: Actor) -> Ticket:
    """One ticket holds a task for each right the person has, for the team of its application. Refuses oneself, and who has none."""
    with act(by, may=permissions.LEAVE, on=person) as log:
        require(person.pk != by.person_id, _("Let a colleague do that."))
        held = list(Grant.objects.held().filter(person=person).with_all().order_by("pk"))
        require(held, _("%(person)s has no rights that are not being taken away already.") % {"person": person.name})
        asker = Person.objects.get(pk=by.person_id)
        title = _("Take away the rights of %(person)s") % {"person": person.name}
        text = _("%(person)s leaves. Everything they have is to be taken away: see the tasks.") % {"person": person.name}
        ticket = tickets.register(asker, by=by, kind=TicketKind.ACCESS, title=title, text=text, organisation=person.organisation)
        for grant in held:
            begin_removal(grant, log, WhyRemoved.LEFT, record=ticket.record)
    return ticket
