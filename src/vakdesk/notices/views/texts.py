"""What mails say. For an administrator who wants the desk's own words in them, and to see them before anybody else does."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, Refused, require
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.notices import actions
from vakdesk.notices.actions.rewording import check
from vakdesk.notices.forms import WordingForm
from vakdesk.notices.kinds import Why
from vakdesk.notices.letters import Letter
from vakdesk.notices.models import TextVersion
from vakdesk.notices.permissions import EDIT_TEXTS
from vakdesk.notices.texts import MailText, Written
from vakdesk.ui.answers import ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.safe_html import FRAME_POLICY

VERSIONS_SHOWN = 20


@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    """Every text, with the languages in which the house has its own words."""
    _allowed(request)
    changed = {(one.text, one.language) for one in _newest_of_all() if not one.is_shipped}
    rows = [
        (text, [(code, name, (text.name, code) in changed) for code, name in settings.LANGUAGES])
        for text in sorted(MailText.registry, key=lambda text: text.name)
    ]
    return render(request, "notices/texts.html", {"rows": rows, "title": _("Texts of mails")})


def edit(request: HttpRequest, name: str, language: str) -> HttpResponse:
    _allowed(request)
    text = _find(name, language)
    page = partial(_page, request, text, language)
    address = reverse("notices:text", args=[name, language])
    if request.method == "POST":
        form = WordingForm(request.POST)
        return carry_out(
            request,
            form,
            actions.reword_text,
            text,
            then=address,
            page=page,
            said=_("Saved. Mails say this from now on."),
            language=language,
        )
    subject, body = text.current(language)
    return page(WordingForm(initial={"subject": subject, "body": body}))


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, name: str, language: str) -> HttpResponse:
    """The mail as it would look, in a frame: of a ticket that the administrator may see, or of a made-up one. Nothing is saved.

    GET shows the text as it is, POST the one in the form.
    """
    actor = _allowed(request)
    text = _find(name, language)
    reference = request.POST.get("reference", "").strip()
    with translation.override(language):
        sample = text.sample(actor, reference)
    try:
        subject, body = _cleaned(request) if request.method == "POST" else text.current(language)
        check(text, subject, body)
        require(sample or not reference, _("There is no ticket %(reference)s that you may see.") % {"reference": reference[:40]})
    except Refused as refusal:
        return _framed(render(request, "notices/preview.html", {"fault": refusal.sentence}))
    with translation.override(language):
        letter = _letter(text, text.filled(subject, body, sample or text.examples()), (sample or text.examples()).get("number", ""))
        if request.POST.get("as") == "plain":
            return _framed(render(request, "notices/preview.html", {"plain": f"{letter.subject}\n\n{letter.plain()}"}))
        return _framed(HttpResponse(letter.html(as_preview=True)))


def _cleaned(request: HttpRequest) -> tuple[str, str]:
    return request.POST.get("subject", "").strip(), request.POST.get("body", "").replace("\r\n", "\n").strip()


def _letter(text: MailText, written: Written, number: str) -> Letter:
    return Letter(
        subject=written.subject,
        body=written.body,
        marked_up=written.marked_up,
        url="/" if text.button else "",
        button=str(text.button),
        reference=number,
        why=str((Why.REQUESTER if number else Why.DIGEST).label),
        manage=reverse("notices:preferences"),
        answerable=bool(number),
    )


def reset(request: HttpRequest, name: str, language: str) -> HttpResponse:
    _allowed(request)
    text = _find(name, language)
    back = reverse("notices:text", args=[name, language])
    page = partial(
        ask,
        request,
        title=_("Back to the shipped text"),
        submit=_("Back to the shipped text"),
        back=back,
        intro=_("Mails say again what came with Vakdesk. Your words stay in the list of versions."),
        subject=str(text.label),
    )
    if request.method != "POST":
        return page(Form())
    return carry_out(request, Form(request.POST), actions.reset_text, text, then=back, said=_("Reset."), page=page, language=language)


def _page(request: HttpRequest, text: MailText, language: str, form: Form) -> HttpResponse:
    versions = list(TextVersion.objects.filter(text=text.name, language=language)[:VERSIONS_SHOWN])
    whose = [one.pk for one in versions]
    entries = Entry.objects.filter(subject_type="notices.textversion", subject_id__in=whose)  # anyone: who edits a text sees who did before
    told = {line.entry.subject_id: line for line in lines(entries)}
    with translation.override(language):
        examples = {name: (str(one.example), str(one.explanation)) for name, one in text.placeholders.items()}
    context: dict[str, Any] = {
        "form": form,
        "text": text,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "languages": [(code, name, code == language) for code, name in settings.LANGUAGES],
        "placeholders": [(name, text.placeholders[name].explanation, example) for name, (example, _said) in examples.items()],
        "versions": [(one, told.get(one.pk)) for one in versions],
        "is_own": bool(versions) and not versions[0].is_shipped,
        "title": text.label,
    }
    return render(request, "notices/text.html", context)


def _newest_of_all() -> list[TextVersion]:
    newest: dict[tuple[str, str], TextVersion] = {}
    for one in TextVersion.objects.order_by("number"):
        newest[one.text, one.language] = one
    return list(newest.values())


def _framed(response: HttpResponse) -> HttpResponse:
    """In a sandbox of its own, where the mail's inline styles are let in and nothing else is."""
    response["Content-Security-Policy"] = FRAME_POLICY.format(remote="")
    return response


def _allowed(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.may(EDIT_TEXTS):
        raise NotAllowed(_("What mails say is for administrators."))
    return actor


def _find(name: str, language: str) -> MailText:
    if name not in MailText.registry or language not in dict(settings.LANGUAGES):
        raise Http404
    return MailText.registry[name]
