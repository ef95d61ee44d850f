"""In the act that changes a record, its clocks are read anew."""

from vakdesk.levels.plans import ClockPlan
from vakdesk.levels.reading import recompute
from vakdesk.levels.verbs import AGREED, REBASED
from vakdesk.logbook.act import Act, finish
from vakdesk.records.models import record_of


@finish
def read_clocks(log: Act) -> None:
    """The clocks of every record of which a plan's verb was recorded say what holds after the act."""
    for plan in ClockPlan.registry:
        types = {plan.subject_type, "records.record"}
        own = [one for one in log.entries if one.subject_type in types and (one.verb in plan.meanings or one.verb in CLOCK_VERBS)]
        touched = {one.subject_id: record_of(one.subject) for one in own}
        if touched:
            recompute(plan, [record for record in touched.values() if record.type == plan.name], log.at, unwritten=own)


CLOCK_VERBS = (AGREED.name, REBASED.name)
