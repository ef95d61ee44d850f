"""What auditors' and administrators' programs may read and do: the whole logbook, and background jobs."""

from vakdesk.administration.forms import ReasonForm
from vakdesk.administration.lists import Audit, Jobs
from vakdesk.administration.permissions import AUDIT
from vakdesk.jobs import actions as jobs
from vakdesk.jobs.models import Job
from vakdesk.jobs.permissions import MANAGE
from vakdesk.jobs.queries import State
from vakdesk.logbook.models import Entry
from vakdesk.ui.offering import MOMENT, WHOLE, Deed, Part, Shape, Thing, maybe, not_offered, one_of
from vakdesk.ui.offers import ENTRY

Thing(
    "audit",
    "Every entry of every book, for auditors",
    ENTRY,
    lambda actor: Entry.objects.visible_to(actor, see_all=AUDIT),
    room="administration",
    may=AUDIT,
    page=lambda actor: Audit(),
)
JOBS = Thing(
    "jobs",
    "Background jobs",
    Shape(
        "Job",
        [
            Part("id", WHOLE),
            Part("task"),
            Part("state", one_of(State)),
            Part("attempts", WHOLE),
            Part("run_at", MOMENT),
            Part("finished_at", maybe(MOMENT)),
            Part("fault"),
        ],
    ),
    Job.objects.visible_to,
    room="administration",
    may=MANAGE,
    page=lambda actor: Jobs(),
)
Deed(JOBS, "retry", jobs.retry, MANAGE, told="Try a failed job again")
Deed(JOBS, "discard", jobs.discard, MANAGE, ReasonForm, told="Never run a job")

not_offered("Verifying reads the whole logbook: `vakdesk logbook verify`, or the button.", "administration.verify")
not_offered("Everything about everybody goes through no token.", "administration.take_out", "administration.download_export")
not_offered("Erasing a person cannot be undone: somebody looks at what goes, on the page.", "administration.erase")
not_offered("Passing over an entry is decided by somebody who has read why it failed.", "logbook.retry", "logbook.skip")
