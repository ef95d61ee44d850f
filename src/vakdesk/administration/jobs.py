"""Verifying the logbook takes as long as the logbook is: about 20 s per 100,000 entries. Taking everything out takes long too. So a worker does both."""

from datetime import timedelta

from django_tasks import task

from vakdesk.access.actors import machine
from vakdesk.administration.concluding import conclude, conclude_export, export_is_gone, fail_export
from vakdesk.administration.export.keeping import name_for, path_of
from vakdesk.administration.export.writing import export_to
from vakdesk.administration.models import Export, Verification
from vakdesk.kit import clock
from vakdesk.kit.timetable import every
from vakdesk.logbook.verify import verify

VERIFIER = machine("verifier", "Verifier")
EXPORTER = machine("exporter", "Export")


@task()
def verify_logbook(verification_id: int) -> None:
    """What was asked for is concluded; once concluded it is left alone."""
    asked = Verification.objects.get(pk=verification_id)
    if asked.finished_at is None:
        conclude(asked, by=VERIFIER, report=verify())


@task()
def write_export(export_id: int) -> None:
    """What was asked for lies in the folder of exports. A run that was killed is begun anew; what was concluded is left alone."""
    asked = Export.objects.get(pk=export_id)
    if asked.finished_at is not None:
        return
    path = path_of(asked)
    for left in (path, path.with_name(f"{path.name}.part")):
        left.unlink(missing_ok=True)
    try:
        contents = export_to(path)
    except OSError as fault:  # the disk is full, or may not be written to
        fail_export(asked, by=EXPORTER, fault=type(fault).__name__)
        return
    conclude_export(asked, by=EXPORTER, contents=contents, file=name_for(asked))


@every(timedelta(hours=1), name="administration.delete_exports")
def delete_exports() -> None:
    """Files that have been kept for a day."""
    for export in Export.objects.over(clock.now()):
        path_of(export).unlink(missing_ok=True)
        export_is_gone(export, by=EXPORTER)
