"""Whoever leads says afterwards whether an override was right. It is about the override, not about who made it."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.tickets import permissions, verbs
from vakdesk.tickets.models import OverrideVerdict, Ticket


def judge_override(ticket: Ticket, *, by: Actor, entry: Entry, verdict: str, why: str = "") -> OverrideVerdict:
    """It is recorded whether that override of the ticket was right; judging again replaces what was said. Refuses a verdict of
    "not right" without a reason, and an entry that is no override of this ticket."""
    with act(by, may=permissions.JUDGE_OVERRIDES, on=ticket) as log:
        is_one = entry.verb == verbs.OVERRIDDEN.name and entry.subject_id == ticket.pk
        require(is_one, _("That is no override of this ticket."))
        require(verdict in ("right", "wrong"), _("Say whether it was right."), field="verdict")
        why = one_line(storable(why), at_most=500)
        require(why or verdict == "right", _("Say what would have been right, so that the team can learn from it."), field="why")
        assert by.person_id is not None
        said, _made = OverrideVerdict.objects.update_or_create(
            entry=entry, defaults={"is_right": verdict == "right", "why": why, "judged_by_id": by.person_id, "at": log.at}
        )
        log.record(verbs.OVERRIDE_JUDGED, ticket, sealed={"why": why}, override=entry.position, right=said.is_right)
    return said
