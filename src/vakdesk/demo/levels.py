"""What the sample company agreed about time: with its college, with its three client firms, between teams and with a supplier."""

from datetime import date

from vakdesk.access.actors import Actor
from vakdesk.demo.company import FIRMS, TEAMS
from vakdesk.levels import actions
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.kinds import AgreementKind, Measure
from vakdesk.levels.models import Calendar
from vakdesk.people.models import Organisation, Team
from vakdesk.services.actions import add_service
from vakdesk.services.models import Criticality
from vakdesk.suppliers.actions import add_supplier
from vakdesk.tickets.actions import edit_category
from vakdesk.tickets.kinds import Priority, TicketKind, WaitingFor
from vakdesk.tickets.models import Category

HOUR = 3600
FIRST = date(2020, 1, 1)
COLLEGE = ["8:00-17:30"] * 5 + ["", ""]
FIRMS_DESK = ["8:00-12:30, 13:00-18:00"] * 5 + ["", ""]
#: Names, criticality, and which categories belong to it, by how their code begins.
SERVICES = [
    (
        {"en": "Workplace", "nl": "Werkplek", "et": "Töökoht"},
        Criticality.IMPORTANT,
        ("device", "hardware", "laptop", "software", "workplace"),
    ),
    ({"en": "Network and wifi", "nl": "Netwerk en wifi", "et": "Võrk ja wifi"}, Criticality.CRITICAL, ("network", "wifi", "vpn")),
    ({"en": "Printing", "nl": "Printen", "et": "Printimine"}, Criticality.SUPPORTING, ("print",)),
    (
        {"en": "Accounts and access", "nl": "Accounts en toegang", "et": "Kontod ja ligipääs"},
        Criticality.CRITICAL,
        ("account", "access", "password"),
    ),
]


def agree_levels(by: Actor) -> None:
    """Calendars, services, the supplier of the printers, and every agreement that clocks of the sample company run by."""
    college = _calendar(by, "Lindewaard", COLLEGE, "Europe/Amsterdam", "NL")
    clients = _calendar(by, "Client firms", FIRMS_DESK, "Europe/Amsterdam", "NL")
    tallinn = _calendar(by, "Hansa, Tallinn", FIRMS_DESK, "Europe/Tallinn", "EE")
    printers = add_supplier(
        by=by, name="Drukwerk Noord", contract="DN-2024-117", contract_starts_on=date(2024, 1, 1), contact="+31 33 000 9000"
    )
    for names, criticality, beginnings in SERVICES:
        service = add_service(by=by, names=names, criticality=criticality, supplier=printers if "print" in beginnings else None)
        for category in Category.objects.all():
            if category.code.startswith(beginnings):
                edit_category(category, by=by, names=category.names, team=category.team, is_active=category.is_active, service=service)
    _agree(by, "Lindewaard", college, "lindewaard", first=4, solve={1: 4, 2: 8, 3: 24, 4: 40})
    _agree(by, "Hansa Logistics", tallinn, "hansa", first=2, solve={1: 2, 2: 4, 3: 16, 4: 32})
    _agree(by, "Van Rhijn", clients, "vanrhijn", first=4, solve={1: 4, 2: 8, 3: 24, 4: 40})
    systems = Team.objects.get(name=TEAMS["systems"][0])
    resolution = [Wanted(Measure.RESOLUTION, 16 * HOUR), Wanted(Measure.RESOLUTION, 4 * HOUR, priority=Priority.HIGH)]
    actions.add_agreement(by=by, kind=AgreementKind.OLA, name="Systems for the desk", team=systems, calendar=college, targets=resolution)
    actions.add_agreement(
        by=by,
        kind=AgreementKind.UNDERPINNING,
        name="Drukwerk Noord, repairs",
        supplier=printers,
        calendar=clients,
        targets=[Wanted(Measure.RESOLUTION, 16 * HOUR)],
    )


def _calendar(by: Actor, name: str, days: list[str], zone: str, country: str) -> Calendar:
    return actions.add_calendar(by=by, name=name, starts_on=FIRST, zone=zone, days=days, country=country)


def _agree(by: Actor, name: str, calendar: Calendar, firm: str, *, first: int, solve: dict[int, int]) -> None:
    """The bakery has no agreement, so that the desk also shows what that looks like."""
    targets = [Wanted(Measure.FIRST_RESPONSE, first * HOUR)]
    targets += [Wanted(Measure.RESOLUTION, hours * HOUR, priority=priority) for priority, hours in solve.items()]
    targets += [Wanted(Measure.RESOLUTION, 40 * HOUR, kind=kind) for kind in (TicketKind.CHANGE_ENQUIRY, TicketKind.COMPLAINT)]
    actions.add_agreement(
        by=by,
        kind=AgreementKind.SLA,
        name=name,
        organisation=Organisation.objects.get(name=FIRMS[firm].name),
        calendar=calendar,
        targets=targets,
        holds_for=[WaitingFor.REQUESTER, WaitingFor.MOMENT, WaitingFor.APPROVAL, WaitingFor.SUPPLIER],
    )
