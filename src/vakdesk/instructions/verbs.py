"""What can happen to an instruction, and between it and a person. Read this first.

The subject is the instruction, so that its page tells who wrote, published and gave it; what a person did with it names the giving.
"""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, Retention, Verb
from vakdesk.records.kinds import RECORD

ADDED = Verb("instruction.added", _("began to write this instruction"), icon="book-plus")
EDITED = Verb("instruction.edited", _("changed the text: {what}"), carries={"what": PLAIN}, icon="pencil")
SUBMITTED = Verb("instruction.submitted", _("asks for a review"), icon="eye")
SENT_BACK = Verb("instruction.sent_back", _("sent it back: {why}"), seals=("why",), icon="undo-2")
PUBLISHED = Verb("instruction.published", _("published edition {edition}"), carries={"edition": PLAIN}, icon="book-check")
WITHDRAWN = Verb("instruction.withdrawn", _("withdrew it"), icon="book-x")
GIVEN = Verb(
    "instruction.given",
    _("gave edition {edition} to {count} people"),
    carries={"edition": PLAIN, "count": PLAIN, "givings": PLAIN, "record": RECORD},
    icon="send",
)
SESSION_HELD = Verb(
    "instruction.session_held",
    _("recorded an oral session: {present} were there, {absent} were not"),
    carries={"session": PLAIN, "present": PLAIN, "absent": PLAIN},
    icon="presentation",
)
BEGUN = Verb("instruction.begun", _("began to follow it"), carries={"giving": PLAIN}, icon="book-open", retention=Retention.PERSON)
ACKNOWLEDGED = Verb(
    "instruction.acknowledged",
    _("read and understood it"),
    carries={"giving": PLAIN, "questions": PLAIN},
    icon="check",
    retention=Retention.PERSON,
)
WORKED = Verb("instruction.worked", _("said that it worked"), carries={"giving": PLAIN}, icon="thumbs-up", retention=Retention.PERSON)
NOT_WORKED = Verb(
    "instruction.not_worked",
    _("said that it did not work"),
    carries={"giving": PLAIN, "record": RECORD},
    icon="thumbs-down",
    retention=Retention.PERSON,
)
REMINDED = Verb(
    "instruction.reminded",
    _("reminded {person} of it"),
    carries={"giving": PLAIN, "person": PERSON},
    icon="bell",
    retention=Retention.PERSON,
)
TAKEN_BACK = Verb(
    "instruction.taken_back",
    _("took it back from {person}"),
    carries={"giving": PLAIN, "person": PERSON},
    icon="undo-2",
    retention=Retention.PERSON,
)
