"""How one person likes the desk: theme, density, navigation, shortcuts. Kept in a signed cookie per browser."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

COOKIE = "vakdesk_view"
A_YEAR = 365 * 24 * 3600

CHOICES = {
    "theme": {"auto": _("Auto"), "light": _("Light"), "dark": _("Dark"), "contrast": _("Contrast")},
    "density": {"compact": _("Compact"), "comfortable": _("Comfortable")},
    "navigation": {"open": _("Open"), "slim": _("Slim")},
    "shortcuts": {"on": _("On"), "off": _("Off")},
    "undo": {"on": _("On"), "off": _("Off")},
    "steps": {"hints": _("With hints"), "plain": _("Without hints"), "off": _("Hidden")},
    "language": dict(settings.LANGUAGES),
}
Keeper = Callable[[HttpRequest, str, str], None]
#: What was chosen is a fact about the person too, for other browsers and for mail; the room that knows persons appends
#: a function that keeps it.
keepers: list[Keeper] = []


@dataclass(frozen=True)
class Preferences:
    theme: str = "auto"
    density: str = "compact"
    navigation: str = "open"
    shortcuts: str = "on"
    undo: str = "on"
    steps: str = "hints"

    def with_choices(self, given: dict[str, Any]) -> "Preferences":
        """These preferences with every known choice of `given` taken over; anything else is ignored."""
        return replace(self, **{name: value for name, value in given.items() if value in CHOICES.get(name, ()) and name in asdict(self)})


def of(request: HttpRequest) -> Preferences:
    """The person's own preferences (`request.likes`, where ActorMiddleware found any), else this browser's, else the house's."""
    try:
        carried = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE)
    except signing.BadSignature:
        carried = {}
    likes: dict[str, Any] = getattr(request, "likes", {})
    return Preferences().with_choices(carried if isinstance(carried, dict) else {}).with_choices(likes)


def keep(response: HttpResponse, preferences: Preferences, language: str = "") -> None:
    """Makes the browser carry these preferences, and the language if one was chosen, for a year."""
    value = signing.dumps(asdict(preferences), salt=COOKIE)
    response.set_cookie(COOKIE, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=settings.HTTPS)
    if language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS)
