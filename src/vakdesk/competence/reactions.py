"""What becomes of evidence when the record behind it is erased."""

from vakdesk.competence import verbs
from vakdesk.competence.kinds import EvidenceState
from vakdesk.competence.models import Copy, Evidence, Suggestion
from vakdesk.competence.suggesting import ABOUT
from vakdesk.logbook.act import Act, react
from vakdesk.logbook.models import Entry
from vakdesk.logbook.redaction import REDACTED


@react(REDACTED)
def leave_the_mark(log: Act, entry: Entry) -> None:
    """Position, digest, date and activities stay; what its person wrote about it goes, copies go too, and it counts for nothing any more."""
    if entry.subject_type not in ABOUT:
        return
    Suggestion.objects.filter(record=entry.subject_id).delete()
    Copy.objects.filter(evidence__record=entry.subject_id).delete()
    for one in Evidence.objects.filter(record=entry.subject_id).exclude(state=EvidenceState.ERASED):
        one.state, one.ended_at = EvidenceState.ERASED, log.at
        one.situation = one.task = one.action = one.result = one.reflection = one.others = ""
        one.save()
        log.record(verbs.ERASED, one)
