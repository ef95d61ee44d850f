"""Taking everything out, on the command line."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from vakdesk.access.actors import Door, machine
from vakdesk.administration.concluding import conclude_export
from vakdesk.administration.export.writing import export_to
from vakdesk.administration.models import Export
from vakdesk.kit import clock
from vakdesk.kit.commands import command

EXPORTER = machine("exporter", "Command line", door=Door.COMMAND)


def _place(parser: ArgumentParser) -> None:
    parser.add_argument("place", type=Path, metavar="FOLDER|FILE.zip", help="where to write it; must not exist yet")


@command(
    "export",
    help="Take everything out: each table as JSON Lines, the files, and a manifest. Passwords, tokens and the like are left out, by name.",
    example="vakdesk export /media/usb/desk-2026-11-28.zip",
    arguments=_place,
)
def export(options: Namespace) -> int:
    began = clock.now()
    contents = export_to(options.place)
    conclude_export(Export(asked_at=began), by=EXPORTER, contents=contents)
    print(f"{options.place}: {contents.rows} rows and {contents.files} files. What was left out stands in manifest.json.")
    return 0
