"""Do the locks still say what pyproject.toml asks for? If not: `tools/lock`."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from vakdesk.config.quality.tools import ROOT, Faults

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


def pins(lock: Path) -> dict[str, set[str]]:
    """Package → the versions pinned, more than one where platforms differ."""
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall(lock.read_text()):
        found.setdefault(name, set()).add(version)
    return found


def faults() -> Faults:
    """Requirements that a lock does not meet, and pins in which the test lock differs from the runtime lock."""
    return list(_faults())


def _faults() -> Iterator[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    runtime, test = pins(ROOT / "requirements.lock"), pins(ROOT / "requirements-test.lock")
    yield from unmet(project["dependencies"], runtime, "requirements.lock")
    yield from unmet(project["optional-dependencies"]["test"], test, "requirements-test.lock")
    for name, versions in runtime.items():
        if test.get(name) != versions:
            yield f"{name} is pinned differently in requirements-test.lock: run tools/lock"


def unmet(wanted: list[str], pinned: dict[str, set[str]], lock: str) -> Iterator[str]:
    """Each requirement for which the lock holds no fitting version."""
    for requirement in map(Requirement, wanted):
        versions = pinned.get(canonicalize_name(requirement.name), set())
        if not any(requirement.specifier.contains(version, prereleases=True) for version in versions):
            yield f"{requirement} is not met by {lock}: run tools/lock"
