"""Entries as they are written, for whoever listens: server-sent events, by position of the main book.

A listener holds no connection to the database while nothing happens. At every look the token and the rights of its person
are asked anew, so that a revoked token is dead in an open stream too.
"""

import json
import threading
import time
from collections.abc import Generator, Iterator

from django.db import connection
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _

from vakdesk.access.actors import Door
from vakdesk.api.bearer import Bearer, still_in_force
from vakdesk.api.problems import Problem, wrong
from vakdesk.api.reading import words_of
from vakdesk.logbook.models import Book, Entry, Head
from vakdesk.people.actors import actor_for
from vakdesk.ui.offering import Thing

#: Listeners of one process at once; the next ones poll the list.
MOST_LISTENERS = 40
LOOK_EVERY_SECONDS = 2.0
LONGEST_SECONDS = 15 * 60
AT_ONCE = 200
_places = threading.BoundedSemaphore(MOST_LISTENERS)


def listen(request: HttpRequest, bearer: Bearer) -> StreamingHttpResponse:
    """From the position in `after` or Last-Event-ID on, else from now. Ends by itself after a quarter of an hour."""
    bearer.must_read("logbook")
    words = words_of(request, ("after",))
    given = words.get("after") or request.headers.get("Last-Event-ID", "")
    if given and not (given.isascii() and given.isdecimal() and len(given) < 19):
        raise wrong("after", _("This takes the position of an entry, a whole number."))
    start = int(given) if given else Head.objects.filter(book=Book.MAIN).values_list("position", flat=True).first() or 0
    response = StreamingHttpResponse(Listening(bearer, start, _places), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    response["Content-Encoding"] = "identity"  # an event that waits to be compressed with the next one is late
    return response


class Listening:
    """The events for one listener, who has a place until the answer is closed, also when nothing was ever read of it."""

    def __init__(self, bearer: Bearer, position: int, places: threading.BoundedSemaphore) -> None:
        if not places.acquire(blocking=False):
            raise Problem(503, _("Too many are listening. Ask the list with “after” now and then."), headers={"Retry-After": "60"})
        self._places: threading.BoundedSemaphore | None = places
        self._events = _events(bearer, position)

    def __iter__(self) -> Iterator[str]:
        return self._events

    def close(self) -> None:
        self._events.close()
        places, self._places = self._places, None
        if places is not None:
            places.release()


def _events(bearer: Bearer, position: int) -> Generator[str, None, None]:
    until = time.monotonic() + LONGEST_SECONDS
    yield ": listening\n\n"
    while time.monotonic() < until:
        if not still_in_force(bearer.token):
            yield f"event: end\ndata: {json.dumps({'detail': _('This token is no longer in force.')})}\n\n"
            return
        for entry in _new(bearer, position):
            position = entry.position
            yield f"id: {position}\nevent: entry\ndata: {json.dumps(Thing.registry['entries'].shape.of(entry))}\n\n"
        if not connection.in_atomic_block:
            connection.close()
        yield ": still here\n\n"
        time.sleep(LOOK_EVERY_SECONDS)


def _new(bearer: Bearer, position: int) -> list[Entry]:
    actor = actor_for(bearer.token.person, door=Door.API)
    seen = Entry.objects.visible_to(actor).filter(book=Book.MAIN, position__gt=position)
    return list(seen.order_by("position")[:AT_ONCE])
