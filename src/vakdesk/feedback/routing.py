"""Who handles a complaint: the leads of the team it is about, without those who have a part in it.

When a lead has a part in it, or no lead is left, it goes to whom the administrator named, else to the administrators.
"""

from vakdesk.access.roles import Role
from vakdesk.feedback.models import Handler
from vakdesk.people.models import Person, RoleGrant
from vakdesk.tickets.care import leads_of
from vakdesk.tickets.models import Ticket


def handlers_of(complaint: Ticket, about_ticket: Ticket | None, about_person: Person | None) -> list[Person]:
    """At least one, or nobody where everybody has a part in it."""
    concerned = _concerned(about_ticket, about_person)
    leads = list(leads_of(about_ticket or complaint))
    is_about_a_lead = any(lead.pk in concerned for lead in leads) or _leads(about_person)
    left = [lead for lead in leads if lead.pk not in concerned]
    if left and not is_about_a_lead:
        return left
    named = named_handler()
    if named is not None and named.person_id not in concerned:
        return [named.person]
    administrators = Person.objects.active().filter(pk__in=RoleGrant.objects.administrators().values("person"))
    return [one for one in administrators if one.pk not in concerned]


def named_handler() -> Handler | None:
    """Whom an administrator named, while they are here."""
    return Handler.objects.select_related("person").filter(person__is_active=True).first()


def _concerned(about_ticket: Ticket | None, about_person: Person | None) -> set[int]:
    """Whom it is about, and who had or solved the ticket it is about."""
    on_ticket = (about_ticket.assignee_id, about_ticket.resolver_id) if about_ticket else ()
    return {key for key in (*on_ticket, about_person and about_person.pk) if key}


def _leads(person: Person | None) -> bool:
    return person is not None and RoleGrant.objects.in_force().filter(person=person, role=Role.LEAD).exists()
