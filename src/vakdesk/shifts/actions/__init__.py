"""One function per verb. Each checks, changes and records in one act; every door calls these and nothing else."""

from vakdesk.shifts.actions.rota import Copied, change, copy_week, plan, remove

__all__ = ["Copied", "change", "copy_week", "plan", "remove"]
