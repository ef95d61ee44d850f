"""A copy that may leave. Designed for a coach who reads, line by line, what is hidden and what is not."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.competence import actions, forms
from vakdesk.competence.models import Copy, Evidence
from vakdesk.competence.permissions import COACH, KEEP
from vakdesk.competence.redacting import redacted
from vakdesk.tickets.models import Ticket
from vakdesk.ui.answers import allow, ask, carry_out


def prepare_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be hidden, before anything is kept."""
    found = get_object_or_404(Evidence.objects.visible_to(request.actor).with_work(), pk=pk)
    allow(request, KEEP, found)

    def page(form: forms.CopyForm) -> HttpResponse:
        hidden = form.cleaned_data.get("hidden", []) if form.is_bound and form.is_valid() else []
        context = {
            "title": _("A copy that may leave the desk"),
            "piece": found,
            "parts": redacted(found, hidden) if found.counts and _reads(request, found) else [],
            "form": form,
            "submit": _("Ask for its release"),
            "back": found.get_absolute_url(),
            "action": request.get_full_path(),
            "base": "ui/desk.html",
        }
        return render(request, "competence/copy.html", context)

    if request.method == "POST":
        form = forms.CopyForm(request.POST, actor=request.actor)
        words = {"then": _page_of, "page": page, "said": _("It waits for a second person.")}
        return carry_out(request, form, actions.prepare_copy, found, **words)  # type: ignore[arg-type]
    return page(forms.CopyForm(actor=request.actor))


@require_safe
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    found = _copy(request, pk)
    reads = _reads(request, found.evidence)
    context = {
        "title": _("A copy that may leave the desk"),
        "piece": found.evidence,
        "copy": found,
        "parts": redacted(found.evidence, found.hidden) if reads and found.waits else [],
        "reads": reads,
        "decides": found.waits and reads and found.prepared_by_id != request.actor.person_id and request.actor.may(COACH),
        "takes": found.is_released and request.actor.may(KEEP, found.evidence),
    }
    return render(request, "competence/copy.html", context)


@require_POST
def release_copy(request: HttpRequest, pk: int) -> HttpResponse:
    found = _copy(request, pk)
    allow(request, COACH)
    page = partial(ask, request, title=_("That was not possible"), submit=_("Try again"), back=found.get_absolute_url())
    form = forms.PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.release_copy, found, then=found.get_absolute_url(), page=page, said=_("Released."))


def refuse_copy(request: HttpRequest, pk: int) -> HttpResponse:
    found = _copy(request, pk)
    allow(request, COACH)
    back = found.get_absolute_url()
    page = partial(ask, request, title=_("Send the copy back"), submit=_("Send it back"), back=back, subject=str(found))
    if request.method == "POST":
        form = forms.RefuseCopyForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.refuse_copy, found, then=back, page=page, said=_("Sent back."))
    return page(forms.RefuseCopyForm(actor=request.actor))


@require_POST
def take_copy(request: HttpRequest, pk: int) -> HttpResponse:
    found = _copy(request, pk)
    allow(request, KEEP, found.evidence)
    text = actions.take_copy(found, by=request.actor)
    headers = {"Content-Disposition": f'attachment; filename="evidence-{found.evidence_id}.txt"', "Cache-Control": "private, no-store"}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


def _copy(request: HttpRequest, pk: int) -> Copy:
    rows = Copy.objects.visible_to(request.actor).select_related("evidence__record", "evidence__person", "prepared_by", "decided_by")
    return get_object_or_404(rows, pk=pk)


def _page_of(made: Copy) -> str:
    return made.get_absolute_url()


def _reads(request: HttpRequest, evidence: Evidence) -> bool:
    return evidence.record_id is None or Ticket.objects.visible_to_staff(request.actor).filter(pk=evidence.record_id).exists()
