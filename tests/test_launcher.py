"""The launcher in a folder of its own with empty locks, so that environments are made in a second and without a network."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.once, pytest.mark.process]
ROOT = Path(__file__).parents[1]
NEEDED = ("sh", "dirname", "cmp", "grep", "mkdir", "rmdir", "rm", "cp", "tail", "sleep", "env")
UV = """#!/bin/sh
case "$1 $2" in
  "--version ") echo uv 0 ;;
  "venv --quiet") for last; do :; done; exec {python} -m venv --without-pip "$last" ;;
  *) {then} ;;
esac
"""


@pytest.fixture
def house() -> Iterator[Path]:
    """A copy of the launcher beside a command line that only says what it was given. Others may read it, also as nobody."""
    folder = Path(tempfile.mkdtemp(prefix="vakdesk launcher "))  # with spaces, as people's folders have
    folder.chmod(0o755)
    shutil.copy(ROOT / "vakdesk", folder)
    (folder / "src" / "vakdesk").mkdir(parents=True)
    (folder / "src" / "vakdesk" / "__main__.py").write_text("import sys; print(sys.prefix, *sys.argv[1:], sep='|')")
    (folder / "requirements.lock").write_text("")
    (folder / "requirements-test.lock").write_text("# of its own\n")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A PATH with the few programs the launcher needs, and a uv that makes environments quickly."""
    for name in NEEDED:
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    program(tmp_path / "uv", UV.format(python=sys.executable, then="exit 0"))
    return tmp_path


def program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def launch(house: Path, tools: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [house / "vakdesk", *words], env={"PATH": str(tools)} | more, capture_output=True, text=True, check=False, timeout=600
    )


def test_the_first_start_makes_an_environment_and_hands_the_words_over(house: Path, tools: Path) -> None:
    first = launch(house, tools, "serve", "--port", "1 2")
    assert first.stdout == f"{house.resolve()}/.venv|serve|--port|1 2\n", first.stderr
    assert launch(house, tools, "serve").stderr == ""


def test_tests_and_checks_run_in_an_environment_of_their_own(house: Path, tools: Path) -> None:
    assert "/.venv-test|test|-k|x" in launch(house, tools, "test", "-k", "x").stdout
    assert not (house / ".venv").exists()


def test_a_new_lock_replaces_the_environment(house: Path, tools: Path) -> None:
    launch(house, tools)
    (house / ".venv" / "old").touch()
    (house / "requirements.lock").write_text("# newer\n")
    assert "Setting up" in launch(house, tools).stderr
    assert not (house / ".venv" / "old").exists()


def test_a_shim_that_lies_is_passed_over(house: Path, tools: Path) -> None:
    program(tools / "python3", "#!/bin/sh\necho 'pyenv: python3: command not found' >&2; exit 127\n")
    program(tools / "python3.14", "#!/bin/sh\nexit 0\n")
    (tools / "python3.13").symlink_to(sys.executable)
    assert launch(house, tools, "x").stdout.endswith("/.venv|x\n")


def without_usual_places(house: Path) -> None:
    launcher = house / "vakdesk"
    launcher.write_text(launcher.read_text().replace(" /usr/", " /nowhere/").replace("/opt/", "/nowhere/"))


def test_no_fitting_python_is_said_in_one_line(house: Path, tools: Path) -> None:
    without_usual_places(house)
    (tools / "uv").unlink()
    program(tools / "python3", "#!/bin/sh\nexit 0\n")  # answers nothing, as a Python 3.9 would
    refused = launch(house, tools)
    assert refused.returncode == 2
    assert refused.stderr.startswith("vakdesk: Python 3.11 to 3.14 is needed")
    assert refused.stderr.count("\n") == 1


def test_no_network_is_said_in_one_line_and_nothing_half_is_left(house: Path, tools: Path) -> None:
    (tools / "uv").unlink()
    (tools / "python3").symlink_to(sys.executable)
    (house / "requirements.lock").write_text(f"nothing-at-all==1 --hash=sha256:{'0' * 64}\n")
    refused = launch(house, tools, PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES="0", PIP_CONFIG_FILE=os.devnull)
    assert refused.returncode == 2
    assert "vakdesk: the packages could not be fetched. Is there a network?" in refused.stderr
    assert not list(house.glob(".venv.new*")) and not (house / ".venv").exists()


def test_an_interrupted_set_up_does_not_count(house: Path, tools: Path) -> None:
    program(tools / "uv", UV.format(python=sys.executable, then=": >reached; sleep 60"))
    begun = subprocess.Popen([house / "vakdesk"], env={"PATH": str(tools)}, cwd=house, start_new_session=True, stderr=subprocess.DEVNULL)
    while not (house / "reached").exists() and begun.poll() is None:
        time.sleep(0.05)
    os.killpg(begun.pid, signal.SIGKILL)
    begun.wait()
    assert list(house.glob(".venv.new.*")) and not (house / ".venv").exists()

    program(tools / "uv", UV.format(python=sys.executable, then="exit 0"))
    assert launch(house, tools, "x").stdout.endswith("/.venv|x\n")
    assert not list(house.glob(".venv.new.*"))


def test_two_at_once_do_not_break_each_other(house: Path, tools: Path) -> None:
    both = [
        subprocess.Popen([house / "vakdesk", str(n)], env={"PATH": str(tools)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for n in range(3)
    ]
    answers = [each.communicate(timeout=600) for each in both]
    assert sorted(out.rpartition("|")[2] for out, _ in answers) == ["0\n", "1\n", "2\n"], answers
    assert not list(house.glob(".venv.*"))


def test_scripts_inside_know_where_the_environment_lies(house: Path, tools: Path) -> None:
    launch(house, tools)
    assert ".venv.new" not in (house / ".venv" / "bin" / "activate").read_text()


def test_an_environment_that_somebody_else_made_is_left_alone(house: Path, tools: Path) -> None:
    (house / ".venv").mkdir()
    refused = launch(house, tools)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "was not made by this launcher" in refused.stderr


@pytest.mark.skipif(os.getuid() != 0, reason="needs to become another user")
def test_a_read_only_folder_will_do_once_the_environment_is_there(house: Path, tools: Path) -> None:
    def as_nobody() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [house / "vakdesk", "x"], env={"PATH": "/usr/bin:/bin"}, user=65534, capture_output=True, text=True, check=False, cwd="/"
        )

    refused = as_nobody()
    assert refused.returncode == 2
    assert refused.stderr == f"vakdesk: {house.resolve()} is read-only, and its Python environment has still to be made there.\n"
    program(tools / "uv", UV.format(python="/usr/bin/python3", then="exit 0"))
    launch(house, tools)
    assert as_nobody().stdout.endswith("/.venv|x\n")
