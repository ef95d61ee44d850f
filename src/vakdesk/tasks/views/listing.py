"""One view per verb of a task. GET shows its form, as a page or in the dialog; POST does it and goes back to the record."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vakdesk.records.models import Record
from vakdesk.tasks import actions, permissions
from vakdesk.tasks.forms import listing as forms
from vakdesk.tasks.models import Task
from vakdesk.tasks.views.finding import act_on, on_record, on_task


@on_record
def add(request: HttpRequest, record: Record) -> HttpResponse:
    """The one line below the list, or with everything a task can have."""
    form = forms.QuickAddForm if "quick" in request.POST else partial(forms.AddForm, record=record)
    words = {"title": _("Add a task"), "submit": _("Add it"), "said": _("Added.")}
    return act_on(request, record, form, actions.add, permissions.ADD, **words)


@on_record
def apply(request: HttpRequest, record: Record) -> HttpResponse:
    words = {"title": _("Add a set of tasks"), "submit": _("Add them"), "said": _("Added.")}
    return act_on(request, record, forms.ApplyForm, actions.apply, permissions.ADD, **words)


@on_task
def edit(request: HttpRequest, task: Task) -> HttpResponse:
    words = {"title": _("Change this task"), "submit": _("Save"), "said": _("Saved.")}
    return act_on(request, task, partial(forms.EditForm, task=task), actions.edit, permissions.EDIT, **words)


@on_task
def assign(request: HttpRequest, task: Task) -> HttpResponse:
    words = {"title": _("Whose task is it?"), "submit": _("Give it to them"), "said": _("Saved.")}
    intro = _("A person or a team. With neither it is nobody's.")
    return act_on(request, task, partial(forms.AssignForm, task=task), actions.assign, permissions.EDIT, intro=intro, **words)


@require_POST
@on_task
def move(request: HttpRequest, task: Task) -> HttpResponse:
    moved = partial(actions.move, up="up" in request.POST)
    return act_on(request, task, forms.PlainForm, moved, permissions.EDIT, title=_("Move"), submit=_("Move"), said="")


@on_task
def finish(request: HttpRequest, task: Task) -> HttpResponse:
    words = {"title": _("Is this done?"), "submit": _("Done"), "said": _("Done."), "intro": str(task)}
    return act_on(request, task, forms.PlainForm, actions.finish, permissions.FINISH, **words)


@on_task
def skip(request: HttpRequest, task: Task) -> HttpResponse:
    words = {"title": _("Skip this task"), "submit": _("Skip it"), "said": _("Skipped."), "intro": str(task)}
    return act_on(request, task, forms.SkipForm, actions.skip, permissions.FINISH, **words)


@on_task
def reopen(request: HttpRequest, task: Task) -> HttpResponse:
    words = {"title": _("Open this task again"), "submit": _("Open it again"), "said": _("It is to be done again."), "intro": str(task)}
    return act_on(request, task, forms.PlainForm, actions.reopen, permissions.FINISH, **words)


@on_task
def call_back(request: HttpRequest, task: Task) -> HttpResponse:
    """The number to call stands above the form."""
    words = {"title": str(task), "submit": _("Record it"), "said": _("Recorded.")}
    body = {"body": "tasks/_call_back.html", "person": task.record.requester}
    return act_on(request, task, forms.CallBackForm, actions.call_back, permissions.CALL_BACK, **words, **body)
