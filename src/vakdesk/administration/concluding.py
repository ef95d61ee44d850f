"""What a verification found, written down by the job that did it."""

from vakdesk.access.actors import Actor
from vakdesk.administration.models import Verification
from vakdesk.administration.permissions import CONCLUDE
from vakdesk.administration.verbs import VERIFIED
from vakdesk.logbook.act import act
from vakdesk.logbook.heads import keep_heads
from vakdesk.logbook.verify import Report


def conclude(verification: Verification, *, by: Actor, report: Report) -> None:
    """The report stands in the table and in the logbook; where every entry held, the heads are kept outside as well."""
    with act(by, may=CONCLUDE, on=verification) as log:
        if verification.finished_at is not None:
            return
        verification.finished_at, verification.ok, verification.entries = log.at, report.ok, report.entries
        verification.first_bad, verification.why = report.first_bad or "", report.why[:200]
        verification.save(update_fields=["finished_at", "ok", "entries", "first_bad", "why"])
        log.record(VERIFIED, verification, entries=report.entries, ok=report.ok, first_bad=report.first_bad or "")
    if report.ok:
        keep_heads()
