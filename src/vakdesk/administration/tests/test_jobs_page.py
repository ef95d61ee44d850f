"""What administrators see of background work, and what they decide about it."""

from typing import Any

import pytest
from django.test import Client

from vakdesk.jobs.models import Job, Turn, Worker
from vakdesk.jobs.queries import State
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry, Parked
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db
JOBS = "/administration/jobs/"


@pytest.fixture
def failed(db: None) -> Job:
    now = clock.now()
    return Job.objects.create(
        task="vakdesk.notices.sending.send",
        arguments={"args": [7], "kwargs": {}},
        state=State.FAILED,
        attempts=8,
        enqueued_at=now,
        run_at=now,
        finished_at=now,
        fault="SMTPException: <nobody> home",
    )


@pytest.fixture
def parked(ticket: Ticket) -> Parked:
    entry = Entry.objects.get(verb="ticket.taken")
    about = {"subject_type": entry.subject_type, "subject_id": entry.subject_id}
    return Parked.objects.create(follower="notices.tell", entry=entry, **about, attempts=2, next_at=clock.now(), fault="KeyError")


def test_a_failed_job_stands_there_with_its_fault_and_can_be_retried(as_ann: Client, failed: Job) -> None:
    told = as_ann.get(JOBS).content.decode()
    assert "notices.sending.send" in told and "SMTPException: &lt;nobody&gt; home" in told
    assert "Try again" in as_ann.get(f"{JOBS}{failed.pk}/").content.decode()
    assert as_ann.post(f"{JOBS}{failed.pk}/retry/").status_code == 303
    failed.refresh_from_db()
    assert failed.state == State.WAITING
    assert "tried the job" in as_ann.get(f"{JOBS}{failed.pk}/").content.decode()
    assert as_ann.post(f"{JOBS}{failed.pk}/retry/").status_code == 409


def test_discarding_asks_why(as_ann: Client, failed: Job) -> None:
    assert as_ann.post(f"{JOBS}{failed.pk}/discard/", {"reason": ""}).status_code == 422
    assert as_ann.post(f"{JOBS}{failed.pk}/discard/", {"reason": "The address is gone"}).status_code == 303
    failed.refresh_from_db()
    assert failed.state == State.DISCARDED
    assert "notices.sending.send" in as_ann.get(f"{JOBS}?view=over").content.decode()


def test_workers_and_the_timetable_are_shown(as_ann: Client) -> None:
    assert "No worker is alive" in as_ann.get(JOBS).content.decode()
    now = clock.now()
    Worker.objects.create(name="w", host="desk-machine", pid=4711, started_at=now, seen_at=now)
    Turn.objects.create(name="logbook.keep_heads", begun_at=now, ended_at=now, fault="OSError: disk full")
    told = as_ann.get(JOBS).content.decode()
    assert "No worker is alive" not in told and "desk-machine" in told and "OSError: disk full" in told


def test_what_a_follower_parked_can_be_retried_or_passed_over(as_ann: Client, parked: Parked) -> None:
    assert "KeyError" in as_ann.get(JOBS).content.decode()
    assert as_ann.post(f"{JOBS}parked/{parked.pk}/retry/").status_code == 303
    assert as_ann.post(f"{JOBS}parked/{parked.pk}/skip/", {"reason": ""}).status_code == 422
    assert as_ann.post(f"{JOBS}parked/{parked.pk}/skip/", {"reason": "Told by phone"}).status_code == 303
    assert not Parked.objects.exists()
    assert as_ann.get(f"{JOBS}parked/{parked.pk}/skip/").status_code == 404


def test_only_administrators_get_in(as_ada: Client, as_bo: Client, as_eli: Client, failed: Job, parked: Parked) -> None:
    for client in (as_ada, as_bo, as_eli):
        assert [client.get(f"{JOBS}{path}").status_code for path in ("", f"{failed.pk}/", f"parked/{parked.pk}/skip/")] == [403] * 3
        posts = (f"{failed.pk}/retry/", f"{failed.pk}/discard/", f"parked/{parked.pk}/retry/", f"parked/{parked.pk}/skip/")
        assert [client.post(f"{JOBS}{path}", {"reason": "x"}).status_code for path in posts] == [403] * 4


def test_the_page_takes_the_same_queries_however_much_is_parked(as_ann: Client, parked: Parked, django_assert_max_num_queries: Any) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(40) as counted:
            as_ann.get(JOBS)
        return len(counted)

    queries()
    few = queries()
    for entry in Entry.objects.exclude(pk=parked.entry_id)[:5]:
        Parked.objects.create(follower="x", entry=entry, subject_type="x", subject_id=1, next_at=clock.now())
    assert queries() == few
