"""One function per verb. Each checks, changes and records in one act; every door calls these and nothing else."""

from vakdesk.shifts.actions.ending import Ended, NextStep, end_shift, give_next_step
from vakdesk.shifts.actions.rota import Copied, change, copy_week, plan, remove

__all__ = ["Copied", "Ended", "NextStep", "change", "copy_week", "end_shift", "give_next_step", "plan", "remove"]
