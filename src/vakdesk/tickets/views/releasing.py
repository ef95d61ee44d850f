"""What trainees wrote and waits for somebody: the queue, and one message to read, edit, release or send back.

Designed for a coach with five minutes between two lessons.
"""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.tickets import actions, permissions
from vakdesk.tickets.care import lapse_moments
from vakdesk.tickets.forms.caring import ReleaseForm, SendBackForm
from vakdesk.tickets.forms.working import PlainForm
from vakdesk.tickets.models import Release
from vakdesk.tickets.releases import Releases, particulars_of
from vakdesk.tickets.telling import differences, latest_of
from vakdesk.tickets.views.finding import allow
from vakdesk.ui.answers import ask, carry_out, go, safe_next
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.RELEASE)
    rows = Release.objects.visible_to(request.actor).releasable_by(request.actor).with_people()
    return answer(request, Releases(), rows)  # type: ignore[return-value]


def release(request: HttpRequest, pk: int) -> HttpResponse:
    """GET reads it, with what was said before; POST releases it, as written or as it stands in the form."""
    waiting = _find(request, pk)
    allow(request, permissions.RELEASE, waiting)
    page = partial(_page, request, waiting)
    if request.method != "POST":
        form = ReleaseForm(actor=request.actor, waiting=waiting)
        form.fields["text"].widget.attrs |= {"data-key": "e"} | ({"autofocus": True} if "edit" in request.GET else {})
        return page(form)
    form = ReleaseForm(request.POST, actor=request.actor, waiting=waiting)
    back = safe_next(request, reverse("tickets:releases"))
    said = _("Released: %(whom)s has it now.") % {"whom": waiting.ticket.record.requester}
    return carry_out(request, form, actions.release, waiting, then=back, page=page, said=said)


def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    waiting = _find(request, pk)
    allow(request, permissions.RELEASE, waiting)
    back = safe_next(request, reverse("tickets:releases"))
    author = waiting.message.author
    assert author is not None
    words = {"title": _("Send it back to %(trainee)s") % {"trainee": author.get_short_name()}, "submit": _("Send it back")}
    page = partial(ask, request, back=back, subject=str(waiting.ticket), intro=_("Nothing goes to the requester."), **words)
    if request.method != "POST":
        return page(SendBackForm(actor=request.actor))
    form = SendBackForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.send_back, waiting, then=back, page=page, said=_("Sent back."))


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    waiting = _find(request, pk)
    back = waiting.ticket.get_absolute_url()
    page = partial(ask, request, title=_("Take it back"), submit=_("Take it back"), back=back)
    form = PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.take_back, waiting, then=back, page=page, said=_("It is your draft again."))


def _page(request: HttpRequest, waiting: Release, form: Form) -> HttpResponse:
    if not waiting.is_waiting:
        return go(request, waiting.ticket.get_absolute_url())
    context = {
        "waiting": waiting,
        "ticket": waiting.ticket,
        "form": form,
        "lapses": lapse_moments([waiting])[waiting.pk],
        "items": latest_of(waiting.ticket, request.actor),
        "particulars": particulars_of(waiting),
        "difference": _changed(form) if form.is_bound else "",
        "title": str(waiting),
    }
    return render(request, "tickets/release.html", context)


def _changed(form: Form) -> SafeString:
    words = {one.name: (str(one.initial or ""), str(one.value() or "")) for one in form if one.name != "why" and one.name in form.data}
    return differences(words)


def _find(request: HttpRequest, pk: int) -> Release:
    return get_object_or_404(Release.objects.visible_to(request.actor).with_people(), pk=pk)
