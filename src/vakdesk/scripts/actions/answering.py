"""What is answered on a ticket: by the desk while it asks, or by whoever asked for help, at the portal or by mail."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor, Door
from vakdesk.kit.errors import require
from vakdesk.logbook.act import Act, act
from vakdesk.scripts import permissions, verbs
from vakdesk.scripts.models import Answer, Edition
from vakdesk.scripts.questions import Question, asked, cleaned
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket


def answer(ticket: Ticket, *, by: Actor, edition: Edition, given: Mapping[str, Any]) -> list[Question]:
    """These answers hold from now on; "" takes one back, and what is not named stays. Answers which questions changed.

    What is not asked (its condition does not hold) is left out. Refuses a question of another script, a choice there is not,
    an answer that is no text, and a ticket that is closed.
    """
    with act(by, may=permissions.ANSWER, on=ticket) as log:
        require(ticket.state != State.CLOSED, _("This is closed. Reopen it to change it."))
        require(edition.script.current_id == edition.pk, _("These questions are not asked any more. Look at those that are asked now."))
        return _answer(ticket, log, edition, given)


def answer_own(ticket: Ticket, *, by: Actor, edition: Edition, given: Mapping[str, Any]) -> None:
    """Whoever asked for help has answered: the answers hold, and stand in the conversation as their reply. Refuses none at all."""
    with act(by, may=permissions.ANSWER, on=ticket):
        changed = answer(ticket, by=by, edition=edition, given=given)
        require(changed, _("Answer at least one question."))
        tickets.reply(ticket, by=by, text=told(changed, {one.key: str(given[one.key]).strip() for one in changed}))


def answer_by_mail(ticket: Ticket, *, by: Actor, edition: Edition, given: Mapping[str, str]) -> None:
    """What the requester's mail answers holds, except where the desk or the requester's form has answered already."""
    with act(by, may=permissions.ANSWER, on=ticket):
        held = Answer.objects.holding().filter(record=ticket.pk, script=edition.script_id).exclude(door=Door.MAIL)
        known = set(held.values_list("question", flat=True))
        answer(ticket, by=by, edition=edition, given={key: value for key, value in given.items() if key not in known})


def take_back(ticket: Ticket, *, by: Actor) -> None:
    """No answer that was read from a mail holds any more; the mail stays, and its questions are open.

    Refuses where there is none, and on a ticket that is closed.
    """
    with act(by, may=permissions.TAKE_BACK, on=ticket) as log:
        require(ticket.state != State.CLOSED, _("This is closed. Reopen it to change it."))
        read = list(Answer.objects.select_for_update().holding().filter(record=ticket.pk, door=Door.MAIL))
        require(read, _("No answer that holds was read from a mail."))
        Answer.objects.filter(pk__in=[row.pk for row in read]).update(is_current=False)
        keys = [row.question for row in read]
        log.record(verbs.TAKEN_BACK, ticket, questions=keys, count=len(keys))


def told(questions: list[Question], given: Mapping[str, str]) -> str:
    """Questions with their answers as text, for those that were answered."""
    return "\n".join(f"{question}\n{question.in_words(given[question.key])}\n" for question in questions if given.get(question.key)).strip()


def _answer(ticket: Ticket, log: Act, edition: Edition, given: Mapping[str, Any]) -> list[Question]:
    known = {question.key: question for question in edition.questions}
    for key in given:
        require(key in known, _("That question is not part of this script."))
    wanted = {key: cleaned(known[key], value) for key, value in given.items()}
    held = {row.question: row for row in Answer.objects.select_for_update().holding().filter(record=ticket.pk, script=edition.script_id)}
    before = {key: row.value for key, row in held.items()}
    after = before | wanted
    changed = [one for one in asked(edition.questions, after) if one.key in wanted and wanted[one.key] != before.get(one.key, "")]
    if not changed:
        return []
    assert log.actor.person_id is not None
    Answer.objects.filter(pk__in=[held[one.key].pk for one in changed if one.key in held]).update(is_current=False)
    Answer.objects.bulk_create(
        Answer(
            record=ticket.record,
            script=edition.script,
            edition=edition,
            question=one.key,
            value=wanted[one.key],
            by_id=log.actor.person_id,
            at=log.happened_at,
            door=log.actor.door,
        )
        for one in changed
        if wanted[one.key]
    )
    keys = [one.key for one in changed]
    log.record(verbs.ANSWERED, ticket, script=edition.script_id, edition=edition.number, questions=keys, count=len(keys))
    return changed
