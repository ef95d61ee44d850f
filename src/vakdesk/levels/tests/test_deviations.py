"""Each time that was not met stands in the register, where what it is about lies, and is explained by whoever answers for it."""

from typing import Any

import pytest

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.levels import actions
from vakdesk.levels.jobs import alarms
from vakdesk.levels.models import Agreement, Deviation
from vakdesk.levels.tests.play import at, work
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Organisation, Team
from vakdesk.records.models import Record

pytestmark = pytest.mark.usefixtures("plan")


def late(record: Record) -> Deviation:
    with clock.travel(at("2 17:01")):
        alarms()
    return Deviation.objects.get(about=record)


def explain(deviation: Deviation, by: Actor, **given: Any) -> None:
    words = {"cause": "No toner", "responsibility": "supplier", "avoidable": False, "improvement": "Keep two drums"}
    with clock.travel(at("3 09:00")):
        actions.explain_deviation(deviation, by=by, **words | given)


def test_a_breach_stands_in_the_register_where_the_work_lies(by_ada: Actor, house: Agreement, vlierhof: Organisation, desk: Team) -> None:
    place: dict[str, Any] = {"organisation": vlierhof, "team": desk, "restricted": True, "language": "nl"}
    record, other = work(by_ada, **place), work(by_ada)
    deviation = late(record)

    own = deviation.record
    assert (own.reference[:4], own.title) == ("DEV-", record.title)
    assert (own.organisation, own.team, own.restricted, own.language) == (vlierhof, desk, True, "nl")
    assert (deviation.version, deviation.measure, deviation.due_at) == (house.versions.get(), "resolution", at("2 17:00"))
    assert deviation.clock == record.clocks.get()
    entry = Entry.objects.about(deviation).get()
    assert (entry.verb, entry.facts) == ("deviation.opened", {"measure": "resolution", "record": record.reference})
    assert Deviation.objects.get(about=other).due_at == deviation.due_at


def test_who_answers_for_it_explains_it(by_ada: Actor, house: Agreement) -> None:
    deviation = late(work(by_ada))
    explain(deviation, by_ada, cause=" No\ntoner" + "!" * 600, improvement=" Keep\ntwo drums" + "!" * 600)

    kept = Deviation.objects.get()
    assert (len(kept.cause), kept.cause[:9], len(kept.improvement), kept.improvement[:15]) == (500, "No toner!", 500, "Keep two drums!")
    assert (kept.responsibility, kept.avoidable, kept.explained_at) == ("supplier", False, at("3 09:00"))
    assert (kept.record.version, kept.record.changed_at) == (2, at("3 09:00"))
    entry = Entry.objects.about(deviation).latest("pk")
    assert (entry.verb, entry.facts) == ("deviation.explained", {"responsibility": "supplier", "avoidable": False})


@pytest.mark.parametrize(("given", "field"), [({"cause": " "}, "cause"), ({"responsibility": "the moon"}, "responsibility")])
def test_a_deviation_is_explained_by_a_cause_and_whose_doing_it_was(
    by_ada: Actor, house: Agreement, given: dict[str, str], field: str
) -> None:
    deviation = late(work(by_ada))
    with pytest.raises(Refused) as refusal:
        explain(deviation, by_ada, **given)
    assert refusal.value.field == field
    assert Deviation.objects.get().explained_at is None


def test_who_administers_explains_nothing(by_ann: Actor, by_ada: Actor, house: Agreement) -> None:
    with pytest.raises(NotAllowed):
        explain(late(work(by_ada)), by_ann)
