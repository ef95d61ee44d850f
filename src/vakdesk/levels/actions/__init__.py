"""One function per verb of service level management."""

from vakdesk.levels.actions.agreements import add_agreement, change_agreement, delete_agreement, end_agreement
from vakdesk.levels.actions.calendars import add_calendar, change_calendar, end_calendar
from vakdesk.levels.actions.deviations import explain_deviation
from vakdesk.levels.actions.timekeeping import alarm, migrate, rebase, rebase_open

__all__ = [
    "add_agreement",
    "add_calendar",
    "alarm",
    "change_agreement",
    "change_calendar",
    "delete_agreement",
    "end_agreement",
    "end_calendar",
    "explain_deviation",
    "migrate",
    "rebase",
    "rebase_open",
]
