"""What can happen to evidence, to passports and to the purpose they serve. Read this first.

Need-to-know: besides its person and who coaches them nobody reads who submitted what.
"""

from django.utils.translation import gettext_lazy as _

from vakdesk.competence.kinds import ACTIVITIES, BASIS, EVIDENCE_KIND, LEVEL
from vakdesk.logbook.verbs import PERSON, PLAIN, Audience, Verb
from vakdesk.records.kinds import RECORD

OURS = Audience.NEED_TO_KNOW

SWITCHED_ON = Verb(
    "purpose.switched_on",
    _("allowed its tickets to be used to qualify people, from {starts_on}: {basis}"),
    carries={"basis": BASIS, "starts_on": PLAIN},
    seals=("contract",),
    icon="graduation-cap",
)
SWITCHED_OFF = Verb("purpose.switched_off", _("ended the use of its tickets to qualify people: {why}"), seals=("why",), icon="circle-slash")
OPENED = Verb("passport.opened", _("opened the passport of {person}"), carries={"person": PERSON}, audience=OURS, icon="book-user")
HINTS_SET = Verb(
    "passport.hints_set",
    _("said whether leads may see which kinds of work would help"),
    carries={"on": PLAIN},
    audience=OURS,
    icon="lightbulb",
)

SUBMITTED = Verb(
    "evidence.submitted",
    _("submitted {record} as evidence: {activities}"),
    carries={"record": RECORD, "activities": ACTIVITIES, "version": PLAIN, "book": PLAIN, "position": PLAIN, "digest": PLAIN},
    audience=OURS,
    icon="file-check",
)
BROUGHT = Verb(
    "evidence.brought",
    _("submitted as evidence: {kind}; {activities}"),
    carries={"kind": EVIDENCE_KIND, "activities": ACTIVITIES, "sha256": PLAIN},
    audience=OURS,
    icon="file-up",
)
OBSERVED = Verb(
    "evidence.observed",
    _("wrote down what they saw {person} do: {activities}"),
    carries={"person": PERSON, "activities": ACTIVITIES},
    audience=OURS,
    icon="eye",
)
WITNESS_ASKED = Verb(
    "evidence.witness_asked",
    _("asked a witness about {person}: {activities}"),
    carries={"person": PERSON, "activities": ACTIVITIES},
    seals=("witness",),
    audience=OURS,
    icon="mail-question-mark",
)
TESTIFIED = Verb("evidence.testified", _("stated what they saw, by their link"), audience=OURS, icon="quote")
ACCEPTED = Verb("evidence.accepted", _("submitted what a person saw as evidence"), audience=OURS, icon="file-check")
WITHDRAWN = Verb("evidence.withdrawn", _("withdrew it"), audience=OURS, icon="undo-2")
ERASED = Verb(
    "evidence.erased",
    _("left only the mark of it, because the record behind it was erased: what it counted for is open again"),
    audience=OURS,
    icon="eraser",
)
COPY_PREPARED = Verb("copy.prepared", _("prepared a redacted copy of it"), carries={"copy": PLAIN}, audience=OURS, icon="file-lock")
COPY_RELEASED = Verb(
    "copy.released",
    _("released a redacted copy of it, which may leave the desk"),
    carries={"copy": PLAIN, "sha256": PLAIN},
    audience=OURS,
    icon="file-output",
)
COPY_REFUSED = Verb(
    "copy.refused", _("sent a redacted copy back: {why}"), carries={"copy": PLAIN}, seals=("why",), audience=OURS, icon="undo-2"
)
COPY_TAKEN = Verb("copy.taken", _("took the redacted copy out of the desk"), carries={"copy": PLAIN}, audience=OURS, icon="download")

RATED = Verb(
    "passport.rated",
    _("rated {standard} {code} of {person}: {level}"),
    carries={"person": PERSON, "standard": PLAIN, "code": PLAIN, "level": LEVEL},
    audience=OURS,
    icon="gauge",
)
PLANNED = Verb(
    "passport.planned",
    _("made a plan for {standard} {code}"),
    carries={"standard": PLAIN, "code": PLAIN, "need": PLAIN},
    audience=OURS,
    icon="route",
)
STEP_DONE = Verb(
    "passport.step_done", _("did a step of the plan for {code}"), carries={"code": PLAIN, "need": PLAIN}, audience=OURS, icon="check"
)
REVIEWED = Verb(
    "passport.reviewed", _("looked back on the plan for {code}"), carries={"code": PLAIN, "need": PLAIN}, audience=OURS, icon="rotate-ccw"
)
