"""What the company is instructed about and by whom, how satisfied it is, and the maintenance that is planned."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from vakdesk.access.actors import Actor, Door
from vakdesk.demo import drawing
from vakdesk.demo.playing import correlation
from vakdesk.feedback import actions as feedback
from vakdesk.feedback.models import Rating
from vakdesk.instructions import actions
from vakdesk.instructions.models import Giving, Instruction
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records.store import stage
from vakdesk.services.models import Service
from vakdesk.status import actions as status
from vakdesk.status.models import Maintenance
from vakdesk.tickets.kinds import Closure, State
from vakdesk.tickets.models import Ticket

FILE = Path(__file__).parent / "lessons.toml"
#: Who has which instruction, and how far they are: given, read, acknowledged, worked, failed, reminded.
GIVEN: dict[str, dict[str, str]] = {
    "wifi": {"bo": "given", "maarja": "worked"},
    "mfa": {"bo": "worked", "andres": "read", "maarja": "given"},
    "badge": {"bo": "acknowledged"},
    "password": {"andres": "reminded", "bo": "worked"},
}
#: So many colleagues of Bo have each of these as well; how far they are repeats.
COLLEAGUES = {"wifi": 9, "mfa": 12, "badge": 5}
FARNESS = ("worked", "worked", "acknowledged", "read", "given", "failed", "worked", "reminded")
#: What is answered after the end, of 5; it repeats.
SCORES = (5, 4, 5, 5, 3, 4, 5, 2, 4, 5)
MOST_RATED = 60


def teach() -> None:
    """Six instructions, given to people in different states, and an oral session; nothing the second time."""
    by = _once("instructions", "ada")
    if by is None:
        return
    lead = actor_for(_person("dee"), correlation=by.correlation)
    made = {}
    for number, lesson in enumerate(tomllib.loads(FILE.read_text())["instruction"]):
        with clock.travel(clock.now() - timedelta(days=30 - 2 * number)):
            made[lesson["key"]] = _write(lesson, by, lead)
    for key, people in GIVEN.items():
        for name, far in people.items():
            _give(made[key], by, _person(name), far)
    colleagues = Person.objects.active().filter(organisation=_person("bo").organisation, memberships=None, grants=None)
    for key, count in COLLEAGUES.items():
        for place, person in enumerate(colleagues.exclude(pk=_person("bo").pk).order_by("folded", "pk")[:count]):
            _give(made[key], by, person, FARNESS[place % len(FARNESS)])
    karel = _person("karel")
    words = {
        "held_at": clock.now() - timedelta(days=3),
        "led_by": karel,
        "covered": "Every step on a spare laptop, and what a swollen battery looks like.",
    }
    present = [_person("tia"), _person("youssef")]
    actions.hold_session(
        made["battery"],
        by=actor_for(karel, correlation=by.correlation),
        observer=_person("joris"),
        present=present,
        absent=[_person("lotte")],
        **words,
    )
    draft = made["board"]
    actions.add_step(draft, by=by, text="Trek na de les eerst de kabel uit je laptop.")
    actions.submit(draft, by=by)


def say_how_it_went() -> None:
    """Many of those whose report was closed have said how it went; nothing the second time."""
    if Rating.objects.exists():
        return
    closed = Ticket.objects.filter(state=State.CLOSED, closure__in=[Closure.CONFIRMED, Closure.VERIFIED], record__restricted=False)
    for place, ticket in enumerate(closed.exclude(record__requester=None).select_related("record__requester").order_by("pk")[:MOST_RATED]):
        if place % 3 and ticket.closed_at is not None:
            person = ticket.record.requester
            with clock.travel(min(clock.now(), ticket.closed_at + timedelta(hours=2))):
                by = actor_for(person, door=Door.PORTAL, correlation=correlation(f"rating {ticket.pk}"))
                feedback.rate(ticket, by=by, score=SCORES[place % len(SCORES)])


def plan_maintenance() -> None:
    """On the coming Saturday evening, of a service people use; nothing the second time."""
    service = Service.objects.active().filter(code__startswith="network").first()
    if service is None or Maintenance.objects.exists():
        return
    today = timezone.localtime(clock.now())
    saturday = (today + timedelta(days=(5 - today.weekday()) % 7 or 7)).replace(hour=20, minute=0, second=0, microsecond=0)
    status.plan(
        by=actor_for(_person("dee"), correlation=correlation("maintenance")),
        names={"en": "New switches in building C", "nl": "Nieuwe switches in gebouw C", "et": "Uued kommutaatorid C-majas"},
        texts={
            "en": "Now and then there is no network for a few minutes. Save your work before eight.",
            "nl": "Af en toe is er een paar minuten geen netwerk. Sla je werk op voor acht uur.",
            "et": "Vahel pole paar minutit võrku. Salvesta oma töö enne kella kaheksat.",
        },
        services=[service],
        starts_at=saturday,
        ends_at=saturday + timedelta(hours=2),
    )


def _once(part: str, key: str) -> Actor | None:
    mark = correlation(part)
    return None if Entry.objects.filter(correlation=mark).exists() else actor_for(_person(key), correlation=mark)


def _person(key: str) -> Person:
    return Person.objects.select_related("organisation").get(external_id=f"demo-{key}")


def _write(lesson: dict[str, Any], by: Actor, lead: Actor) -> Instruction:
    words = {name: value for name, value in lesson.items() if name not in ("key", "steps", "question")}
    made = actions.add(by=by, **words)
    for number, step in enumerate(lesson["steps"], 1):
        drawn = stage(f"stap-{number}.png", [drawing.png(step["picture"])])
        actions.add_step(made, by=by, text=step["text"], picture=drawn, alt=step["alt"])
    if "question" in lesson:
        actions.add_question(made, by=by, **lesson["question"])
    actions.submit(made, by=by)
    actions.publish(made, by=lead)
    return made


def _give(instruction: Instruction, by: Actor, person: Person, far: str) -> None:
    with clock.travel(clock.now() - timedelta(days=2)):
        (giving,) = actions.give(instruction, by=by, people=[person])
    own = actor_for(person, door=Door.PORTAL, correlation=by.correlation)
    with clock.travel(clock.now() - timedelta(days=1)):
        if far == "reminded":
            actions.remind(giving, by=by)
        elif far != "given":
            actions.begin(giving, by=own)
            _go_on(giving, own, far)


def _go_on(giving: Giving, own: Actor, far: str) -> None:
    if far == "read":
        return
    actions.acknowledge(giving, by=own, answers={one.key: str(one.right) for one in giving.edition.content.questions})
    if far == "worked":
        actions.say_it_worked(giving, by=own)
    elif far == "failed":
        actions.say_it_failed(giving, by=own, text="Ik zie het niet in de lijst staan.")
