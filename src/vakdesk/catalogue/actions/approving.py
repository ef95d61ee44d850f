"""What was asked for waits for approval; once it is given the work begins, and what is refused is closed with the reason told."""

from django.utils import translation
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor, machine
from vakdesk.approvals import actions as approvals
from vakdesk.approvals.models import Approval
from vakdesk.approvals.steps import steps_from
from vakdesk.catalogue.approving import ORDER, steps_in_words, what_is_asked
from vakdesk.catalogue.models import Offering, Submission
from vakdesk.records.models import Record
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.actions.listing import CHECKLISTS
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import State, WaitingFor
from vakdesk.tickets.models import Ticket

#: Who holds, resumes and closes where nobody does so by hand.
CATALOGUE = machine("catalogue", "Service catalogue")


def ask_for_approval(ticket: Ticket, submission: Submission, *, by: Actor) -> None:
    """Within the act that sent it: the first step is asked, and the ticket waits for approval, in sight."""
    offering = submission.offering
    approvals.ask(ticket.record, by=by, steps=steps_from(offering.approvals), what=what_is_asked(submission), matter=ORDER, key=ticket.pk)
    tickets.hold(ticket, by=CATALOGUE, waiting_for=WaitingFor.APPROVAL, reason=" → ".join(steps_in_words(offering.approvals)))


def begin_work(record: Record, offering: Offering) -> None:
    """Within an act: the tasks of the offering are on the list."""
    if offering.task_set is not None and offering.task_set.is_active:
        tasks.apply(record, by=CHECKLISTS, task_set=offering.task_set)


def go_on(approval: Approval) -> None:
    """Within the act that approved it: the ticket is worked on, with its tasks."""
    if approvals.use(approval, by=CATALOGUE):
        ticket = _resumed(approval)
        begin_work(ticket.record, Submission.objects.select_related("offering__task_set").get(record=ticket.pk).offering)


def let_go(approval: Approval) -> None:
    """Within the act that took it back or let it expire: nobody decides, so people go on with the ticket as they see fit."""
    _resumed(approval)


def tell_refusal(approval: Approval, comment: str) -> None:
    """Within the act that refused it: whoever asked reads why, in their language, and the ticket is closed so."""
    ticket = _ticket(approval)
    if not ticket.is_open:
        return
    with translation.override(ticket.record.language or None):
        text = _("This was not approved, so it is not done. The reason: %(reason)s") % {"reason": comment}
    tickets.decline(ticket, by=CATALOGUE, text=text)


def _resumed(approval: Approval) -> Ticket:
    ticket = _ticket(approval)
    if ticket.state == State.WAITING and ticket.waiting_for == WaitingFor.APPROVAL:
        tickets.resume(ticket, by=CATALOGUE)
    return ticket


def _ticket(approval: Approval) -> Ticket:
    return Ticket.objects.select_for_update(of=("self",)).select_related("record").get(pk=approval.record_id)
