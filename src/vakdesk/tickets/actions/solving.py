"""Service restored, seen to work, and told. Resolve and close are different verbs (ITIL 4 incident management)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import Act, act
from vakdesk.records import actions as records
from vakdesk.records.models import Message
from vakdesk.records.store import Staged
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.models import Task
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.actions.asking import answered
from vakdesk.tickets.actions.common import NOT_WAITING, save, save_and_touch
from vakdesk.tickets.actions.identifying import require_identity
from vakdesk.tickets.actions.submitting import submit
from vakdesk.tickets.care import is_held_back
from vakdesk.tickets.kinds import VERIFICATIONS_HERE, OpenTasks, Speech, State, Verification
from vakdesk.tickets.models import Ticket


def resolve(
    ticket: Ticket,
    *,
    by: Actor,
    cause: str,
    done: str,
    verification: str,
    text: str = "",
    files: Iterable[Staged] = (),
    open_tasks: str = "",
) -> Message | None:
    """Cause, what was done and how it was verified are on record; with `text` the requester has been told.

    Where tasks of the work are open, `open_tasks` says what becomes of them; without that it is refused.

    `ASKED` leaves it unverified until the requester confirms. Refuses a ticket that is solved, missing words, and a
    requester's confirmation when the requester is the resolver, and files without a `text` to go with. Answers the message. Source: ISO/IEC 20000-1:2018, 8.6.1.
    """
    with act(by, may=permissions.RESOLVE, on=ticket) as log:
        require(ticket.is_open, _("This is solved already."))
        require(cause.strip(), _("Say what the cause was."), field="cause")
        require(done.strip(), _("Say what was done."), field="done")
        require(verification in VERIFICATIONS_HERE, _("Say how it was verified."), field="verification")
        files = list(files)
        require(text.strip() or not files, _("Write what the files are about; they go with the message."), field="text")
        _check_confirmation(verification, is_own=ticket.requester_id == by.person_id)
        left = Task.objects.filter(record=ticket.record).open().of_the_work().in_order()
        require(open_tasks in OpenTasks.values or not left, about_open_tasks(left), field="open_tasks")
        if text.strip() and is_held_back(ticket, by):
            solution = {"cause": cause, "done": done, "verification": verification} | ({"open_tasks": open_tasks} if open_tasks else {})
            return submit(ticket, log, by, Speech.RESOLVE, text=text, files=files, **solution)
        require_identity(ticket, by)
        if open_tasks == OpenTasks.SKIP:
            tasks.skip_all(left, why=_("It was solved without."))
        save_and_touch(
            ticket,
            log,
            state=State.RESOLVED,
            cause=one_line(storable(cause), at_most=500),
            done=storable(done).strip(),
            verification=Verification.ASKED,
            resolver_id=by.person_id,
            resolved_at=log.happened_at,
            reminded_at=None,
            **NOT_WAITING,
        )
        log.record(verbs.RESOLVED, ticket, verification=verification)
        if verification != Verification.ASKED:
            _verify(ticket, log, by, verification)
        return feed_back(ticket, by=by, text=text, files=files) if text.strip() else None


def about_open_tasks(left: Iterable[Task]) -> str:
    """The sentence about them: which they are, and that somebody decides."""
    named = [str(task) for task in left]
    said = ngettext("One task is still open: %(tasks)s.", "%(count)d tasks are still open: %(tasks)s.", len(named))
    return f"{said % {'count': len(named), 'tasks': ', '.join(named)}} {_('Say what becomes of it.')}"


def verify(ticket: Ticket, *, by: Actor, verification: str) -> None:
    """A resolved ticket that was unverified is verified. Refuses any other, and having asked as a verification."""
    with act(by, may=permissions.VERIFY, on=ticket) as log:
        require(ticket.state == State.RESOLVED, _("Only a resolved ticket can be verified."))
        require(not ticket.is_verified, _("This is verified already."))
        seen = verification in VERIFICATIONS_HERE and verification != Verification.ASKED
        require(seen, _("Asking is not yet verifying. Say who saw it work."), field="verification")
        _verify(ticket, log, by, verification)


def feed_back(ticket: Ticket, *, by: Actor, text: str, files: Iterable[Staged] = ()) -> Message:
    """The requester has been told what was done, as a public message. Refuses before it is resolved."""
    with act(by, may=permissions.FEED_BACK, on=ticket) as log:
        require(ticket.state == State.RESOLVED, _("Resolve it first; then tell what was done."))
        if is_held_back(ticket, by):
            return submit(ticket, log, by, Speech.FEED_BACK, text=text, files=files)
        message = records.reply(ticket.record, by=by, text=text, files=files)
        answered(ticket, log)
        log.record(verbs.FED_BACK, ticket, message=message.pk)
    return message


def _verify(ticket: Ticket, log: Act, by: Actor, verification: str) -> None:
    _check_confirmation(verification, is_own=ticket.requester_id == ticket.resolver_id)
    save(ticket, verification=verification)
    log.record(verbs.VERIFIED, ticket, verification=verification, resolver=ticket.resolver_id)


def _check_confirmation(verification: str, *, is_own: bool) -> None:
    require(
        verification != Verification.REQUESTER or not is_own, _("Who solves it cannot be the one who confirms it."), field="verification"
    )
