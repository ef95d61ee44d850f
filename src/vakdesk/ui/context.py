"""What every template gets besides its own context."""

from typing import Any

from django.http import HttpRequest

from vakdesk.ui.shell import Shell


def shell(request: HttpRequest) -> dict[str, Any]:
    """`shell`: navigation, commands and preferences of this request, computed when asked for."""
    return {"shell": Shell(request), "actor": getattr(request, "actor", None)}
