"""The end of a shift. Designed for an agent with a coat on: each open ticket gets a next step and an owner, on one page."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from vakdesk.people.models import Person
from vakdesk.shifts import actions, permissions
from vakdesk.shifts.forms import EndForm
from vakdesk.shifts.leaving import left_by, next_morning
from vakdesk.ui.answers import allow, carry_out


@require_http_methods(["GET", "HEAD", "POST"])
def end_shift(request: HttpRequest) -> HttpResponse:
    allow(request, permissions.END)
    person = Person.objects.visible_to(request.actor).get(pk=request.actor.person_id)
    left = left_by(person, request.actor)
    make = partial(EndForm, actor=request.actor, left=left, soon=next_morning(person, request.actor))

    def page(form: EndForm) -> HttpResponse:
        own = [one for one in left if not one.of_team]
        done = sum(one.planned is not None for one in own)
        return render(request, "shifts/end_shift.html", {"form": form, "done": done, "of": len(own), "title": _("End of shift")})

    if request.method != "POST":
        return page(make())
    form = make(request.POST)
    return carry_out(request, form, actions.end_shift, then=partial(_then, request), page=page, said=_said)  # type: ignore[arg-type]


def _then(request: HttpRequest, ended: actions.Ended) -> str:
    for ticket, why in ended.refused[:5]:
        messages.warning(request, f"{ticket.reference}: {why}")
    return reverse("shifts:end_shift")


def _said(ended: actions.Ended) -> Any:
    if not ended.count:
        return ""
    said = ngettext("%(count)d ticket has a next step and an owner.", "%(count)d tickets have a next step and an owner.", ended.count)
    return said % {"count": ended.count}
