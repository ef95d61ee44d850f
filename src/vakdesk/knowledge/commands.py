"""Articles on the command line."""

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from vakdesk.access.actors import Door, machine
from vakdesk.kit.commands import command
from vakdesk.knowledge.actions.importing import bring_in
from vakdesk.knowledge.importing import Fault, rows_of

IMPORTER = machine("importer", "Import", door=Door.COMMAND)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a table (.csv) or documents (.yaml)")
    parser.add_argument("--system", default="", metavar="NAME", help="where they come from (default: the name of the file)")
    parser.add_argument("--json", action="store_true", help="the answer as one JSON object, and each refused row as one before it")


@command(
    "import articles",
    help="Bring in articles from a table or YAML; each bad row is told with its number, and a second run brings nothing new.",
    example="vakdesk import articles answers.csv --system wiki",
    arguments=_arguments,
)
def import_articles(options: Namespace) -> int:
    """Answers 1 where rows were refused; the others are in."""

    def tell(fault: Fault) -> None:
        print(json.dumps({"row": fault.number, "why": fault.sentence}) if options.json else f"row {fault.number}: {fault.sentence}")

    outcome = bring_in(rows_of(options.file), by=IMPORTER, system=options.system or options.file.stem, tell=tell)
    said = asdict(outcome)
    print(json.dumps(said) if options.json else f"{outcome.new} new, {outcome.known} known, {outcome.refused} refused.")
    return 1 if outcome.refused else 0
