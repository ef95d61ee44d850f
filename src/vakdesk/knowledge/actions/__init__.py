"""One function per verb. Each checks, changes and records in one act."""

from vakdesk.knowledge.actions.arranging import add_category, arrange, edit_category
from vakdesk.knowledge.actions.reviewing import confirm, publish, remind, retire, send_back, submit
from vakdesk.knowledge.actions.serving import open_answer, rate, say_helped, show_answers, use
from vakdesk.knowledge.actions.writing import add_files, begin, save, translate

__all__ = [
    "add_category",
    "add_files",
    "arrange",
    "begin",
    "confirm",
    "edit_category",
    "open_answer",
    "publish",
    "rate",
    "remind",
    "retire",
    "save",
    "say_helped",
    "send_back",
    "show_answers",
    "submit",
    "translate",
    "use",
]
