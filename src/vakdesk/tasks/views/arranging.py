"""For leads and administrators: the sets of tasks that come along by themselves, or that everybody chooses from."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vakdesk.kit.errors import Sentence
from vakdesk.tasks import actions
from vakdesk.tasks.forms.arranging import SetForm
from vakdesk.tasks.lists import Sets
from vakdesk.tasks.models import TaskSet
from vakdesk.tasks.permissions import ARRANGE
from vakdesk.ui.answers import allow, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer


def sets(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    rows = TaskSet.objects.visible_to(request.actor).prefetch_related("lines")
    return answer(request, Sets(), rows, add=reverse("tasks:add_set"), add_label=_("Add a set"))  # type: ignore[return-value]


def add_set(request: HttpRequest) -> HttpResponse:
    return _arrange(request, SetForm, actions.add_set, title=_("Add a set of tasks"))


def edit_set(request: HttpRequest, pk: int) -> HttpResponse:
    task_set = get_object_or_404(TaskSet.objects.visible_to(request.actor).prefetch_related("lines"), pk=pk)
    return _arrange(request, partial(SetForm, thing=task_set), actions.edit_set, task_set, title=str(task_set))


def _arrange(request: HttpRequest, make: Callable[..., Form], action: Callable[..., Any], *subject: Any, title: Sentence) -> HttpResponse:
    """`more` goes back to the form, which then offers room for more tasks."""
    allow(request, ARRANGE)

    def page(form: Form) -> HttpResponse:
        return render(request, "tasks/set.html", {"form": form, "title": title, "back": reverse("tasks:sets")})

    if request.method != "POST":
        return page(make(actor=request.actor))

    def then(made: TaskSet | None) -> str:
        edited: TaskSet = made or subject[0]
        return reverse("tasks:edit_set", args=[edited.pk]) if "more" in request.POST else reverse("tasks:sets")

    return carry_out(request, make(request.POST, actor=request.actor), action, *subject, then=then, page=page, said=_("Saved."))
