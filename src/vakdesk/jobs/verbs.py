"""What people do to background jobs. What jobs themselves do is recorded by the actions they call."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PLAIN, Verb

JOB_RETRIED = Verb("job.retried", _("tried the job {task} again"), carries={"task": PLAIN, "attempts": PLAIN}, icon="rotate-cw")
JOB_DISCARDED = Verb(
    "job.discarded", _("discarded the job {task}"), carries={"task": PLAIN, "attempts": PLAIN}, seals=("reason",), icon="trash-2"
)
