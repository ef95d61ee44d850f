"""What acts on people mean to approvals: whoever left cannot decide any more."""

from vakdesk.approvals.actions.common import mark_stuck
from vakdesk.approvals.kinds import Answer, State
from vakdesk.approvals.models import Approval
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.people.verbs import LEFT


@react(LEFT)
def _cannot_decide(act: Act, entry: Entry) -> None:
    """Their deputy decides while there is one; otherwise whoever asked sees that it is stuck. Teams and roles are looked at by the hour."""
    theirs = Approval.objects.filter(state=State.ASKED, stages__seats__person=entry.subject_id, stages__seats__answer=Answer.OPEN)
    for approval in theirs.select_related("record").distinct().order_by("pk"):
        mark_stuck(approval, act)
