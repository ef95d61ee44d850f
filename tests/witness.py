"""What did the whole run of tests not touch? Verbs never written, permissions never asked, templates never drawn fail it.

Watches from outside and changes nothing. Speaks up only after a full run on SQLite: parts of it prove nothing here. Where
the machine lacks what some tests need, it names what is left and fails nothing.
"""

import json
from functools import wraps
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "vakdesk"
#: What no test can reach, each with its reason.
EXEMPT = {
    "templates": {},
    "verbs": {},
    "permissions": {},
}
REMEDIES = {
    "verbs": "Test the action that records it; a verb that no action records is to be deleted.",
    "permissions": "Test an action or a page that asks for it; a permission that nothing asks for is to be deleted.",
    "templates": "Draw it by asking for its page with the test client; a template that no page uses is to be deleted.",
}
seen: dict[str, set[str]] = {"verbs": set(), "permissions": set(), "templates": set()}


def pytest_configure(config: pytest.Config) -> None:
    from django.test.signals import template_rendered

    from vakdesk.access.actors import Actor
    from vakdesk.logbook.act import Act

    template_rendered.connect(lambda template, **_signal: seen["templates"].add(str(template.name)), weak=False)
    record, reach = Act.record, Actor.reach

    @wraps(record)
    def watched_record(self: Any, verb: Any, *args: Any, **facts: Any) -> Any:
        entry = record(self, verb, *args, **facts)
        seen["verbs"].add(verb.name)
        return entry

    @wraps(reach)
    def watched_reach(self: Any, permission: Any) -> Any:
        seen["permissions"].add(permission.name)
        return reach(self, permission)

    Act.record, Actor.reach = watched_record, watched_reach  # type: ignore[method-assign]


@pytest.hookimpl(tryfirst=True)  # before the reporter asks how the run ended
def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["seen"] = json.dumps({what: sorted(names) for what, names in seen.items()})
    elif session.exitstatus == pytest.ExitCode.OK and _is_full_run(session.config) and _missing() and not _lacking(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    for what, names in json.loads(getattr(node, "workeroutput", {}).get("seen", "{}")).items():
        seen[what].update(names)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    missing = _missing() if _is_full_run(config) else {}
    if not missing:
        return
    lacking = _lacking(config)
    terminalreporter.section("untouched by any test", red=not lacking, yellow=bool(lacking))
    for what, names in missing.items():
        terminalreporter.write_line(f"{what}: {', '.join(names)}")
        terminalreporter.write_line(f"  {REMEDIES[what]}")
    if lacking:
        terminalreporter.write_line(f"Not held against this run, for tests were left out: {'; '.join(lacking)}")
    else:
        terminalreporter.write_line(
            "Or excuse it in EXEMPT of tests/witness.py, with the reason why no test can reach it. This fails the run."
        )
    terminalreporter._add_stats("untouched", [SimpleNamespace(name=name) for names in missing.values() for name in names])


def _is_full_run(config: pytest.Config) -> bool:
    from django.conf import settings

    options = config.option
    left_out = options.keyword or options.markexpr or options.deselect or options.ignore or options.ignore_glob or options.collectonly
    return not left_out and config.args_source is pytest.Config.ArgsSource.TESTPATHS and not settings.ON_POSTGRESQL


def _lacking(config: pytest.Config) -> list[str]:
    """What this machine has not, so that tests were skipped."""
    conftest: Any = config.pluginmanager.get_plugin(str(ROOT / "conftest.py"))
    return [reason for reason in conftest.MISSING.values() if reason]


def _missing() -> dict[str, list[str]]:
    """What nothing touched, by what it is; no word for what is whole."""
    from vakdesk.access.permissions import Permission
    from vakdesk.logbook.verbs import Verb

    ours = {
        "verbs": {verb.name for verb in Verb.registry},
        "permissions": {permission.name for permission in Permission.registry},
        "templates": {
            str(path.relative_to(folder)) for folder in SOURCE.glob("*/templates") for path in folder.rglob("*") if path.is_file()
        },
    }
    untouched = {what: sorted(names - seen[what] - set(EXEMPT[what])) for what, names in ours.items()}
    return {what: names for what, names in untouched.items() if names}
