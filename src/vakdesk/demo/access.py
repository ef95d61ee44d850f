"""Who has which right in the sample company, what waits for whose approval, and a review that is half-way."""

from datetime import datetime, timedelta

from django.utils import timezone

from vakdesk.access.actors import Actor, Door
from vakdesk.approvals import actions as approvals
from vakdesk.approvals.steps import Step, person
from vakdesk.approvals.what import What
from vakdesk.demo.company import TEAMS
from vakdesk.demo.playing import correlation
from vakdesk.grants import actions
from vakdesk.grants.models import Campaign, ReviewItem, Right
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.people import actions as people
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person, Team
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import Closure, TicketKind, Verification
from vakdesk.tickets.models import Ticket

DAY = timedelta(days=1)
#: Names, what for, owner, team.
APPLICATIONS = {
    "students": (
        {"en": "Student system", "nl": "Studentsysteem", "et": "Õppeinfosüsteem"},
        "Enrolment, attendance and marks",
        "r-bos",
        "systems",
    ),
    "git": ({"en": "Git", "nl": "Git", "et": "Git"}, "Source code of the school's own tools", "hanna", "systems"),
    "files": ({"en": "File server", "nl": "Fileserver", "et": "Failiserver"}, "Shared folders of departments", "dee", "systems"),
    "licences": ({"en": "Licence portal", "nl": "Licentieportaal", "et": "Litsentsiportaal"}, "Software for lessons", "bo", "network"),
}
#: Application, names, what it allows, whether an identity check comes first, longest days, and who has it.
RIGHTS: dict[str, tuple[str, dict[str, str], str, bool, int | None, str]] = {
    "read": ("students", {"en": "Look up", "nl": "Inzien", "et": "Vaatamine"}, "See students and timetables", False, None, "s-visser e-mulder k-wolters d-hermans gerda j-wessels c-peters"),
    "marks": ("students", {"en": "Enter marks", "nl": "Cijfers invoeren", "et": "Hinnete sisestamine"}, "Write marks of own classes", True, None, "bo m-bakker s-visser f-el-idrissi a-postma n-yilmaz o-timmer gerda"),
    "admin": ("students", {"en": "Administer", "nl": "Beheren", "et": "Haldamine"}, "Change anything of anybody", True, 365, "m-scholten sander"),
    "write": ("git", {"en": "Write", "nl": "Schrijven", "et": "Kirjutamine"}, "Push to all repositories", False, None, "toomas mirjam youssef rasmus karel"),
    "techniek": ("files", {"en": "Share Technology", "nl": "Map Techniek", "et": "Kaust Tehnika"}, "Read and write", False, None, "bo h-de-groot w-van-dam r-hendriks l-prins v-lammers a-kuijpers"),
    "zorg": ("files", {"en": "Share Care", "nl": "Map Zorg", "et": "Kaust Hooldus"}, "Read and write; holds medical notes", True, None, "s-visser a-postma d-hermans"),
    "drawing": ("licences", {"en": "Technical drawing", "nl": "Technisch tekenen", "et": "Tehniline joonestamine"}, "One seat of 40", False, 365, "w-van-dam l-prins st-thijs st-mohamed h-de-groot"),
    "media": ("licences", {"en": "Image editing", "nl": "Beeldbewerking", "et": "Pilditöötlus"}, "One seat of 25", False, 365, "d-van-leeuwen st-sanne st-iris"),
}  # fmt: skip
#: Whose right ends in so many days.
ENDING = {("in-daniel", "read"): 9}
LEAVES = ("v-lammers", 8)


def keep_register(now: datetime) -> None:
    """All of it is there; nothing the second time."""
    mark = correlation("access register")
    if Entry.objects.filter(correlation=mark).exists():
        return
    cast = {one.external_id.removeprefix("demo-"): one for one in Person.objects.filter(external_id__startswith="demo-")}

    def by(key: str) -> Actor:
        return actor_for(cast[key], correlation=mark)

    with clock.travel(now - 50 * DAY):
        rights = _rights(cast, by("dee"))
        _write_down(cast, rights, by("dee"))
    with clock.travel(now - 6 * DAY):
        _review(cast, actions.begin_campaign(by=by("dee"), title="Najaar: wie mag wat", due_at=now + 8 * DAY))
    with clock.travel(now - 2 * DAY):
        actions.mark_leaving(cast[LEAVES[0]], by=by("dee"), on=(now + LEAVES[1] * DAY).date())
        people.edit(cast["bo"], by=by("dee"), lead=cast["p-jansen"])
        approvals.name_deputy(cast["p-jansen"], by=by("p-jansen"), deputy=cast["bo"], starts_at=now - DAY, ends_at=now + 12 * DAY)
    _wishes(cast, rights, now)


def _rights(cast: dict[str, Person], by: Actor) -> dict[str, Right]:
    teams = {key: Team.objects.get(name=name) for key, (name, _line) in TEAMS.items()}
    applications = {
        key: actions.add_application(by=by, names=names, about=about, owner=cast[owner], team=teams[team])
        for key, (names, about, owner, team) in APPLICATIONS.items()
    }
    return {
        key: actions.add_right(applications[app], by=by, names=names, allows=allows, identity_needed=check, longest_days=days)
        for key, (app, names, allows, check, days, _who) in RIGHTS.items()
    }


def _write_down(cast: dict[str, Person], rights: dict[str, Right], by: Actor) -> None:
    """What people had when the register began, on a ticket of its own, which is closed."""
    words = "Wat mensen al mochten toen we het register begonnen."
    ticket = tickets.register(
        cast["dee"], by=_apart(by, "first rights"), kind=TicketKind.ACCESS, title="Rechten van voor het register", text=words
    )
    tickets.take(ticket, by=by)
    today = timezone.localdate(clock.now())
    for key, (_app, _names, _allows, _check, days, who) in RIGHTS.items():
        for number, one in enumerate(who.split()):
            since, ends_on = today - (120 + 17 * number) * DAY, today + (days - 120) * DAY if days else None
            actions.record_grant(
                ticket.record, by=by, right=rights[key], person=cast[one], why=_why(cast[one]), since=since, ends_on=ends_on
            )
    for (one, key), left in ENDING.items():
        actions.record_grant(
            ticket.record, by=by, right=rights[key], person=cast[one], why="Uitwisseling najaar", ends_on=today + (50 + left) * DAY
        )
    tickets.resolve(
        ticket, by=by, cause="Nieuw register", done="Overgenomen uit de lijsten van de eigenaren", verification=Verification.SEEN
    )
    tickets.close(ticket, by=by, closure=Closure.VERIFIED)


def _why(who: Person) -> str:
    return f"Werk als {who.job_title}" if who.job_title else "Werk"


def _apart(by: Actor, what: str) -> Actor:
    """A ticket's beginning has a mark of its own, by which the demo tells tickets apart."""
    return actor_for(Person.objects.get(pk=by.person_id), correlation=correlation(f"access register {what}"), door=by.door)


def _review(cast: dict[str, Person], campaign: Campaign) -> None:
    """Renate has done hers, Dee a part, Hanna and Bo nothing yet."""
    for key, part, lose in (("r-bos", 1.0, 3), ("dee", 0.5, 4)):
        owner = actor_for(cast[key], correlation=correlation("access register"))
        items = list(ReviewItem.objects.filter(campaign=campaign, owner=cast[key]).exclude(grant__person=cast[key]).order_by("pk"))
        some = items[: int(len(items) * part)]
        verdicts = {item.pk: "revoke" if number == lose else "keep" for number, item in enumerate(some)}
        actions.decide_items(campaign, by=owner, verdicts=verdicts, comments={some[lose].pk: "Geeft dit vak niet meer"})


def _wishes(cast: dict[str, Person], rights: dict[str, Right], now: datetime) -> None:
    cem = actor_for(cast["cem"], correlation=correlation("access register"))

    def ticket(who: str, kind: TicketKind, text: str) -> Ticket:
        asker = actor_for(cast[who], door=Door.PORTAL, correlation=correlation(f"access register {who}"))
        made = tickets.report(cast[who], by=asker, text=text, kind=kind)
        tickets.take(made, by=cem)
        return made

    today = timezone.localdate(now)
    with clock.travel(now - 26 * timedelta(hours=1)):
        marks = ticket("t-kaya", TicketKind.ACCESS, "Cijfers invoeren voor economie\n\nIk neem twee klassen over van Gerda.")
        actions.wish(marks, by=cem, right=rights["marks"], person=cast["t-kaya"], why="Neemt twee klassen over")
        share = ticket("j-kok", TicketKind.ACCESS, "Map Techniek voor de keukenplanning")
        wish = actions.wish(share, by=cem, right=rights["techniek"], person=cast["j-kok"], why="Deelt de planning van de praktijklokalen")
    with clock.travel(now - 20 * timedelta(hours=1)):
        assert wish.approval is not None
        dee = actor_for(cast["dee"], correlation=correlation("access register"))
        approvals.decide(wish.approval, by=dee, answer="yes", comment="Alleen de map Planning.")
    with clock.travel(now - 5 * timedelta(hours=1)):
        seat = ticket("st-kevin", TicketKind.ACCESS, "Tekenprogramma voor mijn eindopdracht")
        actions.wish(
            seat, by=cem, right=rights["drawing"], person=cast["st-kevin"], why="Eindopdracht autotechniek", ends_on=today + 120 * DAY
        )
        laptop = ticket("w-van-dam", TicketKind.SERVICE_REQUEST, "Laptop voor de nieuwe docent elektro\n\nZij begint maandag.")
        shown = [
            ({"en": "Model", "nl": "Model", "et": "Mudel"}, "Latitude 5450, 16 GB"),
            ({"en": "Costs", "nl": "Kosten", "et": "Maksab"}, "€ 1.150"),
            ({"en": "Needed on", "nl": "Nodig op", "et": "Vaja"}, (today + 6 * DAY).isoformat()),
            ({"en": "Charged to", "nl": "Ten laste van", "et": "Kulukoht"}, "Techniek, 4102"),
        ]
        title = {"en": "A laptop for a new teacher", "nl": "Een laptop voor een nieuwe docent", "et": "Sülearvuti uuele õpetajale"}
        steps = [Step((person(cast["p-jansen"]),)), Step((person(cast["dee"]), person(cast["hanna"])), needed=1)]
        approvals.ask(laptop.record, by=cem, steps=steps, what=What(title, shown, "Zij geeft vanaf maandag les aan **BT-2C**."))
