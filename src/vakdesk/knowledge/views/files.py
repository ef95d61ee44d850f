"""Pictures and files of an article: taken in while it is written, given to whoever reads the text that names them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.kit.errors import Refused
from vakdesk.knowledge import actions
from vakdesk.knowledge.actions.writing import named_in_text
from vakdesk.knowledge.models import Article
from vakdesk.knowledge.permissions import WRITE
from vakdesk.knowledge.rendering import named_by
from vakdesk.knowledge.views.finding import to_read, to_work_on
from vakdesk.records.models import Attachment
from vakdesk.records.sniffing import PICTURES
from vakdesk.records.store import open_blob, stage
from vakdesk.ui.answers import allow

#: Whatever a file says it is, a browser that opens it may run nothing in it.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


@require_POST
def add_files(request: HttpRequest, reference: str) -> HttpResponse:
    """Takes what is pasted or dropped into the text while it is written, and answers the words that name it."""
    article = to_work_on(request, reference)
    allow(request, WRITE, article)
    try:
        staged = [stage(file.name or "picture.png", file.chunks()) for file in request.FILES.getlist("files")]
        added = actions.add_files(article, by=request.actor, files=staged)
    except Refused as refusal:
        return JsonResponse({"sentence": str(refusal.sentence)}, status=409)
    return JsonResponse({"text": named_in_text(added), "sentence": _("Put into the text.")})


@require_safe
def picture(request: HttpRequest, reference: str, pk: int) -> FileResponse:
    """Only what its first bytes show to be a picture; anything else is not here."""
    attachment = _attachment(request, reference, pk)
    if attachment.blob.content_type not in PICTURES:
        raise Http404
    return _file(attachment, content_type=attachment.blob.content_type, as_attachment=False)


@require_safe
def download(request: HttpRequest, reference: str, pk: int) -> FileResponse:
    return _file(_attachment(request, reference, pk), content_type="application/octet-stream", as_attachment=True)


def _attachment(request: HttpRequest, reference: str, pk: int) -> Attachment:
    """Of whoever only reads, those that the published text names: what stood in an older version, or will in the next, is not theirs."""
    article = to_read(request, reference)
    works_on = Article.objects.visible_to_writer(request.actor).filter(pk=article.pk).exists()
    if not works_on and (article.published is None or pk not in named_by(article.published.text)):
        raise Http404
    return get_object_or_404(article.record.attachments.select_related("blob"), pk=pk)


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
