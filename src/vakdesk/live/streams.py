"""A page's open line to the desk, as server-sent events. It holds no connection to the database while it waits."""

import json
from collections.abc import Callable, Iterator
from importlib import import_module
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation

from vakdesk.access.actors import Actor
from vakdesk.live import presence
from vakdesk.live.hub import Ear, Full, hub
from vakdesk.live.presence import PULSE_SECONDS
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person

#: A stream ends by then and the page opens another, so that a server that stops waits for none.
LASTS_SECONDS = 300
#: What there is to say to this reader now; None to who may no longer read it.
Say = Callable[[Actor], "dict[str, Any] | None"]


def stream(request: HttpRequest, record_id: int, page: str, say: Say) -> HttpResponse:
    """What `say` answers, whenever it answers something else, until the reader goes or may no longer read it.

    204, after which a browser asks no more by itself, when too many are open.
    """
    listening = hub.listening(record_id)
    try:
        ear = listening.__enter__()
    except Full:
        return HttpResponse(status=204)
    events = _Events(request, ear, listening, page=page, say=say)
    response = StreamingHttpResponse(events, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    response["Content-Encoding"] = "identity"  # packing would hold events back
    return response


class _Events:
    """Leaves the hub however it ends: run out, broken off, or closed before it began."""

    def __init__(self, request: HttpRequest, ear: Ear, listening: Any, *, page: str, say: Say) -> None:
        self._listening, self._page, self._actor = listening, page, request.actor
        self._run = self._told(request.session.session_key, say, ear)
        self._language, self._zone = translation.get_language(), timezone.get_current_timezone()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._run)

    def close(self) -> None:
        self._run.close()
        if self._listening is not None:
            self._listening.__exit__(None, None, None)
            self._listening = None
            presence.leave(self._page, by=self._actor)
            _let_go()

    def _told(self, session_key: str | None, say: Say, ear: Ear) -> Iterator[bytes]:
        before, ends = None, monotonic() + LASTS_SECONDS
        yield b"retry: 3000\n\n"
        while monotonic() < ends:
            ear.rung.clear()
            actor = reader(session_key)
            with timezone.override(self._zone), translation.override(self._language):
                said = say(actor) if actor else None
            if said is not None and actor is not None:
                presence.still_there(ear.record_id, self._page, by=actor)
            _let_go()
            if said is None:
                yield b"event: end\ndata: {}\n\n"
                return
            yield _event(said) if said != before else b": still here\n\n"
            before = said
            ear.rung.wait(PULSE_SECONDS)


def reader(session_key: str | None) -> Actor | None:
    """Whose session that is by now; None when it has ended, or its person may no longer sign in."""
    asking = HttpRequest()
    asking.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    person = get_user(asking)
    return actor_for(person) if isinstance(person, Person) else None


def _event(said: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(said)}\n\n".encode()


def _let_go() -> None:
    if not connection.in_atomic_block:
        connection.close()
