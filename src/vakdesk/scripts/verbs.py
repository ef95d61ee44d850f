"""What can happen to question scripts and to what they ask. Read this first."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PLAIN, Verb
from vakdesk.scripts.kinds import SCRIPT

ADDED = Verb("script.added", _("added a question script"), icon="list-plus")
EDITED = Verb("script.edited", _("edited a question script: its draft asks {questions}"), carries={"questions": PLAIN}, icon="pencil")
PUBLISHED = Verb(
    "script.published",
    _("published edition {edition} of a question script: {questions} questions"),
    carries={"edition": PLAIN, "questions": PLAIN},
    icon="book-check",
)
WITHDRAWN = Verb("script.withdrawn", _("withdrew a question script"), icon="book-x")
ANSWERED = Verb(
    "question.answered",
    _("wrote down {count} answers: {script}"),
    carries={"script": SCRIPT, "edition": PLAIN, "questions": PLAIN, "count": PLAIN},
    icon="message-circle-question-mark",
)
TAKEN_BACK = Verb(
    "question.taken_back",
    _("took back what was read from a mail as answers ({count})"),
    carries={"questions": PLAIN, "count": PLAIN},
    icon="undo-2",
)
