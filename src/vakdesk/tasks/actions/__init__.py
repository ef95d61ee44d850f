"""One function per verb. Each checks, changes and records in one act; every door calls these and nothing else."""

from vakdesk.tasks.actions.applying import apply, apply_fitting, follow_secret
from vakdesk.tasks.actions.arranging import add_set, edit_set
from vakdesk.tasks.actions.listing import add, assign, call_back, edit, finish, move, reopen, skip, skip_all
from vakdesk.tasks.actions.timing import correct_time, estimate, forget, start, stop, stop_on, write_time

__all__ = [
    "add",
    "add_set",
    "apply",
    "apply_fitting",
    "assign",
    "call_back",
    "correct_time",
    "edit",
    "edit_set",
    "estimate",
    "finish",
    "follow_secret",
    "forget",
    "move",
    "reopen",
    "skip",
    "skip_all",
    "start",
    "stop",
    "stop_on",
    "write_time",
]
