"""5,000 children: what a person does with the parent costs no more, and the rest goes on in batches that can be killed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vakdesk.jobs.embedded import work_once
from vakdesk.jobs.models import Job
from vakdesk.kit import clock
from vakdesk.logbook.act import act
from vakdesk.majors import actions
from vakdesk.majors.models import Major
from vakdesk.majors.tests.conftest import NEWS
from vakdesk.people.tests.cast import actor
from vakdesk.records.actions import make_records
from vakdesk.records.kinds import Via
from vakdesk.tickets.following import BATCH
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.permissions import REGISTER
from vakdesk.tickets.tests.play import SOLUTION

pytestmark = pytest.mark.once


def with_children(major: Major, count: int, requester) -> None:
    """Rows as joining leaves them."""
    now = clock.now() - timedelta(hours=1)
    with act(actor(major.lead), may=REGISTER) as log:
        row = {
            "title": "No mail",
            "opened_at": now,
            "requester": requester,
            "organisation": requester.organisation,
            "team": major.ticket.record.team,
        }
        records = make_records(log, "ticket", [row] * count)
        Ticket.objects.bulk_create(
            Ticket(record=record, kind="incident", via=Via.MAIL, opened_at=now, parent_id=major.pk) for record in records
        )


def queries(browser, url: str) -> int:
    browser.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


def test_five_thousand_children_survive(as_dee, bo, dee, major):
    pages = [major.get_absolute_url(), major.ticket.get_absolute_url()]
    few = [queries(as_dee, url) for url in pages]
    with_children(major, 5000, bo)
    assert [queries(as_dee, url) for url in pages] == few
    Job.objects.all().delete()
    with CaptureQueriesContext(connection) as captured:
        actions.end(Major.objects.with_people().get(pk=major.pk), by=actor(dee), **SOLUTION, texts=NEWS)
    assert len(captured) < 100
    children = Ticket.objects.filter(parent=major.pk)
    assert children.filter(state=State.RESOLVED).count() == 0
    work_once("one")
    assert children.filter(state=State.RESOLVED).count() == BATCH
    (left,) = Job.objects.filter(task__contains="follow_parent", finished_at=None)
    last_done = children.filter(state=State.RESOLVED).order_by("-pk")[0].pk
    assert left.arguments["args"] == [major.pk, last_done]
