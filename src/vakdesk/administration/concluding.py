"""What a verification found and what an export holds, written down by the job that did it."""

from vakdesk.access.actors import Actor
from vakdesk.administration.export.writing import Contents
from vakdesk.administration.models import Export, Verification
from vakdesk.administration.permissions import CONCLUDE, EXPORT
from vakdesk.administration.verbs import EXPORT_DELETED, EXPORT_FAILED, EXPORTED, VERIFIED
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


def conclude_export(export: Export, *, by: Actor, contents: Contents, file: str = "") -> None:
    """What it holds stands in the table and in the logbook; `file` is its name where it is kept here."""
    with act(by, may=EXPORT, on=export) as log:
        export.finished_at, export.rows, export.files, export.file = log.at, contents.rows, contents.files, file
        export.size_bytes = contents.size_bytes
        export.save()
        log.record(EXPORTED, export, rows=contents.rows, files=contents.files, size=contents.size_bytes)


def fail_export(export: Export, *, by: Actor, fault: str) -> None:
    """It could not be written, and why in a word; nothing of it is kept."""
    with act(by, may=EXPORT, on=export) as log:
        export.finished_at, export.fault = log.at, fault[:80]
        export.save()
        log.record(EXPORT_FAILED, export, fault=export.fault)


def export_is_gone(export: Export, *, by: Actor) -> None:
    """Its file is deleted."""
    with act(by, may=EXPORT, on=export) as log:
        export.gone_at = log.at
        export.save(update_fields=["gone_at"])
        log.record(EXPORT_DELETED, export)
