"""What every test stands on: a data folder of its own, SQLite or PostgreSQL, and no network.

Django is set up here, and not by pytest-django, because the folder must be chosen before the settings are read.
"""

import atexit
import gc
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

DATA = tempfile.mkdtemp(prefix="vakdesk-test-")
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("VAKDESK_") and not name.startswith(("VAKDESK_TEST_", "VAKDESK_REQUIRE"))]:
    del os.environ[name]
os.environ["VAKDESK_DATA"] = DATA
os.environ["VAKDESK_UNDO_SEND_SECONDS"] = "0"  # what is sent has gone, unless a test is about taking it back
Path(DATA, "static").mkdir()
os.environ["DATABASE_URL"] = os.environ.get("VAKDESK_TEST_DATABASE") or f"sqlite:///{DATA}/vakdesk.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "vakdesk.config.settings"

#: For every connection to PostgreSQL, also of the processes that tests start: no test pulls the plug.
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off")

import django
from django.conf import settings
from django.test.utils import setup_databases

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if not settings.ON_POSTGRESQL:
    # A file, as in use: served requests have connections of their own. In memory they would share the test's, and spoil its transactions.
    settings.DATABASES["default"]["TEST"] = {"NAME": f"{DATA}/test.sqlite3"}
    settings.DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # no test pulls the plug
    settings.DATABASES["default"]["OPTIONS"]["cached_statements"] = (
        2_000  # a process of tests says more different things than one of a desk
    )
settings.CACHES = {"default": settings.IN_MEMORY}  # so that tests without a database may forget what was tried
settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
django.setup()
del os.environ["DJANGO_SETTINGS_MODULE"]  # xdist's workers inherit it, and would read the settings before they have a folder of their own

from playwright.sync_api import Browser, BrowserContext, BrowserType, expect
from prepared import drop_database, schema_copied
from pristine import kept_pristine
from shared_middleware import share_middleware

gc.set_threshold(100_000, 10, 10)
share_middleware()
pytest_plugins = ["witness"]
ROOT = Path(__file__).parent
SHARED = ROOT.parent / "shared" / "data"
STANDARDS = ROOT.parent / "shared" / "standards"
CHROMIUM = (
    os.environ.get("VAKDESK_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
PATIENCE_MS = 60_000
ALL_REQUIRED = os.environ.get("VAKDESK_REQUIRE") == "all"
NO_MAIL_SERVER = (
    "no mail server or mail program on this machine (Debian: apt install postfix dovecot-imapd dovecot-lmtpd dovecot-sieve swaks mutt)"
    if not all(
        shutil.which(each, path=f"{os.environ.get('PATH', '')}:/usr/sbin") for each in ("postfix", "dovecot", "doveadm", "swaks", "mutt")
    )
    else "only root can start a mail server of its own"
    if os.geteuid() != 0
    else ""
)
# No example fails because the machine was busy, and each run tries the same ones. VAKDESK_TEST_SEARCH looks for others.
CALM = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
hypothesis.register_profile("vakdesk", deadline=None, suppress_health_check=CALM, derandomize="VAKDESK_TEST_SEARCH" not in os.environ)
hypothesis.load_profile("vakdesk")
#: Whoever has nothing left takes from the end, where what is left is short.
LONG = {"browser", "house", "mail", "process", "shared"}
MISSING = {
    "browser": "" if CHROMIUM else "no chromium on this machine (Debian: apt install chromium)",
    "shared": ""
    if SHARED.is_dir() and STANDARDS.is_dir()
    else "the collected material in ../shared/data and ../shared/standards is not here",
    "mail": NO_MAIL_SERVER,
    "gettext": "" if shutil.which("msgfmt") else "no msgfmt on this machine (Debian: apt install gettext)",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shuffle", type=int, metavar="SEED", help="files, and the tests in each, in the random order of this seed")


def pytest_configure(config: pytest.Config) -> None:
    if sys.platform != "win32":
        _block_network()


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {'PostgreSQL' if settings.ON_POSTGRESQL else 'SQLite'}"


@pytest.hookimpl(trylast=True)  # pytest-django would put tests that really commit at the end, where the long ones hold up the run
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what belongs to the other database's run, and what is slow unless asked for. The longest come first."""
    if config.option.shuffle is not None:
        dice = Random(config.option.shuffle)
        files = {path: dice.random() for path in dict.fromkeys(item.path for item in items)}
        items.sort(key=lambda item: (files[item.path], dice.random()))
    else:
        items.sort(key=lambda item: LONG.isdisjoint(mark.name for mark in item.iter_markers()))
    elsewhere = {"sqlite", "once"} if settings.ON_POSTGRESQL else {"postgres"}
    if "slow" not in config.option.markexpr:
        elsewhere |= {"slow"}
    left_out = [item for item in items if elsewhere & {mark.name for mark in item.iter_markers()}]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays to the end: looking through it for rubbish again and again is a tenth of all the work."""
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    for need, reason in MISSING.items():
        if reason and item.get_closest_marker(need):
            if ALL_REQUIRED:
                pytest.fail(f"required here: {reason}", pytrace=False)
            pytest.skip(reason)


def _block_network() -> None:
    """Connections leave this machine in no test; loopback and local sockets stay."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise OSError(f"a test tried to reach {address[0]}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database, from a copy of the migrated schema."""
    with django_db_blocker.unblock(), schema_copied():
        setup_databases(verbosity=0, interactive=False, serialized_aliases=frozenset())
    with django_db_blocker.unblock():
        keeping = kept_pristine(Path(DATA))
    with keeping:
        yield
    with django_db_blocker.unblock():
        drop_database()


@pytest.fixture(scope="session")
def chromium() -> Iterator[str]:
    """The browser of the machine, for tests marked `browser`; what they do and expect may take as long as a busy machine needs."""
    assert CHROMIUM
    launch, new_context = BrowserType.launch, Browser.new_context

    def patient_launch(self: BrowserType, *, args: list[str], **options: Any) -> Browser:
        return launch(self, args=[*args, "--disable-dev-shm-usage"], timeout=3 * PATIENCE_MS, **options)  # shared memory may be tiny

    def patient_context(self: Browser, **options: Any) -> BrowserContext:
        context = new_context(self, **{"reduced_motion": "reduce"} | options)  # what is still fading in has no contrast yet
        context.set_default_timeout(PATIENCE_MS)
        return context

    expect.set_options(timeout=PATIENCE_MS)
    with mock.patch.object(BrowserType, "launch", patient_launch), mock.patch.object(Browser, "new_context", patient_context):
        yield CHROMIUM


@pytest.fixture(scope="session")
def shared() -> Path:
    """The collected material, for tests marked `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def standards() -> Path:
    """The official texts of the standards, for tests marked `shared`."""
    return STANDARDS
