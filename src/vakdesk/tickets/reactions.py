"""When the house gets its first administrator, it gets something to choose from; who is named in a note hears of it."""

from vakdesk.access.roles import Role
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.people.verbs import ROLE_GRANTED
from vakdesk.records import actions as records
from vakdesk.records.models import Message
from vakdesk.records.permissions import WATCH
from vakdesk.records.verbs import NOTED
from vakdesk.tickets import starting_set
from vakdesk.tickets.mentions import meant
from vakdesk.tickets.models import Category, Ticket
from vakdesk.tickets.permissions import ARRANGE
from vakdesk.tickets.verbs import MENTIONED


@react(ROLE_GRANTED)
def _give_a_starting_set(act: Act, entry: Entry) -> None:
    if entry.facts["role"] == Role.ADMINISTRATOR and act.actor.may(ARRANGE) and not Category.objects.exists():
        starting_set.install(by=act.actor)


@react(NOTED)
def _mention(act: Act, entry: Entry) -> None:
    """Who is named by @ in a note is told, and hears about the ticket from then on. A machine mentions nobody."""
    if act.actor.person_id is None or entry.subject_type != "records.record":
        return
    text = Message.objects.filter(pk=entry.facts["message"]).values_list("text", flat=True).get()
    ticket = Ticket.objects.select_related("record").filter(pk=entry.subject_id).first() if "@" in text else None
    if ticket is None:
        return
    for person in meant(text, ticket):
        if person.pk != act.actor.person_id:
            act.record(MENTIONED, ticket, message=entry.facts["message"], person=person.pk)
            if act.actor.may(WATCH, ticket.record):
                records.watch(ticket.record, by=act.actor, person_id=person.pk)
