"""What is well and what is not, for people and for monitors."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from vakdesk.administration import health
from vakdesk.jobs.models import Worker
from vakdesk.kit import clock
from vakdesk.notices.models import Notice
from vakdesk.search.models import Document
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db
JSON = "/administration/health.json"


def state(name: str) -> str:
    return next(part.state for part in health.parts(clock.now()) if part.name == name)


@pytest.fixture
def worker(db: None) -> Worker:
    now = clock.now()
    return Worker.objects.create(name="w", host="here", pid=1, started_at=now, seen_at=now)


def test_a_house_without_a_worker_is_not_well(as_ann: Client) -> None:
    assert "Something is wrong" in as_ann.get("/administration/health/").content.decode()
    answer = as_ann.get(JSON)
    assert answer.status_code == 503 and answer.json()["parts"]["worker"]["state"] == "bad"


def test_a_monitor_on_this_machine_needs_no_sign_in(worker: Worker) -> None:
    answer = Client().get(JSON)
    assert answer.status_code == 200 and answer.json()["state"] in {"good", "warn"}
    assert answer.json()["versions"]["Vakdesk"]


def test_nobody_else_learns_that_the_page_exists(worker: Worker, as_ada: Client, as_ann: Client, as_eli: Client) -> None:
    assert Client().get(JSON, REMOTE_ADDR="192.0.2.7").status_code == 404
    assert Client().get(JSON, REMOTE_ADDR="").status_code == 404
    assert Client().get(JSON, headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404
    assert as_ada.get(JSON, REMOTE_ADDR="192.0.2.7").status_code == 404
    assert as_ann.get(JSON, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert [client.get("/administration/health/").status_code for client in (as_ada, as_eli)] == [403, 403]


def test_it_holds_no_secret(worker: Worker) -> None:
    told = Client().get(JSON).content.decode()
    assert settings.SECRET_KEY not in told and str(settings.DATA) not in told


def test_a_logbook_without_its_guard_is_seen(db: None) -> None:
    assert state("triggers") == "good"
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER entry_no_delete" + (" ON logbook_entry" if connection.vendor == "postgresql" else ""))
    assert state("triggers") == "bad"


def test_a_record_that_cannot_be_found_is_seen(ticket: Ticket) -> None:
    assert state("search") == "good"
    Document.objects.all().delete()
    assert state("search") == "bad"


def test_mail_that_waits_too_long_is_seen(db: None, settings: Any) -> None:
    assert state("outbox") == "warn"
    settings.SMTP = {"EMAIL_HOST": "localhost"}
    assert state("outbox") == "good"
    earlier = clock.now() - timedelta(hours=1)
    Notice.objects.create(channel="mail", address="bo@example.org", subject="x", text="x", message_id="<1@x>", at=earlier, due_at=earlier)
    assert state("outbox") == "bad"
