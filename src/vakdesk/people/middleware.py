"""Each request gets `request.actor` (None when nobody is signed in), what the person likes, and their language and time zone."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation

from vakdesk.logbook.remembering import one_moment
from vakdesk.people.actions import needs_administrator
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person


class ActorMiddleware:
    """Zone order: person, organisation, house. Language order: person, choice made in this browser, organisation.

    A sign-in page is no use in a house without an administrator: whoever asks for it is sent to the welcome page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user if isinstance(request.user, Person) else None
        request.actor = actor_for(person) if person else None  # type: ignore[attr-defined]
        request.likes = {"theme": person.theme, "density": person.density, "undo": person.undo} if person else {}  # type: ignore[attr-defined]
        language = _language(request, person)
        with one_moment(), timezone.override(_zone(person)), translation.override(language):
            request.LANGUAGE_CODE = language
            response = self._answer(request)
            response.headers.setdefault("Content-Language", language)
            return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.path == reverse("account_login") and not request.user.is_authenticated and needs_administrator():
            return HttpResponseRedirect(reverse("people:welcome"))
        return self.get_response(request)


def _language(request: HttpRequest, person: Person | None) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    of_organisation = person.organisation.language if person and person.organisation else ""
    language = (person and person.language) or chosen or of_organisation or translation.get_language_from_request(request)
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _zone(person: Person | None) -> zoneinfo.ZoneInfo:
    of_organisation = person.organisation.zone if person and person.organisation else ""
    return zoneinfo.ZoneInfo((person and person.zone) or of_organisation or settings.TIME_ZONE)
