"""Is everything well? A page for administrators, and the same as JSON for a monitor."""

import ipaddress

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vakdesk.administration.health import BAD, parts, state_of, versions
from vakdesk.administration.permissions import SEE_HEALTH
from vakdesk.administration.views.allowing import allowed
from vakdesk.kit import clock

#: What proxies add. A request that carries one came from elsewhere, whatever address it has here.
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    allowed(request, SEE_HEALTH)
    house = parts(clock.now())
    return render(request, "administration/health.html", {"parts": house, "state": state_of(house), "versions": versions()})


@login_not_required
@require_safe
def health_json(request: HttpRequest) -> HttpResponse:
    """200 when nothing is bad, else 503. For monitors on this machine without signing in, for administrators from anywhere.

    Anybody else is told that there is no such page: whether a house is well is nobody else's business.
    """
    actor = request.actor  # type: ignore[attr-defined]
    if not _from_this_machine(request) and (actor is None or not actor.reach(SEE_HEALTH).house):
        raise Http404
    house = parts(clock.now())
    state = state_of(house)
    found = {part.name: {"state": part.state, "said": str(part.said)} for part in house}
    response = JsonResponse({"state": state, "parts": found, "versions": versions()}, status=503 if state == BAD else 200)
    response["Cache-Control"] = "no-store"
    return response


def _from_this_machine(request: HttpRequest) -> bool:
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
