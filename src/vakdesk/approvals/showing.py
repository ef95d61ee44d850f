"""One approval as its page, the panel on its record and the link in a mail show it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from vakdesk.access.actors import Actor
from vakdesk.approvals.kinds import Answer
from vakdesk.approvals.models import Approval, Seat, Stage
from vakdesk.approvals.permissions import APPOINT, WITHDRAW
from vakdesk.records.models import Record


@dataclass(frozen=True)
class Shown:
    """`approval` was read with_all(); `actor` looks at it. Seats are marked by what they came to, not by colour alone."""

    approval: Approval
    actor: Actor

    @property
    def stages(self) -> list[dict[str, Any]]:
        stages: list[Stage] = list(self.approval.stages.all())
        return [
            {
                "stage": stage,
                "seats": list(stage.seats.all()),
                "state": self._state_of(stage),
                "enough": stage.needed if stage.needed < len(stage.seats.all()) else 0,
            }
            for stage in stages
        ]

    def _state_of(self, stage: Stage) -> str:
        if stage.position < self.approval.step:
            return "done"
        if stage.position > self.approval.step:
            return "later"
        return "now" if self.approval.is_asked else "done"

    @property
    def has_order(self) -> bool:
        return len(self.approval.stages.all()) > 1

    @property
    def stuck(self) -> list[Seat]:
        if not self.approval.is_asked:
            return []
        return [seat for one in self.stages if one["state"] == "now" for seat in one["seats"] if seat.is_stuck and seat.is_open]

    @property
    def refusals(self) -> list[Seat]:
        return [seat for one in self.stages for seat in one["seats"] if seat.answer == Answer.NO]

    @property
    def may_withdraw(self) -> bool:
        return self.approval.is_asked and self.actor.may(WITHDRAW, self.approval)

    @property
    def may_appoint(self) -> bool:
        return self.actor.may(APPOINT, self.approval)

    @property
    def record_url(self) -> str:
        """The page of its record, for those who read the desk's side of it."""
        seen = Record.objects.visible_to_staff(self.actor).filter(pk=self.approval.record_id).exists()
        return page_of(self.approval.record) if seen else ""


def page_of(record: Record) -> str:
    return reverse(record.declared.url_name, args=[record.reference])
