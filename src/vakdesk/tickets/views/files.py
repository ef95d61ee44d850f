"""The HTML of a message, in a frame of its own. Files and pictures are given out by `ui.files`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from vakdesk.records.models import Message
from vakdesk.records.queries import staff_side
from vakdesk.ui import safe_html


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of a message for its frame; with ?pictures=1 also what it would fetch from elsewhere.

    For the desk only, because an answer by mail may quote below it what the desk wrote among itself.
    """
    for_desk = Message.objects.visible_to(request.actor).filter(staff_side(request.actor, "record__"))
    found = get_object_or_404(for_desk.exclude(html=""), pk=pk)
    inline = {file.content_id: reverse("tickets:picture", args=[file.pk]) for file in found.attachments.all() if file.content_id}
    return safe_html.frame(found.html, pictures=inline, remote_pictures=request.GET.get("pictures") == "1")
