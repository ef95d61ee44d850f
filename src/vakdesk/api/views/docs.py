"""The description of the API: as a page to read, and as the document that programs read."""

import json
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.access.actors import Actor
from vakdesk.api.openapi import ABOUT, document
from vakdesk.people.permissions import SEE
from vakdesk.ui.offering import Thing


@cache
def described() -> dict[str, Any]:
    """Drawn once per process, in English, as programs read it."""
    with translation.override("en"):
        found: dict[str, Any] = json.loads(json.dumps(document()))
    return found


@cache
def _as_text() -> str:
    return json.dumps(described(), separators=(",", ":"))


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Open to all: it says what can be asked, and nothing that anybody has stored."""
    return HttpResponse(_as_text(), content_type="application/json", headers={"Cache-Control": "public, max-age=300"})


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = {
        "title": _("API"),
        "about": ABOUT,
        "groups": _groups(),
        "shapes": [{"name": name, "words": _keys(schema)} for name, schema in described()["components"]["schemas"].items()],
        "site": request.build_absolute_uri("/"),
        "shell_page": "ui/desk.html" if actor.reach(SEE) else "ui/portal.html",
    }
    return render(request, "api/docs.html", context)


@cache
def _groups() -> list[dict[str, Any]]:
    """The operations under their tags, as the page draws them."""
    found: dict[str, dict[str, Any]] = {
        tag["name"]: {"name": tag["name"], "about": tag.get("description", ""), "operations": []} for tag in described()["tags"]
    }
    for path, methods in described()["paths"].items():
        for method, operation in methods.items():
            found[operation["tags"][0]]["operations"].append(_operation(path, method, operation))
    return [group for group in found.values() if group["operations"]]


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    schema = next((each["schema"] for each in reversed(body.values())), None)
    words = [
        _word(each["name"], each["schema"], each.get("required", False), each.get("description", "")) for each in operation["parameters"]
    ]
    good = [each for status, each in operation["responses"].items() if status.startswith("2")]
    shown = next(
        (each["content"]["application/json"]["schema"] for each in reversed(good) if "application/json" in each.get("content", {})), {}
    )
    ref = shown.get("$ref") or shown.get("properties", {}).get("items", {}).get("items", {}).get("$ref", "")
    thing = Thing.registry.get(operation["tags"][0])
    return {
        "id": operation["operationId"],
        "path": path,
        "method": method.upper(),
        "summary": operation["summary"],
        "permission": operation.get("x-permission", ""),
        "room": thing.room if thing else "",
        "words": words + (_keys(schema) if schema else []),
        "told_words": " · ".join(body) if body else "",
        "statuses": list(operation["responses"]),
        "shape": ref.rpartition("/")[2],
    }


def _keys(schema: dict[str, Any]) -> list[dict[str, Any]]:
    needed = schema.get("required", [])
    return [_word(name, each, name in needed, each.get("description", "")) for name, each in schema.get("properties", {}).items()]


def _word(name: str, schema: dict[str, Any], required: bool, told: str) -> dict[str, Any]:
    inner = next((each for each in schema.get("anyOf", [schema]) if each.get("type") != "null"), schema)
    kind = inner.get("type", "")
    kinds = " | ".join(kind) if isinstance(kind, list) else str(kind)
    said = f"{kinds} ({inner['format']})" if "format" in inner else kinds
    return {
        "name": name,
        "kind": said,
        "required": required,
        "told": told,
        "values": ", ".join(str(each) for each in inner.get("enum", []) if each not in (None, "")),
    }
