"""The plan comes true: each step is carried out by the action that any door would call, at its moment in the past."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.utils import translation

from vakdesk.access.actors import Actor, Door
from vakdesk.demo import pictures
from vakdesk.demo.company import TEAMS
from vakdesk.demo.planning import Event, Telling
from vakdesk.demo.screenplay import tell
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Book, Entry
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person, Team
from vakdesk.records import actions as records
from vakdesk.records.kinds import LinkKind, Side, Via
from vakdesk.scripts import actions as scripts
from vakdesk.scripts.fitting import edition_for
from vakdesk.tickets import actions, verbs
from vakdesk.tickets.jobs import TIMEKEEPER
from vakdesk.tickets.kinds import Closure
from vakdesk.tickets.models import CallTemplate, Category, IdentityWay, Release, Ticket

NAMESPACE = uuid.UUID("5b7d2c0e-5f2f-4f5a-9f3d-7d0c1e6a4b11")
_DOORS = {"portal": Door.PORTAL, "mail": Door.MAIL}
SHARED_FOR = timedelta(days=30)
#: So soon the coach releases what a trainee wrote, where the story says nothing else and goes on.
RELEASED_AFTER = timedelta(minutes=7)


def correlation(key: str) -> uuid.UUID:
    """What the entries of a thing done by the demo carry, so that the logbook itself says what has been done."""
    return uuid.uuid5(NAMESPACE, key)


def done() -> set[uuid.UUID]:
    """The correlations of everything recorded so far."""
    return set(Entry.objects.filter(book=Book.MAIN).values_list("correlation", flat=True))


class Stage:
    """Where the steps are played: knows the people, and which ticket each telling has become."""

    def __init__(self) -> None:
        self.done = done()
        self.people = {person.external_id: person for person in Person.objects.filter(external_id__startswith="demo-")}
        self.teams = {key: Team.objects.get(name=name) for key, (name, _line) in TEAMS.items()}
        self.categories = {category.code: category for category in Category.objects.all()}
        begun = Entry.objects.filter(verb__in=[verbs.REGISTERED.name, verbs.REPORTED.name]).values_list("correlation", "subject_id")
        self._tickets = dict(begun)
        self._actors: dict[str, Actor] = {}

    def play(self, event: Event) -> bool:
        """The step is done, if it was not done before; False when the desk refuses it because people did otherwise meanwhile."""
        mark = correlation(event.key)
        if mark in self.done:
            return True
        scene = Scene(self, event, replace(self._actor(event), correlation=mark))
        try:
            with clock.travel(event.at), translation.override(event.telling.story.language):
                scene.play()
        except (Refused, NotAllowed):
            return False
        self.done.add(mark)
        self._release_what_waits(event)
        return True

    def _release_what_waits(self, event: Event) -> None:
        """A story that goes on has its trainee's words released before its next step, unless that step is the coach's own."""
        telling, following = event.telling, event.index + 1
        ticket = self.ticket(telling.number)
        if following >= telling.told or telling.story.steps[following].verb in DECIDING or ticket is None:
            return
        at = min(event.at + RELEASED_AFTER, event.at + (telling.moments[following] - event.at) / 2)
        for waiting in Release.objects.waiting().filter(ticket=ticket) if at < clock.now() else ():
            with clock.travel(at), translation.override(telling.story.language):
                coach = actor_for(self.person(telling.people["coach"]), correlation=correlation(f"{event.key} released"))
                actions.release(waiting, by=coach)

    def person(self, key: str) -> Person:
        return self.people[f"demo-{key}"]

    def ticket(self, number: int) -> Ticket | None:
        """The ticket that the telling of this number became."""
        pk = self._tickets.get(correlation(f"ticket {number} 0"))
        return Ticket.objects.select_related("record").get(pk=pk) if pk else None

    def keep(self, event: Event, ticket: Ticket) -> None:
        self._tickets[correlation(event.key)] = ticket.pk

    def _actor(self, event: Event) -> Actor:
        who = event.step.who
        if who == "timekeeper":
            return TIMEKEEPER
        key = event.telling.people.get(who, who)
        if key not in self._actors:
            with clock.travel(event.at):
                self._actors[key] = actor_for(self.person(key))
        return self._actors[key].through(_DOORS.get(event.telling.story.via, Door.PORTAL) if who == "asker" else Door.WEB)


class Scene:
    """One step, with its words found."""

    def __init__(self, stage: Stage, event: Event, by: Actor) -> None:
        self.stage, self.event, self.by = stage, event, by
        self.telling: Telling = event.telling
        self.story, self.step = self.telling.story, event.step
        random = self.telling.random(event.index)
        self.texts = [tell(text, random, self.telling.facts) for text in self.step.texts]
        self.option = self.step.options[0] if self.step.options else ""

    def play(self) -> None:
        if self.event.index == 0:
            self.stage.keep(self.event, BEGINNINGS[self.step.verb](self))
            return
        ticket = self.stage.ticket(self.telling.number)
        if ticket is None:
            raise Refused("the telling did not begin")
        STEPS[self.step.verb](self, ticket)

    @property
    def category(self) -> Category:
        return self.stage.categories[self.story.category]

    @property
    def title(self) -> str:
        return tell(self.story.title, self.telling.random(0), self.telling.facts)


def _report(scene: Scene) -> Ticket:
    asker = scene.stage.person(scene.telling.people["asker"])
    return actions.report(
        asker,
        by=scene.by,
        text=scene.texts[0],
        kind=scene.story.kind,
        title=scene.title,
        category=scene.category if scene.story.via == "portal" else None,
    )


def _register(scene: Scene) -> Ticket:
    asker = scene.stage.person(scene.telling.people["asker"])
    return actions.register(asker, by=scene.by, kind=scene.story.kind, title=scene.title, text=scene.texts[0], via=Via(scene.story.via))


def _quick_call(scene: Scene) -> Ticket:
    asker = scene.stage.person(scene.telling.people["asker"])
    template = CallTemplate.objects.get(code=scene.option)
    return actions.quick_call(asker, by=scene.by, template=template, text=scene.texts[0] if scene.texts else "")


def _classify(scene: Scene, ticket: Ticket) -> None:
    impact, urgency = scene.story.level
    facts = {name: tell(words, scene.telling.random(0), scene.telling.facts) for name, words in scene.story.facts.items()}
    actions.classify(
        ticket, by=scene.by, category=scene.category, impact=impact, urgency=urgency, priority=int(scene.option or 0) or None, **facts
    )


def _resolve(scene: Scene, ticket: Ticket) -> None:
    cause, done_, *told = scene.texts
    actions.resolve(ticket, by=scene.by, cause=cause, done=done_, verification=scene.option, text=told[0] if told else "")


def _hold(scene: Scene, ticket: Ticket) -> None:
    """An agreed moment is that of the next step, which the timekeeper takes."""
    until = scene.telling.moments[scene.event.index + 1] if scene.option == "moment" else None
    actions.hold(ticket, by=scene.by, waiting_for=scene.option, reason=scene.texts[0], until=until)


def _hand_over(scene: Scene, ticket: Ticket) -> None:
    """Stories tell what was found; what was tried and is expected is as it mostly is."""
    tried, expected = HANDED_OVER.get(scene.stage.person(scene.telling.people["asker"]).language, HANDED_OVER["en"])
    actions.hand_over(ticket, by=scene.by, team=scene.stage.teams[scene.option], found=scene.texts[0], tried=tried, expected=expected)


def _hand_back(scene: Scene, ticket: Ticket) -> None:
    tried, needed = scene.texts
    actions.hand_back(ticket, by=scene.by, team=scene.stage.teams[scene.option], tried=tried, needed=needed)


def _edit(scene: Scene, ticket: Ticket) -> None:
    requester = scene.stage.person(scene.telling.people["asker"])
    actions.edit(ticket, by=scene.by, title=scene.texts[0], kind=scene.option or ticket.kind, requester=requester)


def _answer(scene: Scene, ticket: Ticket) -> None:
    """Of the script that fits: `q1=yes`, and for each `q2` alone the next text."""
    edition = edition_for(ticket.kind, ticket.category_id or scene.category.pk)
    if edition is None:
        raise Refused("nothing is asked about it")
    words = iter(scene.texts)
    pairs = [option.partition("=") for option in scene.step.options]
    scripts.answer(ticket, by=scene.by, edition=edition, given={key: value or next(words) for key, _is, value in pairs})


def _attach(scene: Scene, ticket: Ticket) -> None:
    side = Side.PUBLIC if scene.step.who == "asker" else Side.STAFF
    records.attach(ticket.record, by=scene.by, files=[pictures.staged(scene.texts[0], scene.telling.random(0))], side=side)


def _link(scene: Scene, ticket: Ticket) -> None:
    """To the ticket this one echoes, else to the last one before it in the same category."""
    main = scene.telling.echo_of
    if main is not None:
        target = scene.stage.ticket(main)
    else:
        earlier = Ticket.objects.filter(category=scene.category, opened_at__lt=ticket.opened_at).exclude(pk=ticket.pk)
        target = earlier.select_related("record").order_by("-opened_at").first()
    if target is None:
        raise Refused("there is nothing to link to")
    records.link(ticket.record, by=scene.by, kind=LinkKind(scene.option), target=target.record)


def _merge(scene: Scene, ticket: Ticket) -> None:
    """Into the ticket this one echoes, of somebody else."""
    main = scene.telling.echo_of
    target = scene.stage.ticket(main) if main is not None else None
    if target is None:
        raise Refused("there is nothing to merge into")
    actions.merge(ticket, by=scene.by, target=target, of_two_people=True)


def _join(scene: Scene, ticket: Ticket) -> None:
    """A child of the ticket this one echoes, until it leaves."""
    main = scene.telling.echo_of
    parent = scene.stage.ticket(main) if main is not None else None
    if parent is None:
        raise Refused("there is nothing to join")
    actions.join(ticket, by=scene.by, parent=parent)


def _check_identity(scene: Scene, ticket: Ticket) -> None:
    """In the way of that number among those the desk begins with."""
    way = IdentityWay.objects.order_by("pk")[int(scene.option)]
    actions.check_identity(ticket, by=scene.by, way=way, holds=scene.step.verb == "check_identity")


def _share(scene: Scene, ticket: Ticket) -> None:
    other = scene.stage.person(scene.telling.people["other"])
    records.share(ticket.record, by=scene.by, person_id=other.pk, why=scene.texts[0], until=clock.now() + SHARED_FOR)


def _release(scene: Scene, ticket: Ticket) -> None:
    text, why = scene.texts or (None, "")
    actions.release(_waiting_on(ticket), by=scene.by, text=text, why=why)


def _waiting_on(ticket: Ticket) -> Release:
    waiting = Release.objects.waiting().filter(ticket=ticket).order_by("-pk").first()
    if waiting is None:
        raise Refused("nothing waits on it")
    return waiting


#: What was tried, and what is expected next, by language.
HANDED_OVER = {
    "en": ("What our line may: looked, asked, started it again.", "Look at it from your side, and tell us what it was."),
    "nl": ("Wat onze lijn mag: gekeken, nagevraagd, opnieuw gestart.", "Kijk van jullie kant en laat weten wat het was."),
}
#: What the coach of a story does with what waits.
DECIDING = ("release", "send_back")
BEGINNINGS: dict[str, Callable[[Scene], Ticket]] = {"report": _report, "register": _register, "quick_call": _quick_call}
STEPS: dict[str, Callable[[Scene, Ticket], object]] = {
    "take": lambda scene, ticket: actions.take(ticket, by=scene.by),
    "assign": lambda scene, ticket: actions.assign(ticket, by=scene.by, assignee=scene.stage.person(scene.telling.people[scene.option])),
    "inform": lambda scene, ticket: actions.inform(ticket, by=scene.by, text=scene.texts[0]),
    "classify": _classify,
    "reply": lambda scene, ticket: actions.reply(ticket, by=scene.by, text=scene.texts[0]),
    "note": lambda scene, ticket: actions.note(ticket, by=scene.by, text=scene.texts[0]),
    "ask": lambda scene, ticket: actions.ask(ticket, by=scene.by, text=scene.texts[0]),
    "edit": _edit,
    "answer": _answer,
    "hold": _hold,
    "resume": lambda scene, ticket: actions.resume(ticket, by=scene.by),
    "hand_over": _hand_over,
    "hand_back": _hand_back,
    "resolve": _resolve,
    "verify": lambda scene, ticket: actions.verify(ticket, by=scene.by, verification=scene.option),
    "feed_back": lambda scene, ticket: actions.feed_back(ticket, by=scene.by, text=scene.texts[0]),
    "confirm": lambda scene, ticket: actions.confirm(ticket, by=scene.by),
    "dispute": lambda scene, ticket: actions.dispute(ticket, by=scene.by, text=scene.texts[0] if scene.texts else ""),
    "remind": lambda scene, ticket: actions.remind(ticket, by=scene.by),
    "lapse": lambda scene, ticket: actions.close(ticket, by=scene.by, closure=Closure.NOT_CONFIRMED),
    "close": lambda scene, ticket: actions.close(ticket, by=scene.by, closure=scene.option),
    "reopen": lambda scene, ticket: actions.reopen(ticket, by=scene.by, text=scene.texts[0]),
    "withdraw": lambda scene, ticket: actions.withdraw(ticket, by=scene.by, text=scene.texts[0] if scene.texts else ""),
    "merge": _merge,
    "join": _join,
    "leave": lambda scene, ticket: actions.leave(ticket, by=scene.by),
    "escalate": lambda scene, ticket: actions.escalate(ticket, by=scene.by, reason=scene.texts[0], asked=scene.texts[1]),
    "settle": lambda scene, ticket: actions.settle(ticket, by=scene.by, text=scene.texts[0]),
    "check_identity": _check_identity,
    "doubt_identity": _check_identity,
    "unmerge": lambda scene, ticket: actions.unmerge(ticket, by=scene.by),
    "release": _release,
    "send_back": lambda scene, ticket: actions.send_back(_waiting_on(ticket), by=scene.by, why=scene.texts[0]),
    "attach": _attach,
    "link": _link,
    "tag": lambda scene, ticket: records.tag(ticket.record, by=scene.by, name=scene.texts[0]),
    "untag": lambda scene, ticket: records.untag(ticket.record, by=scene.by, name=scene.texts[0]),
    "watch": lambda scene, ticket: records.watch(ticket.record, by=scene.by, person_id=scene.by.person_id or 0),
    "unwatch": lambda scene, ticket: records.unwatch(ticket.record, by=scene.by, person_id=scene.by.person_id or 0),
    "share": _share,
    "unshare": lambda scene, ticket: records.unshare(
        ticket.record, by=scene.by, person_id=scene.stage.person(scene.telling.people["other"]).pk
    ),
}
