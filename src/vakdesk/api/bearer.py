"""Who is calling: the person whose token it is, within its scopes. Asked anew for each request, so revoking works at once."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor, Door
from vakdesk.access.permissions import Permission
from vakdesk.api import secrets
from vakdesk.api.models import SEEN_EVERY, Token
from vakdesk.api.problems import Problem
from vakdesk.api.scopes import Scopes, scopes_of
from vakdesk.kit import clock
from vakdesk.people.actors import actor_for

ASKS = {"WWW-Authenticate": 'Bearer realm="vakdesk"'}
#: Names under which programs like to put a token into an address.
IN_ADDRESSES = frozenset({"token", "access_token", "api_token", "api_key", "apikey", "key", "bearer", "authorization"})
MINUTE = 60


@dataclass(frozen=True)
class Bearer:
    token: Token
    actor: Actor
    scopes: Scopes

    def must_read(self, room: str) -> None:
        if not self.scopes.read(room):
            raise Problem(403, _("This token may not read “%(room)s”. Make one with the scope %(room)s:read.") % {"room": room})

    def must_write(self, room: str, permission: Permission) -> None:
        if not self.scopes.write(room, permission):
            told = {"room": room, "act": permission.name}
            raise Problem(403, _("This token may not do that. Make one with the scope %(room)s:write, or %(act)s.") % told)


def bearer_of(request: HttpRequest) -> Bearer:
    """Raises Problem: 400 for a token in the address, 401 without one that is in force, 429 for too many requests."""
    _not_in_the_address(request)
    found = known(request.headers.get("Authorization", ""))
    if found is None:
        raise Problem(401, _("Send a token that is in force: Authorization: Bearer vd_…"), headers=ASKS)
    _count(found)
    now = clock.now()
    if found.used_at is None or now - found.used_at > SEEN_EVERY:
        Token.objects.filter(pk=found.pk).update(used_at=now)
    return Bearer(found, actor_for(found.person, door=Door.API), scopes_of(found.scopes))


def known(header: str) -> Token | None:
    """The token in force that the header shows."""
    scheme, _space, text = header.partition(" ")
    shown = secrets.PATTERN.fullmatch(text.strip())
    if scheme.lower() != "bearer" or shown is None:
        return None
    token = Token.objects.in_force(clock.now()).select_related("person__organisation").filter(handle=shown[1]).first()
    return token if token is not None and secrets.fits(shown[2], token.digest) else None


def still_in_force(token: Token) -> bool:
    """Asked again and again while somebody listens."""
    return Token.objects.in_force(clock.now()).filter(pk=token.pk).exists()


def _not_in_the_address(request: HttpRequest) -> None:
    shown = any(name.lower() in IN_ADDRESSES for name in request.GET) or secrets.PATTERN.search(request.get_full_path())
    if shown:
        raise Problem(
            400, _("Never put a token into an address: it ends up in logs and histories. Revoke it, and send the next as a header.")
        )


def _count(token: Token) -> None:
    """One more request in this minute; Raises Problem when there are too many."""
    if not settings.API_REQUESTS_PER_MINUTE:
        return
    minute = int(clock.now().timestamp()) // MINUTE
    name = f"api:{token.pk}:{minute}"
    if cache.add(name, 1, timeout=2 * MINUTE):
        return
    try:
        number = cache.incr(name)
    except ValueError:  # forgotten between the two
        return
    if number > settings.API_REQUESTS_PER_MINUTE:
        seconds = MINUTE - int(clock.now().timestamp()) % MINUTE
        told = {"limit": settings.API_REQUESTS_PER_MINUTE, "seconds": seconds}
        sentence = _("More than %(limit)d requests in a minute. Go on in %(seconds)d seconds.") % told
        raise Problem(429, sentence, headers={"Retry-After": str(seconds)})
