"""A full run that leaves something untouched fails and says what to do; a part of it proves nothing and says nothing."""

import os
import subprocess
import sys

import pytest

from vakdesk.config.quality.tools import ROOT

pytestmark = [pytest.mark.process, pytest.mark.once]
SMALL = "src/vakdesk/ui/tests/test_registry.py"


def _run(*words: str) -> tuple[int, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "VAKDESK_"))}
    done = subprocess.run(  # noqa: PLW1510  the status is what is asked
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    return done.returncode, done.stdout


def test_a_full_run_that_leaves_something_untouched_fails_and_says_what_to_do():
    status, told = _run("-n1", "-o", f"testpaths={SMALL}")
    assert "tickets/ticket.html" in told and "ticket.taken" in told and "to be deleted" in told
    closing = told.splitlines()[-1]
    assert "passed" in closing and "untouched" in closing
    assert status == (0 if "Not held against this run" in told else 1)


def test_a_part_of_it_is_not_asked():
    status, told = _run("-n0", SMALL)
    assert status == 0 and "untouched" not in told
