"""Access tokens for mail servers (RFC 6749): got with a refresh token, or with the client's own secret where there is none."""

import json
import urllib.error
import urllib.request
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from vakdesk.kit import clock, secrets
from vakdesk.kit.text import one_line, storable
from vakdesk.mailroom.models import Mailbox, Watch
from vakdesk.mailroom.transport.kinds import Fault, Trouble
from vakdesk.mailroom.transport.places import is_this_machine

ANSWER_WITHIN_SECONDS = 20
LARGEST_ANSWER_BYTES = 100_000
RENEWED_BEFORE = timedelta(minutes=5)
USUAL_LIFETIME_SECONDS = 3600


def access_token(mailbox: Mailbox, watch: Watch, own: dict[str, str], *, anew: bool = False) -> str:
    """A token that holds for some minutes yet; `anew` asks for another even so. Raises Trouble when none is given.

    A refresh token that the service replaces is kept with the mailbox's state, for those that are good for one use only.
    """
    held = _held(watch)
    if not anew and held.get("access") and held["until"] > clock.now().timestamp():
        return str(held["access"])
    answer = _ask(mailbox, own, held.get("refresh") or own.get("refresh_token", ""))
    token = str(answer.get("access_token", ""))
    if not token:
        raise Trouble(Fault.CONSENT)
    lasts = timedelta(seconds=_seconds(answer.get("expires_in")))
    until = clock.now() + max(lasts - RENEWED_BEFORE, lasts / 2)
    refresh = answer.get("refresh_token") or held.get("refresh")
    watch.tokens = secrets.seal({"access": token, "until": until.timestamp()} | ({"refresh": refresh} if refresh else {}))
    Watch.objects.filter(pk=watch.pk).update(tokens=watch.tokens)
    return token


def _held(watch: Watch) -> dict[str, Any]:
    """The tokens we got last; none where they were sealed under another key."""
    try:
        return secrets.unseal(watch.tokens)
    except secrets.Unreadable:
        return {}


def _ask(mailbox: Mailbox, own: dict[str, str], refresh: str) -> dict[str, Any]:
    asked = {"client_id": mailbox.client_id, "grant_type": "refresh_token", "refresh_token": refresh}
    if not refresh:
        asked = {"client_id": mailbox.client_id, "grant_type": "client_credentials"}
    if own.get("client_secret"):
        asked["client_secret"] = own["client_secret"]
    if mailbox.scope:
        asked["scope"] = mailbox.scope
    parts = urlsplit(mailbox.token_url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_this_machine(parts.hostname or "")):
        raise Trouble(Fault.SIGN_IN_AWAY)
    request = urllib.request.Request(mailbox.token_url, urlencode(asked).encode(), {"Accept": "application/json"})  # noqa: S310  see above
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_WITHIN_SECONDS) as answer:  # noqa: S310
            read = json.loads(answer.read(LARGEST_ANSWER_BYTES))
    except urllib.error.HTTPError as refusal:
        if refusal.code >= 500 or refusal.code == 429:
            raise Trouble(Fault.SIGN_IN_AWAY, f"HTTP {refusal.code}") from None
        raise Trouble(Fault.CONSENT, _error_in(refusal)) from None
    except (OSError, ValueError):
        raise Trouble(Fault.SIGN_IN_AWAY) from None
    return read if isinstance(read, dict) else {}


def _error_in(refusal: urllib.error.HTTPError) -> str:
    """The code that the service gives, such as "invalid_grant"; never its whole answer, which may hold what we sent."""
    try:
        return one_line(storable(str(json.loads(refusal.read(LARGEST_ANSWER_BYTES))["error"])), at_most=60)
    except (ValueError, KeyError, TypeError, OSError):
        return f"HTTP {refusal.code}"


def _seconds(said: Any) -> int:
    try:
        return max(int(said), 1)
    except (TypeError, ValueError):
        return USUAL_LIFETIME_SECONDS
