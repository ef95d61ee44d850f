"""What follows from other acts: children from their parent, who is named in a note hears of it, tasks, a starting set for
the house, and a report of whoever an instruction did not help."""

import re

from django.utils.translation import gettext as _

from vakdesk.access.roles import Role
from vakdesk.instructions.models import Giving
from vakdesk.instructions.verbs import NOT_WORKED
from vakdesk.inventory.models import Item
from vakdesk.inventory.verbs import FOUND_DAMAGED
from vakdesk.knowledge import actions as knowledge
from vakdesk.knowledge.kinds import How
from vakdesk.knowledge.models import Article
from vakdesk.knowledge.permissions import READ as READ_ARTICLES
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.verbs import ROLE_GRANTED
from vakdesk.records import actions as records
from vakdesk.records.kinds import Via
from vakdesk.records.models import Message, Record
from vakdesk.records.permissions import WATCH
from vakdesk.records.verbs import NOTED, REPLIED
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.kinds import Occasion, TaskKind
from vakdesk.tasks.models import Task
from vakdesk.tickets import starting_set, verbs
from vakdesk.tickets.actions.registering import register, report
from vakdesk.tickets.following import follow_parent
from vakdesk.tickets.kinds import OPEN, Closure, TicketKind
from vakdesk.tickets.mentions import meant
from vakdesk.tickets.models import Category, Ticket
from vakdesk.tickets.permissions import ARRANGE, REGISTER
from vakdesk.tickets.verbs import MENTIONED, RESOLVED

#: How a reply names an article.
ARTICLE_ADDRESS = re.compile(r"/knowledge/(?:help/)?(KB-[0-9]{1,12})/", re.IGNORECASE)


@react(RESOLVED)
def _children_follow(act: Act, entry: Entry) -> None:
    """A solved parent solves its children, after the commit and in batches, however many there are."""
    if Ticket.objects.filter(parent=entry.subject_id, state__in=OPEN).exists():
        follow_parent.enqueue(entry.subject_id)


@react(ROLE_GRANTED)
def _give_a_starting_set(act: Act, entry: Entry) -> None:
    if entry.facts["role"] == Role.ADMINISTRATOR and act.actor.may(ARRANGE) and not Category.objects.exists():
        starting_set.install(by=act.actor)


@react(FOUND_DAMAGED)
def _repair_what_came_back_damaged(act: Act, entry: Entry) -> None:
    """What somebody gave back damaged is a ticket in their name, linked to the device, with what is wrong in the words of the counter."""
    item, person = entry.subject, Person.objects.filter(pk=entry.facts["person"]).first()
    if not isinstance(item, Item) or person is None or not person.is_active or not act.actor.may(REGISTER):
        return
    damage = (entry.sealed or {})["damage"]
    title = _("Repair: %(item)s") % {"item": f"{item.title} {item.tag}".strip()}
    register(person, by=act.actor, kind=TicketKind.INCIDENT, title=title, text=damage, via=Via.VISIT, device=item)


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


@react(REPLIED)
def _count_articles(act: Act, entry: Entry) -> None:
    """An article whose address stands in a reply served there."""
    if act.actor.person_id is None or entry.subject_type != "records.record":
        return
    text = Message.objects.filter(pk=entry.facts["message"]).values_list("text", flat=True).get()
    references = {found.upper() for found in ARTICLE_ADDRESS.findall(text)} if "/knowledge/" in text else set()
    for article in Article.objects.filter(record__reference__in=references) if act.actor.reach(READ_ARTICLES) else ():
        knowledge.use(article, by=act.actor, record=Record.objects.get(pk=entry.subject_id), how=How.LINK)


@react(verbs.REGISTERED, verbs.REPORTED, verbs.CLASSIFIED, verbs.EDITED)
def _bring_tasks_along(act: Act, entry: Entry) -> None:
    """Once kind and category are known; not to a call that is over already."""
    ticket = _ticket(entry)
    if ticket.is_open:
        tasks.apply_fitting(ticket.record, Occasion.BEGUN)


@react(verbs.RESOLVED)
def _after_solving(act: Act, entry: Entry) -> None:
    ticket = _ticket(entry)
    tasks.stop_on(ticket.record, act)
    tasks.apply_fitting(ticket.record, Occasion.RESOLVED)


@react(verbs.CLOSED)
def _after_closing(act: Act, entry: Entry) -> None:
    """Aftercare is for what was solved here; of what is no longer needed no task is left."""
    ticket = _ticket(entry)
    tasks.stop_on(ticket.record, act)
    if entry.facts["closure"] == Closure.WITHDRAWN:
        tasks.skip_all(Task.objects.filter(record=ticket.record).of_the_work(), why=_("It was withdrawn."))
    elif entry.facts["closure"] not in (Closure.MERGED, Closure.ELSEWHERE, Closure.NOT_APPROVED):
        tasks.apply_fitting(ticket.record, Occasion.CLOSED)


@react(verbs.REOPENED, verbs.DISPUTED)
def _no_aftercare_yet(act: Act, entry: Entry) -> None:
    calls = Task.objects.filter(record=entry.subject_id, kind=TaskKind.CALL_BACK)
    tasks.skip_all(calls, why=_("It was opened again."))


def _ticket(entry: Entry) -> Ticket:
    """As the act at hand has left it."""
    assert isinstance(entry.subject, Ticket)
    return entry.subject


@react(NOT_WORKED)
def _report_what_an_instruction_did_not_solve(act: Act, entry: Entry) -> None:
    """Where it was given on a ticket, that one goes on; otherwise it is a report of theirs, in their own words."""
    if entry.facts["record"] is None:
        giving = Giving.objects.select_related("instruction__record", "edition", "person__organisation").get(pk=entry.facts["giving"])
        title = _("%(reference)s did not work: %(title)s") % {"reference": giving.instruction.reference, "title": giving.edition.title}
        made = report(giving.person, by=act.actor, text=giving.wrong, kind=TicketKind.INCIDENT, title=title)
        giving.record = made.record
        giving.save(update_fields=["record"])
