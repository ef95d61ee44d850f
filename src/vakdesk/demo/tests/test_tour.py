"""One laptop on a Monday: the tour sees what was done, whoever did it, and can do each step itself."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from vakdesk.demo import tour
from vakdesk.demo.views import TOUR
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.records.kinds import Side, Via
from vakdesk.records.models import Link, Message
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Closure, State, Verification
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.house


@pytest.fixture
def visitor(client: Client, company: datetime) -> Client:
    """Somebody who has begun the tour."""
    client.post(reverse("demo:begin_tour"))
    return client


def _journey(visitor: Client) -> tour.Journey:
    return tour.Journey(datetime.fromisoformat(visitor.session[TOUR]))


def _present(visitor: Client) -> str:
    return tour.next_step(_journey(visitor))[1].name


def test_the_tour_can_do_itself_to_the_end(visitor: Client) -> None:
    for step in tour.STEPS[:-1]:
        assert _present(visitor) == step.name
        answer = visitor.post(reverse("demo:do_step"), {"step": step.name})
        assert answer.status_code == 303

    assert _present(visitor) == "read"
    report, by_mail = _journey(visitor).report, _journey(visitor).by_mail
    assert report is not None and by_mail is not None
    assert (report.state, report.closure, report.verification) == (State.CLOSED, Closure.CONFIRMED, Verification.REQUESTER)
    assert (by_mail.closure, by_mail.via) == (Closure.WITHDRAWN, Via.MAIL)
    assert Link.objects.get().target_id == report.pk
    assert Message.objects.filter(record=report.record, side=Side.STAFF).exists()


def test_a_step_done_by_hand_counts(visitor: Client) -> None:
    journey = _journey(visitor)

    actions.report(journey.bo, by=journey.as_bo(), text="zwart")

    assert _present(visitor) == "mail"


def test_a_step_asked_for_twice_is_done_once(visitor: Client) -> None:
    for _press in range(2):
        visitor.post(reverse("demo:do_step"), {"step": "report"})

    assert Ticket.objects.count() == 1
    assert _present(visitor) == "mail"


def test_what_happened_before_the_tour_does_not_count(client: Client, company: datetime) -> None:
    client.post(reverse("demo:begin_tour"))
    journey = _journey(client)

    with clock.travel(company - timedelta(days=3)):
        actions.report(journey.bo, by=journey.as_bo(), text="written while the demo makes its past")

    assert _present(client) == "report"


def test_the_tour_goes_along_when_the_visitor_becomes_somebody_else(visitor: Client) -> None:
    began = visitor.session[TOUR]

    visitor.post(reverse("demo:enter", args=["tia"]))

    assert visitor.session[TOUR] == began


def test_the_tour_stands_on_every_page_and_goes_when_it_is_ended(visitor: Client) -> None:
    assert "Bo reports it" in visitor.get(reverse("demo:cast")).content.decode()

    visitor.post(reverse("demo:end_tour"))

    page = visitor.get(reverse("demo:cast")).content.decode()
    assert "Bo reports it" not in page
    assert "Demo: you are Bo de Wit" in page


def test_without_a_tour_there_is_no_step_to_do(client: Client, company: datetime) -> None:
    client.post(reverse("demo:enter", args=["tia"]))
    before = Entry.objects.count()

    assert client.post(reverse("demo:do_step"), {"step": "report"}).status_code == 404
    assert Entry.objects.count() == before
