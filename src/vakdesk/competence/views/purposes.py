"""May a client's tickets qualify people? Designed for a privacy officer who must be able to show on what it rests."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.competence import actions, forms
from vakdesk.competence.models import Purpose
from vakdesk.competence.permissions import PURPOSE
from vakdesk.people.models import Organisation
from vakdesk.ui.answers import allow, ask, carry_out


@require_safe
def purposes(request: HttpRequest) -> HttpResponse:
    allow(request, PURPOSE)
    decided = {one.pk: one for one in Purpose.objects.visible_to(request.actor).select_related("switched_by")}
    rows = [(one, decided.get(one.pk)) for one in Organisation.objects.visible_to(request.actor).filter(is_active=True)]
    return render(request, "competence/purposes.html", {"title": _("Tickets as evidence"), "rows": rows})


def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    found = _organisation(request, pk)
    back = reverse("competence:purposes")
    intro = _("Their portal says so from then on. Consent of employees is no ground: at work nobody can refuse freely.")
    page = partial(
        ask, request, title=_("Let their tickets qualify people"), submit=_("Allow it"), back=back, subject=str(found), intro=intro
    )
    there = Purpose.objects.visible_to(request.actor).filter(organisation=found).first()
    if request.method == "POST":
        form = forms.SwitchOnForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.switch_on, found, then=back, page=page, said=_("Allowed."))
    shown = {"basis": there.basis, "contract": there.contract, "starts_on": there.starts_on} if there else None
    return page(forms.SwitchOnForm(actor=request.actor, initial=shown))


def switch_off(request: HttpRequest, pk: int) -> HttpResponse:
    found = _organisation(request, pk)
    back = reverse("competence:purposes")
    intro = _("Nothing more is suggested or submitted. What was submitted stays with its person until they withdraw it.")
    page = partial(ask, request, title=_("End it"), submit=_("End it"), back=back, subject=str(found), intro=intro, danger=True)
    if request.method == "POST":
        form = forms.SwitchOffForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.switch_off, found, then=back, page=page, said=_("Ended."))
    return page(forms.SwitchOffForm(actor=request.actor))


def _organisation(request: HttpRequest, pk: int) -> Organisation:
    found = get_object_or_404(Organisation.objects.visible_to(request.actor), pk=pk)
    allow(request, PURPOSE, found)
    return found
