"""What hangs on tickets and messages, given to whoever may see it: as a download, as a picture, as a framed message."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from vakdesk.records.models import Attachment, Message
from vakdesk.records.queries import staff_side
from vakdesk.records.sniffing import PICTURES
from vakdesk.records.store import open_blob
from vakdesk.ui import safe_html

#: Whatever a file says it is, a browser that opens it may run nothing in it.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The file, to be saved."""
    return _file(_attachment(request, pk), content_type="application/octet-stream", as_attachment=True)


@require_safe
def picture(request: HttpRequest, pk: int) -> FileResponse:
    """The file, to be looked at. Only what its first bytes show to be a picture; anything else is not here."""
    attachment = _attachment(request, pk)
    if attachment.blob.content_type not in PICTURES:
        raise Http404
    return _file(attachment, content_type=attachment.blob.content_type, as_attachment=False)


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of a message for its frame; with ?pictures=1 also what it would fetch from elsewhere.

    For the desk only, because an answer by mail may quote below it what the desk wrote among itself.
    """
    for_desk = Message.objects.visible_to(request.actor).filter(staff_side(request.actor, "record__"))
    found = get_object_or_404(for_desk.exclude(html=""), pk=pk)
    inline = {file.content_id: reverse("tickets:picture", args=[file.pk]) for file in found.attachments.all() if file.content_id}
    return safe_html.frame(found.html, pictures=inline, remote_pictures=request.GET.get("pictures") == "1")


def _attachment(request: HttpRequest, pk: int) -> Attachment:
    return get_object_or_404(Attachment.objects.visible_to(request.actor).select_related("blob"), pk=pk)


def _file(attachment: Attachment, *, content_type: str, as_attachment: bool) -> FileResponse:
    try:
        stored = open_blob(attachment.blob)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stored, as_attachment=as_attachment, filename=attachment.name, content_type=content_type)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
