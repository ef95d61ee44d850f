"""What trainees show of their weeks: whose tickets may be used, whose passport is open, what they submitted, what others saw."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from vakdesk.access.actors import Actor, Door
from vakdesk.access.actors import machine as named
from vakdesk.competence import actions
from vakdesk.competence.models import Evidence, Passport, Suggestion
from vakdesk.competence.suggesting import catch_up
from vakdesk.demo.company import FIRMS
from vakdesk.demo.playing import correlation
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Organisation, Person
from vakdesk.records.store import stage
from vakdesk.tickets.models import Ticket

WEEKS = timedelta(days=57)
#: Whose tickets may be used: the house's own, and those of one client whose contract says so.
AGREED = {"lindewaard": ("public_task", "Onderwijsovereenkomst 2026, art. 7"), "hansa": ("contract", "Leping HL-2026/14, lisa 3")}
#: Who has a passport, and how many pieces they submitted.
PASSPORTS = {"tia": 22, "youssef": 9, "lotte": 5, "rasmus": 0}
#: Of each activity so many pieces at most: a portfolio is a choice.
MOST_OF_ONE = 6
#: Every so many first, so that the choice reaches over all of the weeks.
STRIDE = 5
WITNESS = named("witness", "Witness by link", door=Door.PORTAL)

#: What they say of their work, by kind of ticket; {title} is what it was about.
REFLECTIONS = {
    "incident": (
        "Somebody could not work: {title}. A class was waiting, so it could not wait until after the break.",
        "Find out what it was, keep the person informed, and solve it or hand it over well.",
        "I asked what had changed since yesterday, tried the likely causes from cheap to dear, and wrote down each step while I did it.",
        "It worked again; the person tried it while I was there and said so afterwards as well.",
        "I asked one question too many before saying when I would be back. Next time the promise comes first, then the questions.",
    ),
    "access": (
        "Somebody asked for access: {title}.",
        "Make sure who it is and that they may have it, then give exactly that and no more.",
        "I checked who it was in the way we agreed, looked up who decides, and gave the access only after the answer was there.",
        "They could work the same day, and the note says who agreed and when.",
        "I wanted to be quick and nearly skipped the check because I knew the voice. Knowing a voice is not a check.",
    ),
    "complaint": (
        "Somebody was angry, and had a point: {title}.",
        "Hear them out, put right what could be put right, and say honestly what could not.",
        "I let them finish, repeated what I had understood, and named the next step with a time. I did not defend us.",
        "They answered calmer, and agreed with what we did.",
        "It took me a walk down the corridor before I could write the reply. I would do that again.",
    ),
    "": (
        "A request came in: {title}.",
        "See what was really asked for, and do it by the list.",
        "I asked back once to be sure, did the steps in order, and ticked each off with what I found.",
        "It was there in time, and the person confirmed it.",
        "The list had a step too few; I told the lead, and it is in it now.",
    ),
}
OBSERVED = (
    (
        "An angry caller at the start of the lesson",
        ["A10", "A04"],
        "A teacher called, loud, with thirty students listening. Tia let him finish, said what she had understood and asked one question. "
        "She named the time she would be in the room and was there two minutes early. Her voice stayed the same all along.",
        "It helped that he saw me write it down. I was more nervous than it looked.",
    ),
    (
        "Explaining two-step sign-in at the desk",
        ["A18"],
        "Two colleagues of the canteen, neither at home with phones. Tia let them hold the phone themselves, used no word they did not use, and "
        "had each do it once more without help.",
        "",
    ),
)
TESTIMONY = (
    "Rik Maas",
    "docent, lokaal C2",
    "De beamer in C2, voor de les",
    "Tia legde uit wat zij deed terwijl zij het deed, zodat ik het de volgende keer zelf kan. Binnen tien minuten stond het beeld er weer.",
)


def show_what_they_can(anchor: datetime) -> None:
    """Passports are open and well filled; nothing the second time."""
    people = {one.external_id.removeprefix("demo-"): one for one in _cast()}
    mark = correlation("passports")
    if Entry.objects.filter(correlation=mark).exists():
        return
    karel, pim = (actor_for(people[key], correlation=mark) for key in ("karel", "pim"))
    with clock.travel(anchor - WEEKS):
        _agree(pim)
        starts_on = timezone.localdate(clock.now())
        for key in PASSPORTS:
            actions.open_passport(people[key], by=karel, starts_on=starts_on)
    for key, most in PASSPORTS.items():
        catch_up(person=people[key].pk)
        _submit(people[key], most)
    _observe(Passport.objects.get(person=people["tia"]), karel, anchor)
    _certify(Passport.objects.get(person=people["tia"]), anchor)


def _cast() -> list[Person]:
    return list(Person.objects.filter(external_id__in=[f"demo-{key}" for key in (*PASSPORTS, "karel", "pim")]))


def _agree(pim: Actor) -> None:
    for key, (basis, contract) in AGREED.items():
        client = Organisation.objects.get(name=FIRMS[key].name)
        actions.switch_on(client, by=pim, basis=basis, contract=contract, starts_on=timezone.localdate(clock.now()))


def _submit(person: Person, most: int) -> None:
    passport, by = Passport.objects.get(person=person), actor_for(person)
    for suggestion, codes, at in _choice(person, most):
        ticket = Ticket.objects.select_related("record").get(pk=suggestion.record_id)
        words = REFLECTIONS.get(ticket.kind, REFLECTIONS[""])
        told = dict(zip(("situation", "task", "action", "result", "reflection"), words, strict=True))
        told["situation"] = told["situation"].format(title=ticket.title[:1].lower() + ticket.title[1:])
        with clock.travel(at):
            actions.submit(
                passport,
                by=by,
                record=ticket.record,
                activities=codes,
                share=90,
                others="A colleague looked over my shoulder at the end.",
                **told,
            )


def _choice(person: Person, most: int) -> Iterator[tuple[Suggestion, list[str], datetime]]:
    """From all of the weeks, spread over what it shows; each with the moment at which it could be submitted."""
    told: Counter[str] = Counter()
    now, count = clock.now(), 0
    readable = Ticket.objects.visible_to_staff(actor_for(person)).values("pk")
    ready = list(Suggestion.objects.filter(person=person, record__in=readable).to_submit(now).order_by("happened_at", "pk"))
    for suggestion in (one for start in range(STRIDE) for one in ready[start::STRIDE]):
        traces = [one for one in suggestion.traces.all() if one.ripe_at <= now and told[one.activity] < MOST_OF_ONE]
        if count == most or len(traces) < 2:
            continue
        count += 1
        told.update(one.activity for one in traces)
        at = min(max(one.ripe_at for one in traces) + timedelta(days=1), now - timedelta(minutes=5))
        yield suggestion, [one.activity for one in traces], at


def _observe(passport: Passport, karel: Actor, anchor: datetime) -> None:
    by = actor_for(passport.person)
    for number, (title, codes, statement, answer) in enumerate(OBSERVED):
        with clock.travel(anchor - timedelta(days=12 - 9 * number)):
            seen_on = timezone.localdate(clock.now())
            made = actions.observe(passport, by=karel, title=title, seen_on=seen_on, activities=codes, statement=statement)
            if answer:
                actions.accept(made, by=by, reflection=answer)
    name, role, title, statement = TESTIMONY
    with clock.travel(anchor - timedelta(days=6)):
        actions.ask_witness(passport, by=karel, witness_name=name, witness_role=role, title=title, activities=["A18"])
        asked = Evidence.objects.get(person=passport.person, witness_name=name)
        actions.testify(asked, by=WITNESS, statement=statement, seen_on=timezone.localdate(clock.now()))
        actions.accept(asked, by=by, reflection="Ik heb geleerd om hardop te denken.")


def _certify(passport: Passport, anchor: datetime) -> None:
    with clock.travel(anchor - timedelta(days=20)):
        actions.bring(
            passport,
            by=actor_for(passport.person),
            kind="certificate",
            title="First aid for hardware, evening course",
            activities=["A16"],
            made_on=timezone.localdate(clock.now()) - timedelta(days=40),
            files=[stage("certificate.txt", [b"Evening course: first aid for hardware. Passed."])],
            situation="My school offers it in the evening.",
            task="To dare open a case.",
            action="Six evenings, and my own old laptop on the table.",
            result="Passed, and the laptop works.",
            reflection="I would have learned more with two of us at one table.",
        )
