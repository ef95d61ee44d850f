"""One function per verb. Each checks, changes and records in one act."""

from vakdesk.knowledge.actions.arranging import add_category, arrange, edit_category
from vakdesk.knowledge.actions.reviewing import confirm, publish, remind, retire, send_back, submit
from vakdesk.knowledge.actions.serving import rate, use
from vakdesk.knowledge.actions.writing import add_files, begin, save, translate

__all__ = [
    "add_category",
    "add_files",
    "arrange",
    "begin",
    "confirm",
    "edit_category",
    "publish",
    "rate",
    "remind",
    "retire",
    "save",
    "send_back",
    "submit",
    "translate",
    "use",
]
