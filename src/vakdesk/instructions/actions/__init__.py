"""One function per verb: writing an instruction, giving it to people, and what they do with it."""

from vakdesk.instructions.actions.following import acknowledge, begin, say_it_failed, say_it_worked
from vakdesk.instructions.actions.giving import give, hold_session, remind, take_back
from vakdesk.instructions.actions.publishing import publish, send_back, submit, withdraw
from vakdesk.instructions.actions.writing import (
    add,
    add_question,
    add_step,
    edit,
    edit_step,
    move_step,
    remove_question,
    remove_step,
)

__all__ = [
    "acknowledge",
    "add",
    "add_question",
    "add_step",
    "begin",
    "edit",
    "edit_step",
    "give",
    "hold_session",
    "move_step",
    "publish",
    "remind",
    "remove_question",
    "remove_step",
    "say_it_failed",
    "say_it_worked",
    "send_back",
    "submit",
    "take_back",
    "withdraw",
]
