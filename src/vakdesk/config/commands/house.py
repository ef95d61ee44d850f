"""`vakdesk house`: what the house is made of, from the registries themselves."""

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django_tasks.base import Task

from vakdesk.access.permissions import Permission
from vakdesk.kit.benches import benches
from vakdesk.kit.commands import Needs, command, commands
from vakdesk.kit.standing import duties
from vakdesk.kit.timetable import timetable
from vakdesk.logbook.act import reactions
from vakdesk.logbook.followers import followers
from vakdesk.logbook.verbs import Verb


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="the same as one JSON object")


@command(
    "house",
    help="Print the rooms, routes, verbs, permissions, duties, jobs, followers, reactions, commands and benches.",
    example="vakdesk house --json",
    arguments=_arguments,
    needs=Needs.ROOMS,
)
def run(options: Namespace) -> int:
    found = house()
    print(json.dumps(found, indent=2, ensure_ascii=False) if options.json else _as_text(found))
    return 0


def house() -> dict[str, dict[str, str]]:
    """Every kind of declaration: name → what is said of it."""
    return {
        "rooms": dict.fromkeys(settings.ROOMS, ""),
        "routes": dict(_routes(get_resolver().url_patterns)),
        "verbs": {verb.name: str(verb.sentence) for verb in Verb.registry},
        "permissions": {each.name: f"{each.sentence} ({', '.join(_holders(each))})" for each in Permission.registry},
        "standing duties": dict.fromkeys((each.name for each in duties), "all the time, in one worker"),
        "timetable": {each.name: f"every {each.every}" for each in timetable},
        "tasks": dict.fromkeys(_tasks(), ""),
        "followers": {each.name: ", ".join(sorted(each.verbs or ["every verb"])) for each in followers},
        "reactions": {verb: ", ".join(f"{each.__module__}.{each.__qualname__}" for each in those) for verb, those in reactions.items()},
        "commands": {each.name: each.help for each in commands},
        "benches": {each.name: each.help for each in benches},
    }


def _tasks() -> list[str]:
    """Background tasks have no registry: they are found where the rooms' modules hold them."""
    ours = [module for name, module in sorted(sys.modules.items()) if name.startswith("vakdesk.")]
    return sorted({each.module_path for module in ours for each in vars(module).values() if isinstance(each, Task)})


def _holders(permission: Permission) -> list[str]:
    roles = [role.value for role in permission.granted_to]
    return roles + ["its requester"] * permission.for_requester + [f"machine {name}" for name in permission.machines]


def _routes(patterns: list[Any], prefix: str = "/", space: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for pattern in patterns:
        path = prefix + str(pattern.pattern).removeprefix("^").removesuffix(r"\Z").removesuffix("$")
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += _routes(pattern.url_patterns, path, inner)
        elif isinstance(pattern, URLPattern):
            found.append((path, f"{space}{pattern.name or ''}"))
    return found


def _as_text(found: dict[str, dict[str, str]]) -> str:
    lines: list[str] = []
    for kind, things in found.items():
        lines += ["", f"{kind} ({len(things)})", *(f"  {name:44} {words}".rstrip() for name, words in things.items())]
    return "\n".join(lines).strip()
