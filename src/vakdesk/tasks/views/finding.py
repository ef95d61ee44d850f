"""Which record, which task does an address mean, for this reader? What they do not read as the desk is not there."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from vakdesk.access.permissions import Permission
from vakdesk.records.models import Record
from vakdesk.tasks.bearers import bearers, page_of
from vakdesk.tasks.models import Task
from vakdesk.ui.answers import Said, allow, carry_out, safe_next
from vakdesk.ui.answers import ask as ask_page
from vakdesk.ui.forms import Form


def on_record(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view gets the record that carries tasks."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **more: Any) -> HttpResponse:
        record = get_object_or_404(Record.objects.visible_to_staff(request.actor), reference=reference.upper())
        if record.type not in bearers:
            raise Http404
        return view(request, record, **more)

    return found


def on_task(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view gets the task."""

    @wraps(view)
    def found(request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        tasks = Task.objects.visible_to(request.actor).select_related("record__requester", "after", "owner", "team")
        return view(request, get_object_or_404(tasks, pk=pk), **more)

    return found


def act_on(
    request: HttpRequest,
    thing: Record | Task,
    form_class: Callable[..., Form],
    action: Callable[..., Any],
    permission: Permission,
    *,
    said: Said,
    initial: dict[str, Any] | None = None,
    **page_words: Any,
) -> HttpResponse:
    """The shape of every verb's view. Whoever may not do it on the record may do so on a task of their team."""
    record = thing.record if isinstance(thing, Task) else thing
    if not (isinstance(thing, Task) and request.actor.may(permission, thing)):
        allow(request, permission, record)
    back = safe_next(request, f"{page_of(record)}#tasks")
    page = partial(ask_page, request, back=back, subject=str(record), **page_words)
    if request.method == "POST":
        return carry_out(request, form_class(request.POST, actor=request.actor), action, thing, then=back, page=page, said=said)
    return page(form_class(actor=request.actor, initial=initial or {}))
