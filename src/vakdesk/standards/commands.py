"""Standards on the command line."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from vakdesk.access.actors import Door, machine
from vakdesk.kit.commands import command
from vakdesk.kit.errors import Refused
from vakdesk.standards.actions import import_framework
from vakdesk.standards.reading import MOST_BYTES

IMPORTER = machine("importer", "Import", door=Door.COMMAND)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the official text of the standard, as plain text (UTF-8)")


@command(
    "import standard",
    help="Bring in the official text of a standard; the same file again changes nothing.",
    example="vakdesk import standard kwalificatiedossier-23244.txt",
    arguments=_arguments,
)
def import_standard(options: Namespace) -> int:
    try:
        with options.file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"{options.file} cannot be read: {error.strerror}.") from error
    framework = import_framework(by=IMPORTER, content=content)
    waiting = framework.findings.filter(settled_at=None).count()
    print(f"{framework.name}: {framework.nodes.count()} parts, {waiting} to settle.")
    return 0
