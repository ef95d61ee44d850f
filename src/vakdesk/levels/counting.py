"""Work for later: clocks that have to be read anew because a calendar has a new version."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from vakdesk.kit import clock
from vakdesk.levels.models import Clock
from vakdesk.levels.plans import ClockPlan
from vakdesk.levels.reading import AT_ONCE, recompute
from vakdesk.records.models import Record

#: No act takes longer. One that was under way when the calendar changed may have counted by the hours it saw before.
ACTS_END_WITHIN = timedelta(minutes=2)


@task()
def recount_calendar(calendar_id: int) -> None:
    """Clocks that are open and measured by the calendar say what its versions make of them: all now, stragglers a little later."""
    now = clock.now()
    for again in (timedelta(0), ACTS_END_WITHIN):
        recount_open.using(run_after=now + again).enqueue(calendar_id, now.isoformat())


@task()
def recount_open(calendar_id: int, since: str) -> int:
    """Open clocks of the calendar that were not read after `since` are read anew; answers how many.

    What was read is committed batch by batch and not read again, so that an interrupted run is gone on with.
    """
    unread = Clock.objects.open().filter(version__calendar=calendar_id, read_at__lte=datetime.fromisoformat(since))
    records = list(unread.order_by("record").values_list("record", flat=True).distinct())
    done = 0
    for plan in ClockPlan.registry:
        for start in range(0, len(records), AT_ONCE):
            done += _recount(plan, records[start : start + AT_ONCE], unread)
    return done


def _recount(plan: ClockPlan, records: list[int], unread: QuerySet[Clock]) -> int:
    """The records are locked before anything is read: what an act wrote meanwhile is seen, and what it is writing waited for."""
    with transaction.atomic():
        plan.lock(records)
        now = clock.now()
        left = unread.filter(record__in=records).values_list("record", flat=True)
        own = Record.objects.filter(pk__in=set(left), type=plan.name).only("type", "requester").order_by("pk")
        return recompute(plan, list(own), now)
