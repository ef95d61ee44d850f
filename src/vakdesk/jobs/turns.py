"""Whose turn is it? Keeps the timetable: each round at most once per interval over all workers, once after an outage."""

import logging
from datetime import datetime

from django.db.models import Q

from vakdesk.jobs.models import Turn
from vakdesk.jobs.running import in_words
from vakdesk.kit import clock
from vakdesk.kit.timetable import Round, timetable

logger = logging.getLogger(__name__)


def run_due_rounds() -> bool:
    """Runs the rounds whose interval has passed; a failing one is written down and does not hold up the others."""
    begun = dict(Turn.objects.values_list("name", "begun_at"))
    Turn.objects.bulk_create([Turn(name=each.name) for each in timetable if each.name not in begun], ignore_conflicts=True)
    taken = [each for each in timetable if _is_due(each, begun.get(each.name)) and _take(each)]
    for each in taken:
        _run(each)
    return bool(taken)


def _is_due(each: Round, begun_at: datetime | None) -> bool:
    return begun_at is None or abs(clock.now() - begun_at) >= each.every


def _take(each: Round) -> bool:
    """Takes the turn before running, in one statement, so that of several workers only one gets it.

    A turn begun in the future by more than an interval is the mark of a clock that was wrong: it does not count.
    """
    now = clock.now()
    free = Q(begun_at=None) | Q(begun_at__lte=now - each.every) | Q(begun_at__gte=now + each.every)
    return bool(Turn.objects.filter(free, name=each.name).update(begun_at=now))


def _run(each: Round) -> None:
    fault = ""
    try:
        each.run()
    except Exception as raised:
        logger.error("The round %s failed", each.name, exc_info=raised)
        fault = in_words(raised)
    Turn.objects.filter(name=each.name).update(ended_at=clock.now(), fault=fault)
