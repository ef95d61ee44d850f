"""What the sample desk does besides one ticket after the other: an outage, a checklist, a message split off, and views it keeps."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from vakdesk.access.actors import Actor, Door
from vakdesk.demo.company import MEMBERS, TEAMS
from vakdesk.demo.planning import worked_days
from vakdesk.demo.playing import correlation
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.majors import actions as majors
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person, Team
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.actions.arranging import Line
from vakdesk.tasks.kinds import Occasion
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket

MARK = "deepening"
WITH_A_CHECKLIST = 3
OUTAGE_AT = time(9, 40)
#: What people write of one thing, each in their own words.
OUTAGE = (
    "In gebouw C komt er niets uit de printers, bij niemand.",
    "De printer in C1 doet niets. Ik heb over een uur les en 30 werkbladen nodig.",
    "Printen in C lukt niet: mijn opdrachten blijven in de wachtrij staan.",
    "Nothing comes out of the printer next to C2.04.",
    "C-gebouw: alle drie de printers zeggen dat ze offline zijn.",
    "Kan iemand naar de printers in gebouw C kijken?",
)
NEWS = {
    "nl": "De printers in gebouw C printen niet. We hebben de oorzaak gevonden en herstellen de afdrukserver. Print zolang in gebouw B.",
    "en": "The printers in building C do not print. We have found the cause and are repairing the print server. Until then, print in building B.",
    "et": "C-hoone printerid ei prindi. Põhjus on leitud ja parandame prindiserverit. Seni printige B-hoones.",
}
CHECKLIST = (
    Line({"en": "Make the account", "nl": "Account aanmaken"}, for_worker=True, due_days=1, estimate_minutes=15),
    Line({"en": "Set up the laptop", "nl": "Laptop inrichten"}, for_worker=True, due_days=2, estimate_minutes=60),
    Line({"en": "Hand it over, signed", "nl": "Overhandigen, met handtekening"}, for_worker=True, due_days=3, is_public=True),
)


def deepen(anchor: datetime) -> None:
    """All of it is there; nothing the second time."""
    if Entry.objects.filter(correlation=correlation(MARK)).exists():
        return
    with clock.travel(anchor - timedelta(minutes=50)):
        _keep_views()
        _use_a_checklist()
        _split_a_message()
    _declare_an_outage(anchor)


def _by(key: str, door: Door = Door.WEB) -> Actor:
    return actor_for(_person(key), door=door, correlation=correlation(MARK))


def _person(key: str) -> Person:
    return Person.objects.select_related("organisation").get(external_id=f"demo-{key}")


def _keep_views() -> None:
    tickets.add_view(by=_by("ada"), name="Mijn spoed", conditions={"assignee": ["me"], "state": ["open"], "priority": ["1", "2"]})
    team = Team.objects.get(name=TEAMS["desk"][0])
    tickets.add_view(by=_by("dee"), name="Bij leveranciers", conditions={"waiting": ["supplier"]}, sort="opened", team=team)


def _use_a_checklist() -> None:
    newcomer = tasks.add_set(
        by=_by("ann"),
        names={"en": "A newcomer's laptop", "nl": "Laptop voor een nieuwe collega"},
        lines=CHECKLIST,
        occasion=Occasion.BY_HAND,
        in_order=True,
    )
    by = _by("ada")
    for ticket in _open_of("ada")[:WITH_A_CHECKLIST]:
        first, *_rest = tasks.apply(ticket.record, by=by, task_set=newcomer)
        tasks.write_time(ticket.record, by=by, minutes=20, task=first, about="Account aangemaakt")
        tasks.finish(first, by=by)


def _split_a_message() -> None:
    """Somebody writes about a second thing, which becomes a ticket of its own."""
    for ticket in _open_of("ada"):
        asker = ticket.record.requester
        if asker is None or not ticket.is_spoken_on:
            continue
        theirs = actor_for(asker, door=Door.PORTAL, correlation=correlation(MARK))
        message = tickets.reply(ticket, by=theirs, text="O ja, nog iets anders: de muis in ons lokaal hapert ook.")
        tickets.split(ticket, by=_by("ada"), message=message, title="De muis hapert", kind="incident")
        return


def _declare_an_outage(anchor: datetime) -> None:
    """On the last worked morning, and it goes on: a visitor can write the next news or end it."""
    zone = ZoneInfo(settings.TIME_ZONE)
    mornings = (datetime.combine(day, OUTAGE_AT, zone) for day in reversed(worked_days(anchor)))
    at = next(moment for moment in mornings if moment + timedelta(hours=1) < anchor)
    askers = [key for key, member in MEMBERS.items() if member.firm == "lindewaard" and member.pool == "docent"][3 : 3 + len(OUTAGE)]
    reports: list[Ticket] = []
    for number, (key, text) in enumerate(zip(askers, OUTAGE, strict=True)):
        with clock.travel(at + timedelta(minutes=3 * number)):
            reports.append(tickets.report(_person(key), by=_by(key, Door.PORTAL), text=text))
    with clock.travel(at + timedelta(minutes=25)):
        majors.declare_of(
            reports,
            by=_by("dee"),
            headlines={"nl": "Printen in gebouw C", "en": "Printing in building C", "et": "Printimine C-hoones"},
            why="Zes meldingen in een kwartier, alle printers van het gebouw.",
            texts=NEWS,
            next_at=anchor + timedelta(hours=1),
        )


def _open_of(key: str) -> list[Ticket]:
    return list(Ticket.objects.open().assigned_to(_person(key).pk).select_related("record__requester__organisation").order_by("-opened_at"))
