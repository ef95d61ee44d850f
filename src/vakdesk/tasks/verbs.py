"""What can happen to tasks and to time. Read this first.

The subject is the record that carries them, so that all of it stands on the record's timeline. Only the desk reads it:
requesters read public tasks as they stand, nothing of what was done with them.
"""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PERSON, PLAIN, TEAM, Verb
from vakdesk.tasks.kinds import OUTCOME, SECONDS, TASK, TASK_SET

ADDED = Verb("task.added", _("added the task “{task}”"), carries={"task": TASK, "owner": PERSON, "team": TEAM}, icon="list-plus")
SET_APPLIED = Verb(
    "task.set_applied",
    _("added {count} tasks: {task_set}"),
    carries={"task_set": TASK_SET, "tasks": PLAIN, "count": PLAIN},
    icon="list-todo",
)
EDITED = Verb("task.edited", _("changed the task “{task}”"), carries={"task": TASK, "fields": PLAIN}, icon="pencil")
ASSIGNED = Verb(
    "task.assigned",
    _("gave the task “{task}” to: {owner} / {team}"),
    carries={"task": TASK, "owner": PERSON, "team": TEAM},
    icon="user-check",
)
MOVED = Verb("task.moved", _("put the task “{task}” in another place"), carries={"task": TASK}, icon="arrow-up-down")
FINISHED = Verb("task.finished", _("did the task “{task}”"), carries={"task": TASK}, icon="circle-check")
SKIPPED = Verb("task.skipped", _("skipped the task “{task}”: {why}"), carries={"task": TASK}, seals=("why",), icon="circle-slash")
REOPENED = Verb("task.reopened", _("opened the task “{task}” again"), carries={"task": TASK}, icon="rotate-ccw")
CALLED_BACK = Verb(
    "task.called_back", _("called back: {outcome}"), carries={"task": TASK, "outcome": OUTCOME, "again": PLAIN}, icon="phone-outgoing"
)

ESTIMATED = Verb("time.estimated", _("estimated it at {seconds}"), carries={"seconds": SECONDS}, icon="hourglass")
STARTED = Verb("time.started", _("began to work on it"), carries={"task": TASK}, icon="timer")
STOPPED = Verb("time.stopped", _("worked {seconds} on it"), carries={"task": TASK, "seconds": SECONDS}, icon="timer-off")
WRITTEN = Verb("time.written", _("wrote {seconds} on it"), carries={"task": TASK, "seconds": SECONDS}, icon="clock-plus")
CORRECTED = Verb(
    "time.corrected",
    _("corrected the time from {before} to {seconds}: {why}"),
    carries={"spent": PLAIN, "before": SECONDS, "seconds": SECONDS},
    seals=("why",),
    icon="clock-alert",
)
FORGOTTEN = Verb(
    "time.forgotten",
    _("stopped a timer of {person} that was forgotten; {seconds} count"),
    carries={"spent": PLAIN, "person": PERSON, "seconds": SECONDS},
    icon="alarm-clock-off",
)

SET_ADDED = Verb("task_set.added", _("added this set of tasks"), icon="list-todo")
SET_EDITED = Verb("task_set.edited", _("changed this set of tasks"), icon="pencil")
