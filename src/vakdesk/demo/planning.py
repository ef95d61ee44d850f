"""Eight weeks at the desk, worked out beforehand: which storyline begins when, who is in it, and when each step falls.

The same anchor (the moment the demo was first started) gives the same plan, to the letter. What would fall after the
anchor has not happened yet, so the desk is left with honest open work.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from vakdesk.demo.company import AGENTS, FACTS, FIRST_LINE, MEMBERS, SECOND_LINE, THIRD_LINE, TRAINEES
from vakdesk.demo.hours import evening, on_duty, worked_after
from vakdesk.demo.screenplay import Step, Story, stories
from vakdesk.kit.workdays import is_worked, working_days_after

SEED = "Lindewaard"
WEEKS = 8
#: Before them, four weeks at a time, the newest first: some two thousand tickets in all.
OLDER_PARTS, PART_WEEKS = 9, 4
#: Their tellings are numbered from here on, so that those of the newest weeks keep their numbers.
OLDER = 100_000
#: The tickets of these last worked days are there before the first page is served.
NEWEST_DAYS = 2
#: New tickets by day of the week: Mondays are busy, Fridays quiet.
PER_WEEKDAY = (12, 9, 8, 8, 6)
#: New tickets by hour of the day, 08:00 to 16:59: before the first lesson and after lunch.
PER_HOUR = (22, 18, 14, 10, 5, 12, 9, 7, 3)
#: How many of the tickets begun so many worked days ago lie unsolved. Nearly all are within what was agreed with the client.
LIES = {0: 0.95, 1: 0.9, 2: 0.8}
#: How many of those before them still wait for somebody, and how many were simply left: one or two of a desk's work are late.
WAITS, LEFT, LEFT_DAYS = 0.15, 0.02, 9
#: What has lain longer than this has been answered.
UNHEARD = timedelta(hours=3)
ANSWERS = {
    "nl": "Dag {asker}, dank je voor je bericht. [Ik ben ermee bezig en laat je weten hoe het gaat.|Ik zoek het uit en kom erop terug.]",
    "en": "Hi {asker}, thank you for telling us. [I'm on it and will let you know how it goes.|Let me find out; you'll hear from me.]",
    "et": "Tere, {asker}! Aitäh teatamast. [Tegelen sellega ja annan teada, kuidas läheb.|Uurin järele ja annan teada.]",
}
#: With whom it lies: those a visitor is likely to be, so that their own queue shows what a queue is for.
BUSY = {
    "nl": {"desk": "ada", "agent": "ada", "trainee": "tia", "systems": "sander", "network": "ruud"},
    "en": {"desk": "tia", "agent": "ada", "trainee": "tia", "systems": "sander", "network": "ruud"},
    "et": {"desk": "ada", "agent": "ada"},
}

#: A visitor who asks for help should find reports of their own.
OFTEN_ASKS = {"bo": 12}


@dataclass(frozen=True)
class Telling:
    """One storyline told once: a ticket, with its people, its facts and the moment of each of its steps.

    Only the first `told` steps were taken: a desk has work that lies.
    """

    number: int
    story: Story
    people: dict[str, str]
    facts: dict[str, str]
    moments: tuple[datetime, ...]
    told: int
    echo_of: int | None = None

    @property
    def main(self) -> int:
        """The ticket it is told with: its own number, or that of what it echoes."""
        return self.number if self.echo_of is None else self.echo_of

    def random(self, step: int) -> Random:
        """The dice for the words of one step, always the same."""
        return dice("step", self.number, step)


@dataclass(frozen=True, order=True)
class Event:
    """One step of one telling, at its moment."""

    at: datetime
    number: int
    index: int
    telling: Telling = field(compare=False)

    @property
    def step(self) -> Step:
        return self.telling.story.steps[self.index]

    @property
    def key(self) -> str:
        return f"ticket {self.number} {self.index}"


def dice(*names: object) -> Random:
    """Dice that fall the same way for the same names on every machine."""
    return Random(" ".join(map(str, (SEED, *names))))  # noqa: S311  a story is told, nothing is kept secret


@lru_cache(maxsize=2)
def plan(anchor: datetime) -> tuple[Telling, ...]:
    """Every telling of the eight weeks before the anchor, oldest first; then those that have their own day."""
    tellings = _told(worked_days(anchor), anchor, _Bag(dice("bag")))
    tellings += [_tell(number, story, at, anchor) for number, (at, story) in enumerate(_appointed(anchor), start=len(tellings))]
    return tuple(tellings)


def older(anchor: datetime, part: int) -> list[Event]:
    """The steps of the tickets of one of the OLDER_PARTS before the eight weeks, one ticket after the other. All of them have ended."""
    back = WEEKS + (part + 1) * PART_WEEKS
    days = _days(anchor, back)[: -len(_days(anchor, back - PART_WEEKS)) or None]
    tellings = _told(days, anchor, _Bag(dice("older bag", part)), name=f"older {part}", first=OLDER * (part + 1))
    steps = (Event(at, one.number, index, one) for one in tellings for index, at in enumerate(one.moments))
    return sorted(steps, key=lambda step: (step.telling.main, step))


def _told(days: list[date], anchor: datetime, bag: "_Bag", *, name: str = "day", first: int = 0) -> list[Telling]:
    """What was told on these days, with what others told about the same; numbered from `first`."""
    tellings: list[Telling] = []
    for starts_at in _starts(days, anchor, name):
        main = _tell(first + len(tellings), bag.draw((anchor.date() - starts_at.date()).days), starts_at, anchor)
        tellings.append(main)
        for code in main.story.echoes:
            minutes = main.random(-1).randint(4, 35)
            at = worked_after(starts_at, timedelta(minutes=minutes))
            tellings.append(_tell(first + len(tellings), stories()[code], at, anchor, main))
    return tellings


def events(anchor: datetime, *, newest: bool) -> list[Event]:
    """The steps of the newest days' tickets as they happened, or those of all the others, one ticket after the other.

    One after the other, because people look at the desk while these are made: no ticket of weeks ago may stand open in
    their queue that is to be closed a minute later. What echoes a ticket is told with it, for the two become one.
    """
    since = worked_days(anchor)[-NEWEST_DAYS]
    chosen = (telling for telling in plan(anchor) if (_local_day(telling.moments[0]) >= since) == newest)
    steps = [Event(at, telling.number, index, telling) for telling in chosen for index, at in enumerate(telling.moments[: telling.told])]
    return sorted((step for step in steps if step.at < anchor), key=None if newest else lambda step: (step.telling.main, step))


def _appointed(anchor: datetime) -> Iterator[tuple[datetime, Story]]:
    """Storylines that say when they begin, with the moment, up to the anchor."""
    zone, days = ZoneInfo(settings.TIME_ZONE), worked_days(anchor)
    for story in stories().values():
        if story.begins:
            back, at = story.begins
            moment = datetime.combine(days[-1 - back], time.fromisoformat(at), zone)
            if moment < anchor:
                yield moment, story


class _Bag:
    """Deals every storyline as often as it says before any is dealt again; holds back what does not fit the day."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.left: deque[Story] = deque()

    def draw(self, days_ago: int) -> Story:
        """The next storyline that may begin so many days ago; what may begin as long ago as any may begin before that too."""
        days_ago = min(days_ago, WEEKS * 7)
        for _attempt in range(2):
            for story in self.left:
                if story.days_ago[0] <= days_ago <= story.days_ago[1]:
                    self.left.remove(story)
                    return story
            self._fill()
        raise AssertionError(f"no storyline may begin {days_ago} days ago")

    def _fill(self) -> None:
        fresh = [story for story in stories().values() if not story.is_echo and not story.begins for _time in range(story.times)]
        self.random.shuffle(fresh)
        self.left.extend(fresh)


def _starts(days: list[date], anchor: datetime, name: str) -> Iterator[datetime]:
    """The moments of these days at which somebody reports something, up to the anchor."""
    zone = ZoneInfo(settings.TIME_ZONE)
    for number, day in enumerate(days):
        random = dice(name, number)
        hours = random.choices(range(8, 17), PER_HOUR, k=PER_WEEKDAY[day.weekday()])
        moments = (datetime.combine(day, time(hour, random.randint(0, 59), random.randint(0, 59)), zone) for hour in hours)
        yield from sorted(moment for moment in moments if moment < anchor)


def worked_days(anchor: datetime) -> list[date]:
    """The worked days of the eight weeks up to the anchor's own, oldest first."""
    return _days(anchor, WEEKS)


def _days(anchor: datetime, weeks: int) -> list[date]:
    today = _local_day(anchor)
    days = (today - timedelta(days=back) for back in reversed(range(weeks * 7)))
    return [day for day in days if is_worked(day, settings.HOLIDAYS_OF)]


def _tell(number: int, story: Story, starts_at: datetime, anchor: datetime, main: Telling | None = None) -> Telling:
    random = dice("telling", number)
    story, told = _left(story, random, starts_at, anchor)
    told = told or len(story.steps)
    people = _people(story, random, except_for=main.people["asker"] if main else "")
    if told < len(story.steps):
        people |= BUSY[story.language]
    facts = dict(main.facts) if main else _facts(people, random)
    facts |= {role: MEMBERS[key].name.split()[0] for role, key in people.items()} | {"asker_full": MEMBERS[people["asker"]].name}
    moments = tuple(_moments(story, random, starts_at))
    return Telling(number, story, people, facts, moments, told, echo_of=main.number if main else None)


def _left(story: Story, random: Random, starts_at: datetime, anchor: datetime) -> tuple[Story, int]:
    """How many steps were taken before the ticket was left lying; 0 when it was not. The newer, the likelier.

    What weighs so much that it had to be argued is never left lying, and nobody is left without an answer for long.
    """
    solved = next((index for index, step in enumerate(story.steps) if step.verb in ("resolve", "quick_call", "withdraw")), 0)
    if not solved or story.facts or story.is_echo or story.begins:
        return story, 0
    lain, dice_say = sum(day > _local_day(starts_at) for day in worked_days(anchor)), random.random()
    if lain > LEFT_DAYS or dice_say >= LIES.get(lain, WAITS):
        return story, 0
    if lain == 0 and anchor - starts_at < UNHEARD:
        return story, random.randint(1, solved + 1)
    taken = next((index + 1 for index, step in enumerate(story.steps[:solved]) if step.verb == "take"), 0)
    word = Step("4m", "desk", "inform", (), (ANSWERS[story.language],))
    answered = replace(story, steps=(*story.steps[:taken], word, *story.steps[taken:]))
    waiting = [index + 1 for index, step in enumerate(answered.steps[: solved + 1]) if step.verb in ("ask", "hold") and index > taken]
    if not taken:
        return story, 0
    if lain in LIES or dice_say < LEFT:
        return answered, random.randint(taken + 1, solved + 1)
    return (answered, random.choice(waiting)) if waiting else (story, 0)


def _people(story: Story, random: Random, *, except_for: str) -> dict[str, str]:
    pools = story.asker.split()
    able = [key for key, member in MEMBERS.items() if (member.pool in pools or key in pools) and key != except_for]
    language = story.language
    asker = random.choices(able, [OFTEN_ASKS.get(key, 1) for key in able])[0]
    same_firm = [key for key in MEMBERS if MEMBERS[key].pool == MEMBERS[asker].pool and key != asker]
    return {
        "asker": asker,
        "other": random.choice(same_firm or able),
        "desk": random.choice(FIRST_LINE[language]),
        "trainee": random.choice(TRAINEES[language]),
        "agent": random.choice(AGENTS[language]),
        "systems": random.choice(SECOND_LINE[language]),
        "network": random.choice(THIRD_LINE[language]),
        "lead": "dee",
        "coach": "karel",
    }


def _facts(people: dict[str, str], random: Random) -> dict[str, str]:
    firm = FACTS[MEMBERS[people["asker"]].firm]
    return {name: random.choice(choices) for name, choices in firm.items()} | {"number": str(random.randint(2, 28))}


def _moments(story: Story, random: Random, starts_at: datetime) -> Iterator[datetime]:
    """Each step's moment: in working time, give or take, except what people write in the evening and what runs by itself."""
    at = starts_at
    for step in story.steps:
        if step.who == "timekeeper":
            at = working_days_after(at, int(step.delay[:-1]), country=settings.HOLIDAYS_OF, zone=settings.TIME_ZONE) + timedelta(minutes=2)
        elif step.delay == "eve":
            at = evening(at, random.randint(10, 200))
        elif step.delay != "0":
            at = worked_after(at, _length(step.delay) * random.uniform(0.7, 1.4) + timedelta(seconds=random.randint(1, 59)))
        else:
            at = max(on_duty(at) if step.who != "asker" else at, at) + timedelta(seconds=5)
        yield at


def _length(delay: str) -> timedelta:
    count = int(delay[:-1])
    return {"m": timedelta(minutes=count), "h": timedelta(hours=count), "d": timedelta(hours=9 * count)}[delay[-1]]


def _local_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
