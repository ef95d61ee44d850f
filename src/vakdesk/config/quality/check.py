"""`vakdesk check`: the one list of static checks, here and in CI. Every check runs; any failure makes the whole fail."""

import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor

from vakdesk.config.quality import catalogues, docs, house_rules, licences, locks
from vakdesk.config.quality.tools import Faults, Missing, django, installed, python, scratch_data, strictly_typed, templates
from vakdesk.kit.commands import Needs, command

PRODUCTION = {"VAKDESK_URL": "https://desk.example.org", "VAKDESK_HOSTS": "desk.example.org"}

#: Name → what answers its faults, none when all is well.
CHECKS: Mapping[str, Callable[[], Faults]] = {
    "format": lambda: python("ruff", "format", "--check", "--output-format=concise", "."),
    "lint": lambda: python("ruff", "check", "--quiet", "--output-format=concise", "."),
    "template format": lambda: installed("djade", "--check", "--target-version", "5.2", *templates()),
    "staircase": lambda: python("importlinter.cli", "--no-cache"),
    "types": lambda: python("mypy", *strictly_typed()),
    "ready for production": lambda: django("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION),
    "migrations": lambda: django("makemigrations", "--check", "--dry-run"),
    "translations": catalogues.faults,
    "documents": docs.faults,
    "licences": licences.faults,
    "locks": locks.faults,
    "house rules": house_rules.faults,
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="CHECK", help=f"only these, of: {', '.join(CHECKS)}")


@command(
    "check",
    help="Run the static checks: format, lint, types, staircase, migrations, translations, documents, licences.",
    example='vakdesk check types "house rules"',
    arguments=_arguments,
    needs=Needs.NOTHING,
)
def run(options: Namespace) -> int:
    unknown = set(options.names) - set(CHECKS)
    if unknown:
        print(f"vakdesk: no such check: {', '.join(sorted(unknown))} (there are: {', '.join(CHECKS)})", file=sys.stderr)
        return 2
    chosen = {name: CHECKS[name] for name in options.names or CHECKS}
    with scratch_data(), ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = [pool.submit(_timed, check) for check in chosen.values()]
        failed = [name for name, outcome in zip(chosen, outcomes, strict=True) if not _print(name, *outcome.result())]
    print(f"{len(chosen) - len(failed)} checks passed" + (f", {len(failed)} failed: {', '.join(failed)}" if failed else ""))
    return int(bool(failed))


def _timed(check: Callable[[], Faults]) -> tuple[Faults, str, float]:
    started = time.monotonic()
    try:
        return check(), "", time.monotonic() - started
    except Missing as missing:
        required = os.environ.get("VAKDESK_REQUIRE") == "all"
        return [str(missing)] if required else [], str(missing), time.monotonic() - started


def _print(name: str, faults: Faults, missing: str, seconds: float) -> bool:
    outcome = "FAILED" if faults else "skipped" if missing else "ok"
    print(f"{outcome:7} {name} ({missing or f'{seconds:.1f} s'})", *faults, sep="\n        ", flush=True)
    return not faults
