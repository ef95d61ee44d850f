"""The eight weeks on paper: always the same, honest about time, and nobody's real name or address."""

import re
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from vakdesk.demo import company, letters
from vakdesk.demo.planning import Telling, events, plan
from vakdesk.demo.playing import BEGINNINGS, STEPS
from vakdesk.demo.screenplay import FOLDER, stories, tell
from vakdesk.demo.tests.conftest import TODAY
from vakdesk.kit.workdays import is_worked
from vakdesk.tickets.kinds import TicketKind


def _written(telling: Telling) -> list[str]:
    return [tell(text, telling.random(index), telling.facts) for index, step in enumerate(telling.story.steps) for text in step.texts]


def test_the_same_day_gives_the_same_plan_to_the_letter() -> None:
    first = plan(TODAY)
    plan.cache_clear()

    again = plan(TODAY)

    assert first is not again
    assert first == again
    assert [_written(telling) for telling in first] == [_written(telling) for telling in again]


def test_a_plan_holds_a_few_hundred_tickets_and_every_storyline() -> None:
    told = plan(TODAY)

    assert len(told) >= 300
    assert len(stories()) >= 60
    assert {telling.story.code for telling in told} == set(stories())


def test_storylines_are_told_in_three_languages_and_in_every_kind() -> None:
    assert {story.language for story in stories().values()} == {"nl", "en", "et"}
    assert {story.kind for story in stories().values()} == set(TicketKind.values)


def test_storylines_use_every_verb_that_can_be_played() -> None:
    verbs = {step.verb for story in stories().values() for step in story.steps}

    assert verbs == set(BEGINNINGS) | set(STEPS)


def test_nothing_happens_after_today_and_the_desk_works_on_worked_days() -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    everything = events(TODAY, newest=True) + events(TODAY, newest=False)
    by_the_desk = [event for event in everything if event.step.who not in ("asker", "timekeeper")]

    assert all(TODAY - timedelta(weeks=9) < event.at < TODAY for event in everything)
    assert all(is_worked(event.at.astimezone(zone).date(), "NL") for event in by_the_desk)
    assert all(8 <= event.at.astimezone(zone).hour <= 17 for event in by_the_desk)


def test_each_telling_has_its_own_words() -> None:
    first_texts = [_written(telling)[0] for telling in plan(TODAY) if telling.story.code == "nl-wifi-b2"]

    assert len(first_texts) > 2
    assert len(set(first_texts)) > 1


def test_a_desk_has_work_that_lies() -> None:
    open_ones = [telling for telling in plan(TODAY) if telling.told < len(telling.story.steps) or telling.moments[-1] > TODAY]

    assert 25 <= len(open_ones) <= 90


def test_every_address_is_an_invented_one() -> None:
    texts = [path.read_text("utf-8") for path in FOLDER.glob("*.toml")]
    texts += [path.read_bytes().decode("latin-1") for path in letters.odd_files()]
    texts += [firm.domain for firm in company.FIRMS.values()]
    hosts = [host.lower() for text in texts for host in re.findall(r"(?:@|://)([\w.-]+\.\w+)", text)]

    assert hosts
    assert all(host.endswith((".example", ".test")) for host in hosts)


def test_everybody_is_named_once() -> None:
    names = Counter(member.name for member in company.MEMBERS.values())

    assert len(names) >= 110
    assert set(names.values()) == {1}
