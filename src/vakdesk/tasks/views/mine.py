"""My tasks, beside the queue. Designed for an agent who works through what others left for them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vakdesk.tasks.lists import MyTasks
from vakdesk.tasks.models import Task
from vakdesk.tasks.permissions import SEE_OWN
from vakdesk.ui.answers import allow
from vakdesk.ui.lists import answer


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    allow(request, SEE_OWN)
    return answer(request, MyTasks(), Task.objects.visible_to(request.actor).with_people())  # type: ignore[return-value]
