"""Every test's browsers are answered by one chain of middleware: making one walks through the static files and reads the settings.

Where a test overrides settings, its browsers get a chain of their own.
"""

from typing import Any

from django.conf import UserSettingsHolder, settings
from django.test.client import ClientHandler

_made: dict[str, Any] = {}
_load = ClientHandler.load_middleware
PARTS = ("_view_middleware", "_template_response_middleware", "_exception_middleware", "_middleware_chain")


def share_middleware() -> None:
    ClientHandler.load_middleware = _shared


def _shared(self: ClientHandler, is_async: bool = False) -> None:
    if is_async or isinstance(settings._wrapped, UserSettingsHolder):
        _load(self, is_async)
        return
    if not _made:
        _load(self)
        _made.update({part: getattr(self, part) for part in PARTS})
    self.__dict__.update(_made)
