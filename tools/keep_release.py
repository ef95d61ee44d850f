#!/usr/bin/env python3
"""Keeps what this version leaves behind in a database, so that every later version can be tested on moving it forward.

    .venv-test/bin/python tools/keep_release.py [--postgres URL] [--to FOLDER]

Fills a new desk by the real actions, once on SQLite and once on PostgreSQL (whose pg_dump must be as new as the server),
and writes FOLDER/VERSION/sqlite.tar.xz and postgresql.tar.xz: the data folder with the database or its dump. Run it on
the commit of a release; `tests/test_forward.py` takes it up by itself.
"""

import argparse
import os
import runpy
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[1]
KEPT = ("dump.sql", "files", "logbook-heads.jsonl", "vakdesk.sqlite3")


def keep(to: Path, postgres: str) -> None:
    """Both desks are kept in `to`."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), f"sqlite:///{folder}/vakdesk.sqlite3")
        pack(Path(folder), to / "sqlite.tar.xz")
    name = f"vakdesk_release_{os.getpid()}"
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(postgres, dbname="postgres", autocommit=True) as keeper:
        keeper.execute(f'CREATE DATABASE "{name}"')
        try:
            url = urlunsplit(urlsplit(postgres)._replace(path=f"/{name}"))
            fill(Path(folder), url)
            (Path(folder) / "dump.sql").write_text(dumped(url))
        finally:
            keeper.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        pack(Path(folder), to / "postgresql.tar.xz")


def fill(folder: Path, database: str) -> None:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tools")])
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VAKDESK_")}
    environment |= {"PYTHONPATH": path, "VAKDESK_DATA": str(folder), "DATABASE_URL": database, "VAKDESK_URL": "http://desk.example"}
    environment |= {"VAKDESK_SMTP": "smtp://127.0.0.1:8139", "VAKDESK_LOG": "CRITICAL", "DJANGO_SETTINGS_MODULE": "vakdesk.config.settings"}
    inside = "import django; django.setup(); import filled_desk; filled_desk.live()"
    subprocess.run([sys.executable, "-c", inside], env=environment, check=True)  # noqa: S603  fixed words


def dumped(url: str) -> str:
    """Plain SQL that any client can run: rows as INSERT, nobody's name on anything, no words for psql itself."""
    words = ["pg_dump", "--no-owner", "--no-acl", "--no-comments", "--inserts", "--rows-per-insert=500", url]
    lines = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()  # noqa: S603  fixed words
    return "\n".join(line for line in lines if line and not line.startswith(("--", "\\"))) + "\n"


def pack(folder: Path, to: Path) -> None:
    with tarfile.open(to, "w:xz", preset=9) as archive:
        for name in KEPT:
            if (folder / name).exists():
                archive.add(folder / name, name, filter=nobodys)
    print(f"{to}: {to.stat().st_size / 1000:.0f} kB")


def nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    return entry


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--postgres", default="postgresql://root@127.0.0.1:5432/postgres", metavar="URL", help="a server where we may make a database"
    )
    parser.add_argument("--to", type=Path, default=ROOT / "tests" / "releases", metavar="FOLDER", help="default: %(default)s")
    options = parser.parse_args()
    version = runpy.run_path(str(ROOT / "src" / "vakdesk" / "__init__.py"))["__version__"]
    keep(options.to / ".".join(version.split(".")[:2]), options.postgres)


if __name__ == "__main__":
    main()
