"""What waits for a coach is released, as it was written or edited, sent back with words, taken back, or passed to the lead."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import storable
from vakdesk.logbook.act import Act, act
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.models import LONGEST_MESSAGE, Draft, Message
from vakdesk.records.store import Staged
from vakdesk.tickets import care, permissions, verbs
from vakdesk.tickets.actions.asking import ask, correct, inform, reply
from vakdesk.tickets.actions.ending import reopen, withdraw
from vakdesk.tickets.actions.registering import end_call
from vakdesk.tickets.actions.solving import feed_back, resolve
from vakdesk.tickets.actions.submitting import pass_to_lead
from vakdesk.tickets.kinds import ReleaseState, Speech
from vakdesk.tickets.models import Release, Ticket


def _correct(ticket: Ticket, *, corrects: int, **given: Any) -> Message:
    return correct(ticket, message=Message.objects.get(pk=corrects, record=ticket.record), **given)


#: The words among the particulars of an act.
EDITABLE = ("cause", "done")
#: What happens once it is released, done as the trainee.
ACTS: dict[str, Callable[..., Any]] = {
    Speech.REPLY: reply,
    Speech.ASK: ask,
    Speech.INFORM: inform,
    Speech.RESOLVE: resolve,
    Speech.FEED_BACK: feed_back,
    Speech.CORRECT: _correct,
    Speech.REOPEN: reopen,
    Speech.WITHDRAW: withdraw,
    Speech.CALL: end_call,
}


def release(
    waiting: Release, *, by: Actor, text: str | None = None, cause: str | None = None, done: str | None = None, why: str = ""
) -> Message:
    """The requester has the trainee's message, or `text` in its place, and what it is part of has happened, both as the trainee.

    `cause` and `done` take the place of what a solution says; without them it stays. The entry says how many characters of
    all this the trainee wrote. Refuses an edit without a reason, what waits no more, one's
    own, a trainee who may no longer write there, and whatever the act itself refuses by now.
    """
    with act(by, may=permissions.RELEASE, on=waiting) as log:
        written, ticket = waiting.message, waiting.ticket
        author = _author_for(waiting, by)
        given = written.text if text is None or _lines(text) == _lines(written.text) else storable(text).strip()
        require(given, _("Write something first."), field="text")
        edited = _edited(waiting, {"cause": cause, "done": done})
        require(
            (given == written.text and not edited) or why.strip(), _("Say why you changed it: that is what they learn from."), field="why"
        )
        writer = actor_for(author, correlation=by.correlation)
        able = author.is_active and writer.may(permissions.REPLY, ticket)
        require(able, _("%(person)s may no longer write here. Send it back and write yourself.") % {"person": author.name})
        waiting.edited = edited
        _decide(waiting, log, ReleaseState.RELEASED, why)
        said: dict[str, Any] = {"message": written.pk, "speech": waiting.speech, "trainee": author.pk}
        log.record(verbs.RELEASED, ticket, **(said | _authorship(waiting, given)))
        files = {"files": _files_with(written)} if written.attachments.exists() else {}
        ACTS[waiting.speech](ticket, by=writer, text=given, **files, **(waiting.particulars | edited))
        waiting.refresh_from_db(fields=["sent"])
        assert waiting.sent is not None, "what was released has been sent"
    return waiting.sent


def send_back(waiting: Release, *, by: Actor, why: str) -> None:
    """It is the trainee's again, with the coach's words; where they write nothing else, it is their draft. Refuses without words."""
    with act(by, may=permissions.RELEASE, on=waiting) as log:
        author = _author_for(waiting, by)
        require(why.strip(), _("Say what is missing or what to do otherwise."), field="why")
        _decide(waiting, log, ReleaseState.SENT_BACK, why)
        _draft_again(waiting, actor_for(author))
        log.record(verbs.SENT_BACK, waiting.ticket, message=waiting.pk, speech=waiting.speech, trainee=author.pk)


def take_back(waiting: Release, *, by: Actor) -> None:
    """It is its writer's draft again and waits for nobody. Refuses what somebody else wrote, and what was released or sent back."""
    with act(by, may=permissions.REPLY, on=waiting) as log:
        require(waiting.is_waiting, _("This waits no more: %(state)s.") % {"state": waiting.get_state_display()})
        require(waiting.message.author_id == by.person_id, _("Only its writer can take it back."))
        _decide(waiting, log, ReleaseState.TAKEN_BACK, "")
        _draft_again(waiting, by)
        log.record(verbs.TAKEN_BACK, waiting.ticket, message=waiting.pk, speech=waiting.speech)


def lapse(waiting: Release, *, by: Actor) -> None:
    """It is the lead's to release as well. Refuses what waits no more, and a second time."""
    with act(by, may=permissions.LAPSE, on=waiting) as log:
        require(waiting.is_waiting and waiting.lapsed_at is None, _("This waits for no coach any more."))
        pass_to_lead(waiting, log)


def _edited(waiting: Release, given: dict[str, str | None]) -> dict[str, str]:
    """Of the words that are part of the act, those that are others now."""
    own = waiting.particulars
    texts = {name: storable(text).strip() for name, text in given.items() if text is not None and name in own}
    return {name: text for name, text in texts.items() if _lines(text) != _lines(own[name])}


def _authorship(waiting: Release, text: str) -> dict[str, int]:
    """Of everything that could be edited."""
    own = waiting.particulars
    counted = [care.authorship(waiting.message.text, text)]
    counted += [care.authorship(own[name], waiting.edited.get(name, own[name])) for name in EDITABLE if name in own]
    return {name: sum(one[name] for one in counted) for name in counted[0]}


def _lines(text: str) -> list[str]:
    """What counts as the same text, though a browser ends its lines in its own way."""
    return text.strip().splitlines()


def _author_for(waiting: Release, by: Actor) -> Person:
    """Who wrote it, for somebody who decides about it."""
    require(waiting.is_waiting, _("This waits no more: %(state)s.") % {"state": waiting.get_state_display()})
    author = waiting.message.author
    assert author is not None
    require(author.pk != by.person_id, _("Somebody else releases what you wrote."))
    return author


def _decide(waiting: Release, log: Act, state: ReleaseState, why: str) -> None:
    waiting.state, waiting.decided_by_id, waiting.decided_at = state, log.actor.person_id, log.at
    waiting.why = storable(why).strip()[:LONGEST_MESSAGE]
    waiting.save(update_fields=["state", "edited", "decided_by", "decided_at", "why"])


def _draft_again(waiting: Release, writer: Actor) -> None:
    """Whatever they are writing there by now goes before."""
    record = waiting.ticket.record
    if not Draft.objects.filter(record=record, person=writer.person_id).exists():
        files = _files_with(waiting.message)
        records.save_draft(record, by=writer, side=Side.PUBLIC, text=waiting.message.text, files=files)


def _files_with(message: Message) -> list[Staged]:
    hung = message.attachments.select_related("blob")
    return [Staged(one.name, one.blob.sha256, one.blob.size_bytes, one.blob.content_type) for one in hung]
