"""Staff whose roles hold for one client alone: what was agreed with another, and what was measured by it, is not there for them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from vakdesk.access.actors import machine
from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed
from vakdesk.levels import actions as levels
from vakdesk.levels.actions.agreements import Wanted
from vakdesk.levels.actions.deviations import open_deviation
from vakdesk.levels.kinds import AgreementKind, Measure
from vakdesk.levels.models import Agreement, Calendar, Deviation
from vakdesk.levels.permissions import KEEP_TIME
from vakdesk.logbook.act import act
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.people.tests import cast
from vakdesk.services.actions import add_service
from vakdesk.services.models import Service
from vakdesk.suppliers.actions import add_supplier
from vakdesk.suppliers.models import Supplier
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.house
ROOMS = ("levels", "services", "suppliers")
#: In the name of whatever is another client's.
THEIRS = "Kept from them"
H = 3600
Things = dict[str, Any]


def calendar(by: Person, name: str) -> Calendar:
    hours: dict[str, Any] = {"zone": "Europe/Amsterdam", "days": ["0:00-24:00"] * 7}
    return levels.add_calendar(by=cast.actor(by), name=name, starts_on=date(2020, 1, 1), **hours)


def agreement(by: Person, name: str, office: Calendar, **more: Any) -> Agreement:
    targets = [Wanted(Measure.RESOLUTION, 8 * H)]
    return levels.add_agreement(by=cast.actor(by), kind=more.pop("kind", "sla"), name=name, calendar=office, targets=targets, **more)


def measured(asking: Person, by: Person, title: str) -> tuple[Ticket, Deviation]:
    """A ticket that was too late, as the timekeeper would have entered it."""
    ticket = actions.register(asking, by=cast.actor(by), kind="incident", title=title, text="It does nothing")
    clock = ticket.record.clocks.get(measure=Measure.RESOLUTION, slot="sla")
    with act(machine("timekeeper", "Timekeeper"), may=KEEP_TIME) as log:
        open_deviation(clock, log, due=clock.due_at)
    return ticket, Deviation.objects.get(about=ticket.pk)


@pytest.fixture
def world(lindewaard: Organisation, vlierhof: Organisation, desk: Team, ann: Person, ada: Person, bo: Person, cem: Person) -> Things:
    """Each thing twice: what somebody at Lindewaard may see, and what is Vlierhof's."""
    service = add_service(by=cast.actor(ann), names={"en": "Printing"})
    supplier = add_supplier(by=cast.actor(ann), name="Printers Ltd", contract="C-7")
    shared, own, theirs = (calendar(ann, name) for name in ("House hours", "Our hours", f"{THEIRS}: hours"))
    agreement(ann, "Everybody", shared)
    agreement(ann, "Between teams", shared, kind=AgreementKind.OLA, team=desk)
    agreement(ann, "Printers deliver", shared, kind=AgreementKind.UNDERPINNING, supplier=supplier)
    ours = agreement(ann, "With Lindewaard", own, organisation=lindewaard)
    other = agreement(ann, f"{THEIRS}: agreement", theirs, organisation=vlierhof)
    ticket, deviation = measured(bo, ada, "Ours is slow")
    strange, missed = measured(cem, ada, f"{THEIRS}: ticket")
    return {
        "ours": {"agreement": ours, "calendar": own, "deviation": deviation, "service": service, "supplier": supplier, "ticket": ticket},
        "theirs": {"agreement": other, "calendar": theirs, "deviation": missed, "ticket": strange},
    }


@pytest.fixture(params=[Role.AGENT, Role.LEAD, Role.AUDITOR])
def limited(request: pytest.FixtureRequest, lindewaard: Organisation) -> Person:
    return cast.make_person("Lim van Dam", organisation=lindewaard, role=request.param, scope=lindewaard)


def addresses(things: Things, *, of_a_thing: bool = False) -> Iterator[tuple[str, str]]:
    """Every address of the three rooms for these things, with every file it is offered as; perhaps only those of one thing."""
    for space in get_resolver().url_patterns:
        if getattr(space, "namespace", None) not in ROOMS:
            continue
        for pattern in space.url_patterns:
            gaps = pattern.pattern.regex.groupindex
            kind = next((one for one in ("calendar", "deviation", "service", "supplier") if one in pattern.name), "agreement")
            if kind in things if gaps else not of_a_thing:
                words = {"pk": things[kind].pk, "reference": getattr(things[kind], "reference", "")} if gaps else {}
                url = reverse(f"{space.namespace}:{pattern.name}", kwargs={gap: words[gap] for gap in gaps})
                yield from ((pattern.name, f"{url}{form}") for form in ("", "?format=csv", "?format=pdf"))


def answer(client: Client, url: str, *, post: bool = False) -> tuple[int, str]:
    response = client.post(url) if post else client.get(url)
    return response.status_code, b"".join(response).decode(errors="replace")


def test_nothing_of_another_client_is_on_any_page_or_in_any_file(world: Things, limited: Person) -> None:
    client = cast.client_of(limited)
    seen = [(name, url, *answer(client, url)) for name, url in addresses(world["ours"])]
    assert not [url for _name, url, _status, text in seen if THEIRS in text]
    for read in ("agreements", "agreement", "report", "calendars", "calendar", "clocks", "services", "service", "suppliers", "supplier"):
        assert {status for name, _url, status, _text in seen if name == read} == {200}, read
    listed = answer(client, reverse("levels:agreements"))[1] + answer(client, reverse("levels:calendars"))[1]
    for name in ("Everybody", "Between teams", "Printers deliver", "With Lindewaard", "House hours", "Our hours"):
        assert name in listed


def test_what_is_another_clients_is_not_there(world: Things, limited: Person) -> None:
    client = cast.client_of(limited)
    found = [(url, post) for _name, url in addresses(world["theirs"], of_a_thing=True) for post in (False, True)]
    assert len(found) > 60
    assert not [one for one in found if answer(client, one[0], post=one[1])[0] not in (404, 405)]


def test_the_clients_own_report_counts_no_ticket_of_another(world: Things, limited: Person, cem: Person, ada: Person, ann: Person) -> None:
    """Also not by the agreement that holds for both."""
    everybody = Agreement.objects.get(name="Everybody")
    levels.end_agreement(world["theirs"]["agreement"], by=cast.actor(ann), on=date(2020, 1, 1))
    measured(cem, ada, f"{THEIRS}: by the house's own")
    for form in ("", "&format=csv"):
        page = answer(cast.client_of(limited), f"{reverse('levels:report', args=[everybody.pk])}?{form}")[1]
        assert THEIRS not in page
    assert THEIRS in answer(cast.client_of(ada), reverse("levels:report", args=[everybody.pk]))[1]


def test_a_lead_of_one_client_arranges_what_is_agreed_with_it_and_nothing_else(
    world: Things, lindewaard: Organisation, vlierhof: Organisation
) -> None:
    lead = cast.make_person("Lea Lim", organisation=lindewaard, role=Role.LEAD, scope=lindewaard)
    client, by, own = cast.client_of(lead), cast.actor(lead), world["ours"]["calendar"]
    page = answer(client, reverse("levels:add_agreement"))[1]
    assert "With Lindewaard" in page and THEIRS not in page and "Vlierhof" not in page
    words = {"kind": "sla", "name": "Ours alone", "calendar": own.pk, "warn_at": "50", "target-resolution-0": "4 h"}
    for where in ({}, {"organisation": vlierhof.pk}, {"organisation": lindewaard.pk, "calendar": world["theirs"]["calendar"].pk}):
        refused = client.post(reverse("levels:add_agreement"), words | where)
        assert refused.status_code == 422, where
    assert client.post(reverse("levels:add_agreement"), words | {"organisation": lindewaard.pk}).status_code == 303
    assert Agreement.objects.get(name="Ours alone").organisation == lindewaard
    with pytest.raises(NotAllowed):
        agreement(lead, "Everybody's", own)
    with pytest.raises(NotAllowed):
        calendar(lead, "Mine")
    with pytest.raises(NotAllowed):
        levels.rebase_open(own, by=by, why="I want to")
    with pytest.raises(NotAllowed):
        add_service(by=by, names={"en": "Mine"})
    with pytest.raises(NotAllowed):
        add_supplier(by=by, name="Mine")
    assert not Service.objects.exclude(pk=world["ours"]["service"].pk).exists() and Supplier.objects.count() == 1


def test_a_ticket_is_not_moved_to_what_was_agreed_with_another_client(world: Things, as_dee: Client) -> None:
    page = answer(as_dee, reverse("tickets:migrate_clocks", args=[world["ours"]["ticket"].reference]))[1]
    assert "With Lindewaard v1" in page and "Everybody v1" in page and THEIRS not in page
