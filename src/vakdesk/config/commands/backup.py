"""`vakdesk backup FILE` and `vakdesk restore FILE`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from vakdesk.config.archive import back_up, restore
from vakdesk.kit.commands import command
from vakdesk.logbook.verify import verify


def _file_to_write(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the archive to make (ZIP); must not exist yet")


def _file_to_read(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="an archive that `vakdesk backup` made")


@command(
    "backup",
    help="Write the whole desk, as it is at this moment, into one file. The desk may go on working.",
    example="vakdesk backup /backups/desk-2026-11-21.zip",
    arguments=_file_to_write,
)
def run_backup(options: Namespace) -> int:
    contents = back_up(options.file)
    print(f"{options.file}: {contents.rows} rows and {contents.files} files, {options.file.stat().st_size // 1024} KB")
    return 0


@command(
    "restore",
    help="Fill an empty desk from a backup, also from SQLite to PostgreSQL and back, and verify its logbook.",
    example="VAKDESK_DATA=/srv/vakdesk vakdesk restore /backups/desk-2026-11-21.zip",
    arguments=_file_to_read,
)
def run_restore(options: Namespace) -> int:
    contents = restore(options.file)
    report = verify()
    said = f"the logbook holds ({report.entries} entries)" if report.ok else f"the logbook does NOT hold: {report.first_bad}, {report.why}"
    print(f"{contents.rows} rows and {contents.files} files are back; {said}")
    return 0 if report.ok else 1
