"""Makes the data folder fit to work in: schema as the code has it, static files in place. Fast when they already are."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from vakdesk.kit.errors import Refused, require
from vakdesk.logbook import triggers

ADVISORY_LOCK = 0x56616B64  # "Vakd": one migrating start at a time, also from several machines

ANSWER_WITHIN_SECONDS = 5


def prepare() -> None:
    """The schema and the static files are those of this version. Refuses data that a newer version has changed."""
    with _alone():
        if settings.ON_POSTGRESQL:
            _reach_server()
        bring_schema_up_to_date()
        _collect_static_files()


def require_triggers() -> None:
    """Refuses to work while the database would let entries be changed. Looking (verify, export) goes on."""
    require(
        triggers.installed(), "the logbook's triggers are missing from the database. Run `vakdesk migrate`, then `vakdesk logbook verify`."
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Two starts at once prepare one after the other."""
    with (settings.DATA / ".prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _reach_server() -> None:
    """Asked without the pool, which would go on trying for half a minute before it says anything."""
    import psycopg  # noqa: PLC0415  SQLite's desks start without it

    try:
        psycopg.connect(**connection.get_connection_params(), connect_timeout=ANSWER_WITHIN_SECONDS).close()
    except psycopg.OperationalError as fault:
        raise Refused(f"the database in DATABASE_URL cannot be used: {' '.join(str(fault).split())}") from fault


def bring_schema_up_to_date(*, again: bool = False) -> None:
    """The schema is that of this version; `again` also makes anew what stands beside the tables (triggers, sequences, rights)."""
    applied, ours = _applied(), _in_the_code()
    newer = sorted(f"{app}.{name}" for app, name in applied - ours if apps.is_installed(f"vakdesk.{app}"))
    require(
        not newer,
        f"this data was made by a newer Vakdesk (it has {newer[-1]}). Use that version, or restore a backup of this one." if newer else "",
    )
    if again or ours - applied:
        with connection.cursor() as cursor:
            if settings.ON_POSTGRESQL:
                cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
            call_command("migrate", interactive=False, verbosity=0)
            if settings.ON_POSTGRESQL:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


def _applied() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def _in_the_code() -> set[tuple[str, str]]:
    """Every migration by its file name: importing them all would cost a start more than everything else here."""
    return {
        (config.label, module.name)
        for config in apps.get_app_configs()
        for module in iter_modules([str(Path(config.path) / "migrations")])
        if module.name[0] not in "_~"
    }


def _collect_static_files() -> None:
    stamp, wanted = settings.STATIC_ROOT / ".collected", _static_fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(wanted)


def _static_fingerprint() -> str:
    """Changes whenever a static file of any room or package does: path, size and time of each."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = os.stat(storage.path(path))
            digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
