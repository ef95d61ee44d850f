"""One function per verb of a major incident."""

from vakdesk.majors.actions.answering import answer, decline, me_too, propose
from vakdesk.majors.actions.declaring import declare, declare_of, end, stand_down
from vakdesk.majors.actions.duties import end_duty, give_duty
from vakdesk.majors.actions.telling import pass_on, tell, warn

__all__ = [
    "answer",
    "declare",
    "declare_of",
    "decline",
    "end",
    "end_duty",
    "give_duty",
    "me_too",
    "pass_on",
    "propose",
    "stand_down",
    "tell",
    "warn",
]
