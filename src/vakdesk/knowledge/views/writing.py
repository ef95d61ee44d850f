"""Where an article is begun and written, with how it will look beside it."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vakdesk.access.actors import Actor
from vakdesk.knowledge import actions
from vakdesk.knowledge.actions.writing import named_in_text
from vakdesk.knowledge.diffing import compared
from vakdesk.knowledge.forms.writing import BeginForm, TranslateForm, WriteForm
from vakdesk.knowledge.models import LONGEST_TEXT, Article, Version
from vakdesk.knowledge.permissions import WRITE
from vakdesk.knowledge.views.finding import drawn, to_read, to_work_on
from vakdesk.records.store import stage
from vakdesk.ui.answers import allow, ask, carry_out
from vakdesk.ui.forms import Form


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    allow(request, WRITE)
    page = partial(ask, request, title=_("Write an article"), submit=_("Begin"), back=reverse("knowledge:articles"))
    if request.method != "POST":
        return page(BeginForm(actor=request.actor))
    form = BeginForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.begin, then=_edit_url, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, reference: str) -> HttpResponse:
    article = to_read(request, reference)
    allow(request, WRITE, article)
    page = partial(ask, request, title=_("Translate"), submit=_("Begin"), back=article.get_absolute_url(), subject=str(article))
    if request.method != "POST":
        return page(TranslateForm(actor=request.actor, article=article, initial={"title": article.title}))
    form = TranslateForm(request.POST, actor=request.actor, article=article)
    return carry_out(request, form, actions.translate, article, then=_edit_url, page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    article = to_work_on(request, reference)
    allow(request, WRITE, article)
    latest = article.latest
    assert latest is not None
    if request.method != "POST":
        initial = {"title": latest.title, "text": latest.text, "base": latest.number}
        return _page(request, article, WriteForm(actor=request.actor, article=article, initial=initial))
    form = WriteForm(request.POST, request.FILES, actor=request.actor, article=article)
    page = partial(_page, request, article)
    if "preview" in request.POST:
        form.is_valid()
        return page(form, shown=form.data.get("text", "")[:LONGEST_TEXT])
    return carry_out(request, form, _save, article, then=article.get_absolute_url(), page=page, said=_("Saved."))


@require_POST
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """How the text would look: a part for the page on which it is written."""
    article = to_work_on(request, reference)
    return HttpResponse(drawn(article, request.POST.get("text", "")[:LONGEST_TEXT]))


def _save(article: Article, *, by: Actor, files: Any = (), text: str, **given: Any) -> Version:
    """Files that came with the form stand at the end of the text."""
    if files:
        added = actions.add_files(article, by=by, files=[stage(file.name or "file", file.chunks()) for file in files])
        text = f"{text.rstrip()}\n\n{named_in_text(added)}\n"
    return actions.save(article, by=by, text=text, **given)


def _page(request: HttpRequest, article: Article, form: Form, *, shown: str | None = None) -> HttpResponse:
    latest = article.latest = article.versions.select_related("made_by").first()
    assert latest is not None
    given = form.data.get("text", "") if form.is_bound else ""
    stale = form.is_bound and form.data.get("base") not in ("", None, str(latest.number)) and len(given) <= LONGEST_TEXT
    context = {
        "article": article,
        "form": form,
        "base_number": latest.number,
        "theirs": latest if stale else None,
        "rows": compared(latest.text, given.replace("\r\n", "\n").strip()) if stale else [],
        "shown": drawn(
            article, shown if shown is not None else (form.data.get("text", "")[:LONGEST_TEXT] if form.is_bound else latest.text)
        ),
        "asked_to_show": shown is not None,
        "original": article.original if article.is_outdated else None,
    }
    return render(request, "knowledge/edit.html", context)


def _edit_url(article: Article) -> str:
    return reverse("knowledge:edit", args=[article.reference])
