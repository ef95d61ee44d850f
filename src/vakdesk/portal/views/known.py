"""Whoever is about to report what is known joins those who wait for it, in one press."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vakdesk.majors import actions
from vakdesk.portal.forms import PlainForm
from vakdesk.portal.known import majors_known_to
from vakdesk.portal.views.finding import SHELL, at_the_portal
from vakdesk.ui.answers import ask, carry_out


@require_POST
@at_the_portal
def me_too(request: HttpRequest, reference: str) -> HttpResponse:
    known = get_object_or_404(majors_known_to(request.actor), ticket__record__reference=reference.upper())
    page = partial(ask, request, title=known.headline, submit=_("Tell me when it is over"), back=reverse("portal:home"), **SHELL)
    return carry_out(
        request,
        PlainForm(request.POST, actor=request.actor),
        actions.me_too,
        known,
        then=lambda report: reverse("portal:report", args=[report.reference]),
        page=page,
        said=_("Thank you. You hear from us when there is news, and when it is over."),
    )
