"""One function per verb. Each checks, changes and records in one act."""

from vakdesk.scripts.actions.answering import answer, answer_by_mail, answer_own, take_back
from vakdesk.scripts.actions.arranging import (
    add_question,
    add_script,
    edit_question,
    edit_script,
    move_question,
    publish,
    remove_question,
    set_questions,
    withdraw,
)

__all__ = [
    "add_question",
    "add_script",
    "answer",
    "answer_by_mail",
    "answer_own",
    "edit_question",
    "edit_script",
    "move_question",
    "publish",
    "remove_question",
    "set_questions",
    "take_back",
    "withdraw",
]
