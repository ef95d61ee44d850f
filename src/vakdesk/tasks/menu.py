"""What tasks add to the shell: one's own tasks beside the queue, the timer that runs, the report, the sets."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.logbook.remembering import remembered
from vakdesk.tasks import permissions
from vakdesk.tasks.models import Task
from vakdesk.tasks.showing import running_of
from vakdesk.ui.lists.page import counted
from vakdesk.ui.registry import MenuItem, PaletteAction, Shortcut, beside


def _mine(actor: Actor) -> str:
    return _count_of(actor.person_id)


@remembered("task", at_most=2_000)
def _count_of(person_id: int | None) -> str:
    return counted(Task.objects.open().owned_by(person_id))


MenuItem("tasks", _("My tasks"), "tasks:mine", "list-checks", permission=permissions.SEE_OWN, count=_mine, after="tickets", keys="g k")
MenuItem("tasks.time", _("Time"), "tasks:report", "timer", permission=permissions.REPORT, section="trade", order=43)
MenuItem("tasks.own_time", _("My time"), "tasks:own_time", "timer", permission=permissions.WRITE_TIME, section="own")
PaletteAction("tasks.sets", _("Sets of tasks"), "list-todo", url_name="tasks:sets", permission=permissions.ARRANGE)

_ON = _("on a ticket; elsewhere it stops your timer")
Shortcut("tasks.timer", "w", _("Start or stop your timer"), where=_ON)
Shortcut("tasks.add", "d", _("Add a task"), where=_("on a ticket"))


@beside("top")
def timer(request: HttpRequest) -> str | None:
    """The reader's timer that runs, on every page of the desk."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.may(permissions.WRITE_TIME):
        return None
    running = running_of(request)
    return render_to_string("tasks/_running.html", {"running": running}, request) if running else None
