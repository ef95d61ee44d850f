"""What every template gets besides its own context."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from vakdesk.ui.shell import Shell, form_token


def shell(request: HttpRequest) -> dict[str, Any]:
    """`shell`: navigation, commands and preferences of this request, computed when asked for; `csrf_token`: one for all its forms."""
    return {
        "shell": Shell(request),
        "actor": getattr(request, "actor", None),
        "csrf_token": SimpleLazyObject(lambda: form_token(request)),
    }
