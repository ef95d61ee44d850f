"""One function per verb of a rule, and the two that a rule's machine does on a ticket."""

from vakdesk.rules.actions.applying import apply, skip, stop
from vakdesk.rules.actions.arranging import add, edit, move, remove, switch_off, switch_on

__all__ = ["add", "apply", "edit", "move", "remove", "skip", "stop", "switch_off", "switch_on"]
