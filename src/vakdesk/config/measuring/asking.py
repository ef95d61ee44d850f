"""Clients of a served desk, each signed in as an agent over a connection of its own."""

import http.client
import itertools
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from vakdesk.people.models import Person

SECRET = "b" * 32  # a form token that is its own cookie


@dataclass(frozen=True)
class Ask:
    """A page (`path`), or with `form` what is posted there."""

    path: str
    form: dict[str, str] | None = None


@dataclass(frozen=True)
class Answers:
    """Milliseconds of each answer, and of all together; bytes of the last one."""

    each_ms: list[float]
    total_ms: float
    size: int

    def percentile(self, part: float) -> float:
        ordered = sorted(self.each_ms)
        return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 1)

    @property
    def count(self) -> int:
        return len(self.each_ms)

    @property
    def per_second(self) -> float:
        return round(len(self.each_ms) / self.total_ms * 1000, 1)


def session_of(person: Person) -> str:
    """A signed-in browser's session."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)


class Browser:
    """One client. What is not answered as expected ends the measurement."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={SECRET}"

    def ask(self, what: Ask) -> int:
        """How many bytes came."""
        headers, body, wanted = {"Cookie": self._cookies, "Accept-Encoding": "gzip", "Host": "localhost"}, None, 200
        if what.form is not None:
            body, wanted = urlencode(what.form | {"csrfmiddlewaretoken": SECRET, "_once": secrets.token_urlsafe(12)}), 303
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        response = self._answer("POST" if body else "GET", what.path, body, headers)
        content = response.read()
        assert response.status == wanted, f"{what.path}: {response.status} {content[:300]!r}"
        return len(content)

    def _answer(self, *request: Any) -> http.client.HTTPResponse:
        """A connection that lay idle may have been closed by the server, as browsers know: then it is asked over a new one."""
        try:
            self._connection.request(*request)
            return self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()
            self._connection.request(*request)
            return self._connection.getresponse()


def ask_all(browsers: list[Browser], count: int, what: Callable[[int], Ask], *, seconds: float = 60) -> Answers:
    """`count` questions, or as many as are answered within so many seconds, shared among the browsers, which ask at once."""
    each: list[float] = []
    sizes: list[int] = []
    until = time.monotonic() + seconds
    numbers = itertools.takewhile(lambda number: not number or time.monotonic() < until, range(count))
    lock = threading.Lock()
    faults: list[BaseException] = []

    def go_on(browser: Browser) -> None:
        try:
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None or faults:
                    return
                begun = time.perf_counter()
                size = browser.ask(what(number))
                each.append((time.perf_counter() - begun) * 1000)
                sizes.append(size)
        except BaseException as fault:  # noqa: BLE001  told to the thread that measures
            faults.append(fault)

    begun = time.perf_counter()
    threads = [threading.Thread(target=go_on, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return Answers(each, (time.perf_counter() - begun) * 1000, sizes[-1])
