"""One function per verb. Each checks, changes and records in one act; every door calls these and nothing else."""

from vakdesk.shifts.actions.appointments import arrange, cancel, check_safety, finish, record_consent, reschedule, start
from vakdesk.shifts.actions.ending import Ended, NextStep, end_shift, give_next_step
from vakdesk.shifts.actions.feeds import close_feed, open_feed
from vakdesk.shifts.actions.rota import Copied, change, copy_week, plan, remove

__all__ = [
    "Copied",
    "Ended",
    "NextStep",
    "arrange",
    "cancel",
    "change",
    "check_safety",
    "close_feed",
    "copy_week",
    "end_shift",
    "finish",
    "give_next_step",
    "open_feed",
    "plan",
    "record_consent",
    "remove",
    "reschedule",
    "start",
]
