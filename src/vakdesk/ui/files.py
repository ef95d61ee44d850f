"""Files of records: taken in by a form, and given to whoever may see them as a download or as a picture."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vakdesk.kit.errors import Refused
from vakdesk.records.models import Attachment
from vakdesk.records.sniffing import PICTURES
from vakdesk.records.store import Staged, open_blob, stage
from vakdesk.ui.forms import FilesField

#: Whatever a file says it is, a browser that opens it may run nothing in it.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


class StagedField(FilesField):
    """Files that lie safely in the store when the form is clean, so that the act only has to name them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **{"label": _("Files"), **kwargs})

    def clean(self, value: list[UploadedFile] | None) -> list[Staged]:
        try:
            return [stage(file.name or "", file.chunks()) for file in super().clean(value)]
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from None


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
