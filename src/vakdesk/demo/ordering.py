"""What can be asked for at the sample desk, and what people have asked for in the last days: some wait, some are done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from vakdesk.access.actors import Actor, Door
from vakdesk.approvals import actions as approvals
from vakdesk.approvals.models import Approval
from vakdesk.catalogue import actions
from vakdesk.catalogue.actions.arranging import Askers
from vakdesk.catalogue.files import ready
from vakdesk.catalogue.models import Offering
from vakdesk.catalogue.reading_yaml import understood
from vakdesk.demo.company import FIRMS
from vakdesk.demo.playing import correlation
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Organisation, Person
from vakdesk.tasks import actions as tasks
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.kinds import Verification
from vakdesk.tickets.models import Ticket

#: Offerings of this company alone, beside those that come with the house.
OWN = Path(__file__).parent / "offerings"
#: Who approves them, where it is not whoever leads the person who asks.
APPROVERS = {
    "new-colleague": [["l-maas"]],
    "other-work": [["l-maas"]],
    "application-access": [["p-jansen", "w-jonker"]],
    "purchase": [["p-jansen"], ["b-van-rooij"]],
}
#: For the college alone: its clients' people do not find them.
FOR_THE_COLLEGE = ("exam-laptops", "event-equipment")


@dataclass(frozen=True)
class Order:
    """What somebody asked for so many hours ago. A number among `answers` that stands for a date is days from then.

    `approved` by whom, or `refused` by whom and why; `tasks_done`; `solved` with what was done; `confirmed` by who asked."""

    hours_ago: int
    who: str
    code: str
    answers: Mapping[str, Any]
    approved: tuple[str, ...] = ()
    refused: tuple[str, str] = ("", "")
    tasks_done: int = 0
    solved: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Day:
    """So many days after it was asked for."""

    after: int


ORDERS = (
    Order(
        150, "p-jansen", "new-colleague",
        {"f2": "Ilse Kramer", "f3": "docent installatietechniek", "f4": Day(8), "f5": "c1", "f7": "p-jansen", "f9": "c1", "f10": ["c1", "c3"], "f11": ["c3"], "f12": "yes", "f13": "bo"},
        approved=("l-maas",), tasks_done=3,
    ),
    Order(
        27, "h-de-groot", "new-colleague",
        {"f2": "Sem Oude Lansink", "f3": "instructeur bouw", "f4": Day(12), "f5": "c2", "f6": Day(190), "f7": "h-de-groot", "f9": "c2", "f12": "no", "f14": "Werkt alleen op dinsdag en donderdag in hal B."},
    ),
    Order(
        200, "l-maas", "leaving-colleague",
        {"f1": "k-wolters", "f2": Day(20), "f3": "no", "f4": "e-mulder", "f5": ["c1", "c3"]},
    ),
    Order(
        54, "m-bakker", "loan-laptop", {"f1": [Day(1), Day(8)], "f2": "12", "f3": "C2.14", "f4": "Instaptoets Nederlands, twee groepen."},
        tasks_done=1,
    ),
    Order(
        120, "s-visser", "loan-laptop", {"f1": [Day(0), Day(3)], "f2": "1", "f4": "Mijn eigen laptop is in reparatie."},
        tasks_done=2, solved="Leenlaptop L-07 uitgereikt en weer ingenomen.", confirmed=True,
    ),
    Order(
        31, "w-van-dam", "purchase",
        {"f1": "Digitale oscilloscoop voor lokaal E1.08", "f2": "2", "f3": "1480", "f4": "TE-4120", "f5": "https://leverancier.example/oscilloscoop", "f7": "De oude meten niet nauwkeurig genoeg voor het nieuwe examen."},
        approved=("p-jansen",),
    ),
    Order(
        90, "d-van-leeuwen", "purchase",
        {"f1": "Cameradrone", "f2": "1", "f3": "2100", "f4": "ME-4300", "f7": "Voor opnamen bij de open dag en in de les."},
        refused=("p-jansen", "We huren er een voor de open dag; voor de lessen mag hij hier niet vliegen."),
    ),
    Order(
        5, "y-ozturk", "application-access",
        {"f1": "no", "f2": "r-bos", "f3": "Roosterpakket", "f4": "c1", "f5": "Renate neemt de intake van studenten over en moet lokalen kunnen zien."},
    ),
    Order(
        76, "t-kaya", "install-software", {"f1": "Tekenprogramma voor diagrammen", "f2": "c1", "f3": "LAP-0231", "f4": "yes"},
        tasks_done=1, solved="Geïnstalleerd vanuit het softwareportaal; licentie toegewezen.",
    ),
    Order(3, "maarja", "shared-mailbox", {"f1": "Tallinna ladu", "f2": "tallinn@hansa-logistics.example", "f3": "Viis inimest, vahetustega.", "f4": "yes"}),
    Order(20, "bo", "exam-laptops", {"f1": Day(9), "f2": "24", "f3": "D1.02", "f4": ["c1", "c2"], "f5": "Examen installatietechniek, niveau 3."}),
)  # fmt: skip


def arrange_catalogue(by: Actor) -> None:
    """The house's own templates and the company's own offerings are in the catalogue."""
    for content in (*ready().values(), *(understood(path.read_text("utf-8")) for path in sorted(OWN.glob("*.yaml")))):
        offering = actions.take_in(by=by, content=content)
        if offering.code in APPROVERS:
            steps = [{"approvers": [_approver(key) for key in keys], "needed": 1} for keys in APPROVERS[offering.code]]
            actions.set_approvals(offering, by=by, steps=steps)
        if offering.code in FOR_THE_COLLEGE:
            _for_the_college(offering, by)
        actions.publish(offering, by=by)


def order_all(anchor: datetime) -> None:
    """What people have asked for is there, as far as it is by now; nothing the second time."""
    for number, order in enumerate(ORDERS):
        mark = correlation(f"order {number}")
        if not Entry.objects.filter(correlation=mark).exists():
            _play(order, anchor - timedelta(hours=order.hours_ago), lambda key: actor_for(_person(key), door=Door.PORTAL, correlation=mark))  # noqa: B023  called at once


def _play(order: Order, moment: datetime, by: Callable[[str], Actor]) -> None:
    with clock.travel(moment):
        filling = actions.begin(Offering.objects.select_related("current").get(code=order.code), by=by(order.who))
        actions.answer(filling, by=by(order.who), answers={key: _answer(value) for key, value in order.answers.items()})
        ticket = Ticket.objects.get(pk=actions.send(filling, by=by(order.who)).pk)
    with clock.travel(moment + timedelta(hours=2)):
        for key in order.approved:
            approvals.decide(Approval.objects.get(record=ticket.pk), by=by(key), answer="yes")
        who, why = order.refused
        if who:
            approvals.decide(Approval.objects.get(record=ticket.pk), by=by(who), answer="no", comment=why)
    if order.tasks_done:
        with clock.travel(moment + timedelta(hours=3)):
            _work(order, Ticket.objects.get(pk=ticket.pk), by("ada"))
    if order.confirmed:
        with clock.travel(moment + timedelta(hours=30)):
            tickets.confirm(Ticket.objects.get(pk=ticket.pk), by=by(order.who))


def _work(order: Order, ticket: Ticket, by: Actor) -> None:
    tickets.take(ticket, by=by)
    for task in list(ticket.record.tasks.order_by("position"))[: order.tasks_done]:
        task.refresh_from_db()
        tasks.finish(task, by=by)
    if order.solved:
        ticket.refresh_from_db()
        asked = {"cause": "Aanvraag", "done": order.solved, "verification": Verification.ASKED, "open_tasks": "keep"}
        tickets.resolve(ticket, by=by, text=f"{order.solved} Is het zo goed?", **asked)


def _answer(value: Any) -> Any:
    if isinstance(value, Day):
        return (timezone.localdate(clock.now()) + timedelta(days=value.after)).isoformat()
    if isinstance(value, list):
        return [_answer(one) for one in value]
    known = Person.objects.filter(external_id=f"demo-{value}").first() if value.replace("-", "").isalpha() and value.islower() else None
    return f"#{known.pk}" if known else value


def _for_the_college(offering: Offering, by: Actor) -> None:
    said = (
        "names",
        "about",
        "found_by",
        "icon",
        "shelf",
        "service",
        "kind",
        "category",
        "team",
        "price_cents",
        "per",
        "takes_days",
        "one_at_a_time",
    )
    college = Organisation.objects.get(name=FIRMS["lindewaard"].name)
    actions.edit_offering(offering, by=by, askers=Askers([college]), **{name: getattr(offering, name) for name in said})


def _approver(key: str) -> dict[str, str]:
    return {"kind": "person", "key": str(_person(key).pk)}


def _person(key: str) -> Person:
    return Person.objects.get(external_id=f"demo-{key}")
