"""What decisions about approvals mean to what was asked for out of the catalogue; and what an empty desk begins with."""

from vakdesk.approvals import verbs
from vakdesk.approvals.kinds import Answer
from vakdesk.approvals.models import Approval, Seat
from vakdesk.catalogue.actions.approving import go_on, let_go, tell_refusal
from vakdesk.catalogue.approving import ORDER
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry


@react(verbs.GIVEN)
def _approved(act: Act, entry: Entry) -> None:
    if approval := _of_order(entry):
        go_on(approval)


@react(verbs.REFUSED)
def _refused(act: Act, entry: Entry) -> None:
    if approval := _of_order(entry):
        said = (
            Seat.objects.filter(stage__approval=approval, answer=Answer.NO).order_by("-decided_at", "-pk").values_list("comment", flat=True)
        )
        tell_refusal(approval, said.first() or "")


@react(verbs.EXPIRED, verbs.WITHDRAWN)
def _over(act: Act, entry: Entry) -> None:
    if approval := _of_order(entry):
        let_go(approval)


def _of_order(entry: Entry) -> Approval | None:
    return Approval.objects.filter(pk=entry.facts["approval"], matter=ORDER).select_related("record").first()
