"""What acts on tickets mean to their questions."""

from contextlib import suppress

from vakdesk.access.actors import Actor, Door
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message
from vakdesk.records.verbs import REPLIED
from vakdesk.scripts import actions
from vakdesk.scripts.fitting import edition_for
from vakdesk.scripts.models import Edition
from vakdesk.scripts.questions import Question
from vakdesk.scripts.reading import answers_in, numbered_in
from vakdesk.tickets.models import Ticket

#: How far back the letter with the questions may lie, in what the desk wrote to the requester.
LETTERS_LOOKED_AT = 5


@react(REPLIED)
def _may_answer_questions(act: Act, entry: Entry) -> None:
    """What a requester answers by mail to questions they were sent holds as their answers; the message stays as it came."""
    if entry.door != Door.MAIL or entry.actor_id is None:
        return
    ticket = Ticket.objects.select_related("record").filter(pk=entry.subject_id, record__requester=entry.actor_id).first()
    edition = edition_for(ticket.kind, ticket.category_id) if ticket else None
    if ticket is None or edition is None:
        return
    message = Message.objects.get(pk=entry.facts["message"])
    given = answers_in(message.text, _asked_by_letter(message, edition)) if message.verified else {}
    if given:
        with suppress(Refused, NotAllowed):  # it stays a message, which somebody reads
            actions.answer_by_mail(ticket, by=_writer_of(entry), edition=edition, given=given)


def _asked_by_letter(message: Message, edition: Edition) -> dict[int, Question]:
    """Which number means which question: as in the last letter of the desk that asks any."""
    letters = Message.objects.filter(record=message.record_id, side=Side.PUBLIC, pk__lt=message.pk).exclude(author=message.author_id)
    for text in letters.order_by("-pk").values_list("text", flat=True)[:LETTERS_LOOKED_AT]:
        if found := numbered_in(text, edition.questions):
            return found
    return {}


def _writer_of(entry: Entry) -> Actor:
    """The requester at the mail door, with what anybody may do with their own report."""
    return Actor(
        person_id=entry.actor_id,
        label=entry.actor_label,
        door=Door.MAIL,
        correlation=entry.correlation,
    )
