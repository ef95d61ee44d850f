"""What programs may read and do with tasks and with time. What is done to a record is offered where the record is."""

from vakdesk.tasks import actions, permissions
from vakdesk.tasks.forms.listing import AssignForm, CallBackForm, EditForm, SkipForm
from vakdesk.tasks.forms.timing import CorrectTimeForm, WriteTimeForm
from vakdesk.tasks.kinds import State, TaskKind
from vakdesk.tasks.lists import MyTasks, OwnTime, Sets
from vakdesk.tasks.models import Spent, Task, TaskSet
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, TRUTH, WHOLE, Deed, Part, Shape, Thing, maybe, not_offered, one_of, shape_of

TASK = Shape(
    "Task",
    [
        Part("id", WHOLE),
        Part("record", TEXT, lambda row: row.record.reference),
        Part("titles", {"type": "object"}, told="By language."),
        Part("about"),
        Part("kind", one_of(TaskKind)),
        Part("state", one_of(State)),
        Part("position", WHOLE),
        Part("owner", maybe(NAMED)),
        Part("team", maybe(NAMED)),
        Part("due_at", MOMENT, told="In the year 9000 where nothing is due."),
        Part("estimate_minutes", maybe(WHOLE)),
        Part("is_public", TRUTH),
        Part("after", maybe(WHOLE), lambda row: row.after_id),
        Part("outcome"),
        Part("why"),
        Part("ended_at", maybe(MOMENT)),
        Part("ended_by", maybe(NAMED)),
    ],
)
TASKS = Thing(
    "tasks",
    "Tasks on records",
    TASK,
    lambda actor: Task.objects.visible_to(actor).with_people(),
    room="tasks",
    may=permissions.SEE_OWN,
    page=lambda actor: MyTasks(),
)
Deed(TASKS, "edit", actions.edit, permissions.EDIT, EditForm, form_takes="task", keeps=True, told="Change a task")
Deed(TASKS, "assign", actions.assign, permissions.EDIT, AssignForm, form_takes="task", told="Say whose a task is")
Deed(TASKS, "finish", actions.finish, permissions.FINISH, told="Finish a task")
Deed(TASKS, "skip", actions.skip, permissions.FINISH, SkipForm, told="Say that a task need not be done")
Deed(TASKS, "reopen", actions.reopen, permissions.FINISH, told="Reopen a task")
Deed(TASKS, "call_back", actions.call_back, permissions.CALL_BACK, CallBackForm, told="Record how it is, after a call")

TIME = Thing(
    "time",
    "What one wrote and measured oneself",
    shape_of("Spent", OwnTime),
    lambda actor: Spent.objects.visible_to(actor).of(actor.person_id).over().select_related("record", "task"),
    room="tasks",
    may=permissions.WRITE_TIME,
    page=lambda actor: OwnTime(),
)
Deed(
    TIME,
    "correct",
    actions.correct_time,
    permissions.WRITE_TIME,
    CorrectTimeForm,
    form_takes="spent",
    keeps=True,
    told="Correct one's time",
)
Thing(
    "task-sets",
    "Tasks that come together",
    shape_of("TaskSet", Sets),
    lambda actor: TaskSet.objects.visible_to(actor).prefetch_related("lines"),
    room="tasks",
    may=permissions.ADD,
    page=lambda actor: Sets(),
)


class TimeNowForm(WriteTimeForm):
    """Until now; what was earlier is written on the page, with its reason."""

    happened_at = None  # type: ignore[assignment]
    why = None  # type: ignore[assignment]


class TimerForm(TimeNowForm):
    """What the timer runs for: the record, or one of its tasks."""

    minutes = None  # type: ignore[assignment]
    about = None  # type: ignore[assignment]


Deed(TIME, "stop_timer", actions.stop, permissions.WRITE_TIME, begins=True, told="Stop one's timer, and write what it measured")

not_offered("A set is a table of lines, arranged where one sees all of it.", "tasks.add_set", "tasks.edit_set")
not_offered("A press between two rows; a program says after which task one comes, by editing it.", "tasks.move")
not_offered("The timekeeper's alone.", "tasks.forget")
