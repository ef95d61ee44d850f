"""One's own account, and the very first one. Designed for somebody who signs in twice a year."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vakdesk.kit.errors import Refused
from vakdesk.people import actions, forms, permissions
from vakdesk.people.kinds import Factor
from vakdesk.people.models import Person
from vakdesk.people.views.people import form_page, timeline
from vakdesk.ui.preferences import CHOICES
from vakdesk.ui.preferences import of as preferences_of


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    """Everything a person can see and set about themselves, staff and requesters alike."""
    own = _own(request)
    context = {
        "person": own,
        "addresses": EmailAddress.objects.filter(user=own).order_by("-primary", "email"),
        "factors": [
            Factor(kind).label
            for kind in Authenticator.objects.filter(user=own).exclude(type=Factor.RECOVERY).order_by("type").values_list("type", flat=True)
        ],
        "links": SocialAccount.objects.filter(user=own),
        "sessions": UserSession.objects.purge_and_list(own),
        "theme_name": CHOICES["theme"][preferences_of(request).theme],
        "grants": own.grants.in_force().select_related("organisation", "team", "group").order_by("role"),
        "items": timeline(own, request.actor),  # type: ignore[attr-defined]
        "language_name": dict(settings.LANGUAGES).get(own.language, _("as your organisation")),
        "shell_page": _shell(request),
        "title": _("Your account"),
    }
    return render(request, "people/profile.html", context)


def edit_self(request: HttpRequest) -> HttpResponse:
    own = _own(request)
    return form_page(
        request,
        forms.ProfileForm,
        actions.edit_self,
        own,
        title=_("About you"),
        submit=_("Save"),
        back=reverse("people:profile"),
        initial=forms.initial_of(own, forms.ProfileForm),
        said=_("Saved."),
        shell=_shell(request),
    )


@never_cache
def prove_address(request: HttpRequest, proof: str) -> HttpResponse:
    """The link in a mail to an address that somebody says is theirs. They are signed in, so that nobody proves it for another."""
    own = _own(request)
    if request.method == "POST":
        try:
            actions.prove_address(own, by=request.actor, proof=proof)  # type: ignore[attr-defined]
        except Refused as refusal:
            messages.error(request, str(refusal.sentence))
        else:
            messages.success(request, _("The address is yours now."))
        return HttpResponseRedirect(reverse("account_email"), status=303)
    return render(request, "people/prove_address.html", {"email": actions.address_in(own, proof)})


@never_cache
@login_not_required
def welcome(request: HttpRequest) -> HttpResponse:
    """The first administrator introduces themselves. Not found once there is one."""
    if not actions.needs_administrator():
        raise Http404
    actions.first_code()
    form = forms.WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.welcome_administrator(**form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("Welcome, %(person)s. Sign in with what you have just chosen.") % {"person": person.get_short_name()}
            )
            return HttpResponseRedirect(reverse("account_login"), status=303)
    status = 422 if request.method == "POST" else 200
    return render(request, "people/welcome.html", {"form": form, "title": _("Welcome")}, status=status)


def _shell(request: HttpRequest) -> str:
    """The desk for those who work here, the portal for those who ask."""
    return "ui/desk.html" if request.actor.reach(permissions.SEE) else "ui/portal.html"  # type: ignore[attr-defined]


def _own(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # LoginRequiredMiddleware saw to it
    return Person.objects.select_related("organisation").get(pk=request.user.pk)  # anyone: their own row
