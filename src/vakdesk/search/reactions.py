"""Every act ends with the records it touched indexed as they are then."""

from vakdesk.logbook.act import Act, finish
from vakdesk.records.models import Record, RecordModel
from vakdesk.search.index import rewrite


@finish
def index_what_was_touched(log: Act) -> None:
    touched = {entry.subject_id for entry in log.entries if isinstance(entry.subject, (Record, RecordModel))}
    if touched:
        rewrite(touched)
