"""Bringing people up to date with a file: upload, look, confirm. Designed for an administrator at the start of a term."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.kit import clock
from vakdesk.kit.errors import Refused, require
from vakdesk.people import forms, permissions
from vakdesk.people.importing.carrying_out import Importer
from vakdesk.people.importing.reading import IN_WORDS, parse_columns, read
from vakdesk.people.models import Import, Organisation
from vakdesk.people.views.people import allowed

LIMIT_BYTES = 5_000_000
SESSION_KEY = "people_import"
KEPT_SECONDS = 24 * 3600


def upload(request: HttpRequest) -> HttpResponse:
    """The file is taken in, if it can be understood; nothing changes yet."""
    allowed(request, permissions.IMPORT)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.UploadForm(*sent, actor=request.actor)  # type: ignore[attr-defined]
    if form.is_valid():
        try:
            request.session[SESSION_KEY] = _kept(form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("people:preview_import"), status=303)
    runs = Import.objects.select_related("organisation")[:10]
    return render(request, "people/import.html", {"form": form, "runs": runs, "title": _("Import people")}, status=422 if sent else 200)


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What would change, and which lines cannot be used and why."""
    allowed(request, permissions.IMPORT)
    kept = request.session.get(SESSION_KEY)
    if not kept or not _path(kept).exists():
        return HttpResponseRedirect(reverse("people:import"))
    with _importer(request, kept, only_look=True) as importer:
        outcome = importer.run()
    left, known = importer.would_leave()
    columns = [(heading, IN_WORDS[name]) for name, heading in importer.sheet.columns.items()]
    context = {
        "outcome": outcome,
        "ignored": importer.sheet.ignored,
        "columns": columns,
        "kept": kept,
        "left": left,
        "known": known,
        "title": _("What would change"),
    }
    return render(request, "people/import_preview.html", context)


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """The file is carried out and thrown away."""
    allowed(request, permissions.IMPORT)
    kept = request.session.pop(SESSION_KEY, None)
    request.session.save()  # before the work, so that a second press of the button finds nothing to do
    if not kept or not _path(kept).exists():
        return HttpResponseRedirect(reverse("people:import"), status=303)
    digest = hashlib.sha256(_path(kept).read_bytes()).hexdigest()
    try:
        with _importer(request, kept, only_look=False) as importer:
            outcome = importer.run(name=kept["name"], digest=digest)
    finally:
        _path(kept).unlink(missing_ok=True)
    told = {"added": outcome.added, "changed": outcome.changed, "left": outcome.left, "refused": outcome.refused}
    messages.success(request, _("Done: %(added)d new, %(changed)d changed, %(left)d left, %(refused)d lines refused.") % told)
    return HttpResponseRedirect(reverse("people:people"), status=303)


def _folder() -> Path:
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _path(kept: dict[str, Any]) -> Path:
    return _folder() / kept["token"]


def _kept(given: dict[str, Any]) -> dict[str, Any]:
    """Stores the upload until it is confirmed; what was forgotten here is swept. Refuses a file that is too large or no list."""
    file: UploadedFile = given["file"]
    require((file.size or 0) <= LIMIT_BYTES, _("The file is larger than 5 MB. Use the command line: vakdesk people import."), field="file")
    columns = parse_columns(given["columns"])
    content = file.read()
    read(BytesIO(content), columns=columns)
    for old in _folder().iterdir():
        if clock.now().timestamp() - old.stat().st_mtime > KEPT_SECONDS:
            old.unlink(missing_ok=True)
    organisation = given["organisation"]
    kept = {
        "token": secrets.token_hex(16),
        "name": file.name,
        "organisation": organisation and organisation.pk,
        "columns": columns,
        "leavers": given["leavers"],
    }
    _path(kept).write_bytes(content)
    return kept


@contextmanager
def _importer(request: HttpRequest, kept: dict[str, Any], *, only_look: bool) -> Iterator[Importer]:
    within = Organisation.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    organisation = within.filter(pk=kept["organisation"]).first() if kept["organisation"] else None
    with _path(kept).open("rb") as file:
        sheet = read(file, columns=kept["columns"])
        yield Importer(sheet, by=request.actor, organisation=organisation, leavers=kept["leavers"], only_look=only_look)  # type: ignore[attr-defined]
