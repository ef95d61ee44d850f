"""What a witness meets. Designed for a teacher who saw it, has no account here, and has two minutes."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from vakdesk.access.actors import Actor, Door, machine
from vakdesk.competence import actions, forms
from vakdesk.competence.actions.seeing import digest_of
from vakdesk.competence.models import Evidence
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused

WITNESS: Actor = machine("witness", "Witness by link", door=Door.PORTAL)


@never_cache
@login_not_required
def testify(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link states what they saw, once. Whatever is wrong with it, it is not there."""
    rows = Evidence.objects.by_link(digest_of(token), clock.now())  # anyone: whoever has the link
    found = rows.select_related("person", "observer").first()
    if found is None:
        raise Http404
    page = partial(_page, request, found)
    if request.method != "POST":
        return page(forms.TestifyForm())
    form = forms.TestifyForm(request.POST)
    if not form.is_valid():
        return page(form, status=422)
    try:
        actions.testify(found, by=WITNESS, **form.cleaned_data)
    except Refused as refusal:
        form.refuse(refusal)
        return page(form, status=409)
    return render(request, "competence/thanks.html", {"title": _("Thank you"), "piece": found})


def _page(request: HttpRequest, found: Evidence, form: forms.TestifyForm, status: int = 200) -> HttpResponse:
    context = {"title": _("What did you see?"), "piece": found, "form": form, "submit": _("Send it"), "action": request.get_full_path()}
    return render(request, "competence/testify.html", context, status=status)
