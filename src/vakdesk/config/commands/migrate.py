"""`vakdesk migrate`: the schema as its owner brings it up to date, for desks that work under a lesser database role."""

from argparse import ArgumentParser, Namespace

from django.conf import settings

from vakdesk.config.prepare import bring_schema_up_to_date
from vakdesk.kit.commands import Needs, command
from vakdesk.kit.errors import require
from vakdesk.logbook import triggers


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--app-role", metavar="ROLE", help="PostgreSQL: let this role work in the desk without changing or deleting logbook entries"
    )


@command(
    "migrate",
    help="Bring the database to this version, with the logbook's triggers, as the role that DATABASE_URL names.",
    example="DATABASE_URL=postgresql://owner@localhost/vakdesk vakdesk migrate --app-role desk",
    arguments=_arguments,
    needs=Needs.ROOMS,
)
def run(options: Namespace) -> int:
    require(not options.app_role or settings.ON_POSTGRESQL, "roles are PostgreSQL's; SQLite has none.")
    bring_schema_up_to_date(again=True)
    if options.app_role:
        triggers.grant_to(options.app_role)
    print(f"The database is up to date{f' and {options.app_role} may work in it' if options.app_role else ''}.")
    return 0
