"""What can be done about approvals: ask, decide, take back, appoint somebody else, carry out once, and name a deputy."""

from vakdesk.approvals.actions.asking import appoint, ask, use, withdraw
from vakdesk.approvals.actions.common import fall_if_changed
from vakdesk.approvals.actions.deciding import decide, expire, look_for_stuck, recheck, remind
from vakdesk.approvals.actions.deputising import end_deputy, name_deputy

__all__ = [
    "appoint",
    "ask",
    "decide",
    "end_deputy",
    "expire",
    "fall_if_changed",
    "look_for_stuck",
    "name_deputy",
    "recheck",
    "remind",
    "use",
    "withdraw",
]
