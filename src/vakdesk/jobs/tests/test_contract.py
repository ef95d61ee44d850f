"""What every backend promises on every database: no job is lost, none is made up, and no failure is hidden."""

import json
from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from vakdesk.access.actors import Actor
from vakdesk.jobs import rhythm
from vakdesk.jobs.actions import retry
from vakdesk.jobs.backend import JobBackend
from vakdesk.jobs.models import Job
from vakdesk.jobs.queries import State
from vakdesk.jobs.running import attempt, in_hand, take, take_due
from vakdesk.jobs.tests.samples import count, ran, remember, stumble
from vakdesk.kit import clock

Do = Callable[[], None]


def test_a_job_runs_and_its_answer_can_be_read(backend: JobBackend, work: Do) -> None:
    result = remember.enqueue(7)
    work()
    result.refresh()
    assert ran == [7]
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 14, 1)


def test_a_job_of_a_transaction_that_is_rolled_back_never_was(backend: JobBackend, work: Do) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        remember.enqueue(1)
        raise RuntimeError
    work()
    assert ran == []
    assert not Job.objects.exists()


def test_a_job_waits_for_its_time(backend: JobBackend, work: Do, hasten: Do) -> None:
    remember.using(run_after=clock.now() + timedelta(hours=1)).enqueue(1)
    work()
    assert ran == []
    hasten()
    work()
    assert ran == [1]


def test_the_more_urgent_job_runs_first(backend: JobBackend, work: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rhythm, "JOBS_AT_ONCE", 1)
    remember.enqueue(1)
    remember.using(priority=5).enqueue(2)
    work()
    assert ran == [2, 1]


def test_an_untried_job_answers_for_all_who_ask_with_its_key(backend: JobBackend, work: Do) -> None:
    keyed = remember.using(key="outbox")
    first, second, other = keyed.enqueue(1), keyed.enqueue(2), remember.enqueue(3)
    work()
    assert first.id == second.id != other.id
    assert sorted(ran) == [1, 3]
    assert keyed.enqueue(4).id != first.id


def test_a_key_asks_again_while_its_job_waits_for_a_second_attempt(backend: JobBackend, work: Do) -> None:
    keyed = stumble.using(key="outbox")
    first = keyed.enqueue(1)
    work()
    assert keyed.enqueue(1).id != first.id


def test_a_failing_job_is_tried_again_after_growing_delays(backend: JobBackend, work: Do, hasten: Do) -> None:
    stumble.enqueue(1)
    waits = []
    for _attempt in range(2):
        work()
        job = Job.objects.get()
        waits.append(job.run_at - job.started_at)
        assert job.state == State.WAITING
        hasten()
    assert [wait // timedelta(seconds=1) for wait in waits] == [10, 30]


def test_a_job_that_keeps_failing_is_given_up_and_seen(backend: JobBackend, work: Do, hasten: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rhythm, "ATTEMPTS", 2)
    result = stumble.enqueue(1)
    for _attempt in range(3):
        work()
        hasten()
    [row] = Job.objects.overview()
    assert (row.state, row.attempts, row.name) == (State.FAILED, 2, "vakdesk.jobs.tests.samples.stumble")
    assert row.fault == "ValueError: It stumbled"
    result.refresh()
    assert (result.status, result.errors[0].exception_class) == (TaskResultStatus.FAILED, ValueError)


def test_a_job_whose_task_is_gone_fails_in_sight(backend: JobBackend, work: Do) -> None:
    remember.enqueue(1)
    Job.objects.update(task="vakdesk.jobs.tests.samples.forgotten")
    work()
    [row] = Job.objects.overview()
    assert row.fault.startswith("ImportError: ")


def test_a_job_that_takes_its_context_knows_its_attempt(backend: JobBackend, work: Do) -> None:
    result = count.enqueue()
    work()
    result.refresh()
    assert result.return_value == 1


def test_a_lost_workers_job_is_given_to_another_after_the_lease(backend: JobBackend) -> None:
    remember.enqueue(1)
    pk = Job.objects.get().pk
    assert take(pk, "lost")
    assert not take(pk, "next")
    assert not take_due("next")
    with clock.travel(clock.now() + rhythm.LEASE + timedelta(seconds=1)):
        taken = take_due("next")
    assert taken
    assert taken.attempts == 2


def test_a_worker_that_lost_its_lease_overwrites_nothing(backend: JobBackend) -> None:
    remember.enqueue(1)
    pk = Job.objects.get().pk
    late = take(pk, "slow")
    with clock.travel(clock.now() + rhythm.LEASE + timedelta(seconds=1)):
        take(pk, "next")
    assert late
    attempt(late)
    job = Job.objects.get()
    assert (job.state, job.lease_owner, job.answer) == (State.RUNNING, "next", None)


def test_a_job_that_kills_its_workers_is_given_up(backend: JobBackend) -> None:
    remember.enqueue(1)
    pk = Job.objects.get().pk
    moment = clock.now()
    for _worker in range(rhythm.ATTEMPTS):
        with clock.travel(moment):
            assert take(pk, "doomed")
        moment += rhythm.LEASE + timedelta(seconds=1)
    with clock.travel(moment):
        assert not take(pk, "careful")
    assert Job.objects.get().state == State.FAILED


def test_what_an_administrator_tries_again_reaches_the_workers(
    backend: JobBackend, work: Do, hasten: Do, administrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rhythm, "ATTEMPTS", 1)
    stumble.enqueue(1)
    work()
    retry(Job.objects.failed().get(), by=administrator)
    work()
    assert [(row.state, row.attempts) for row in Job.objects.overview()] == [(State.FAILED, 2)]


def test_what_failed_is_shown_before_what_runs_or_waits(backend: JobBackend) -> None:
    for state in (State.WAITING, State.RUNNING, State.FAILED, State.DONE):
        remember.enqueue(1)
        Job.objects.filter(pk=Job.objects.latest("pk").pk).update(state=state, lease_until=clock.now())
    assert [row.state for row in Job.objects.overview()] == [State.FAILED, State.RUNNING, State.WAITING]


def test_a_job_that_ended_is_in_nobodys_hands(backend: JobBackend, work: Do) -> None:
    remember.enqueue(1)
    stumble.enqueue(1)
    work()
    assert in_hand == set()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_keyed_job_does_not_run_before_all_who_asked_have_committed() -> None:
    keyed = remember.using(key="outbox")
    keyed.enqueue(1)
    taken: list[Job | None] = []
    other = Thread(target=lambda: (taken.append(take_due("other")), connection.close()))
    with transaction.atomic():
        keyed.enqueue(2)
        other.start()
        other.join()
    assert taken == [None]
    assert take_due("other")


@pytest.mark.postgres
def test_open_jobs_of_a_desk_that_moved_here_are_run(backend: JobBackend, work: Do) -> None:
    remember.enqueue(1)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    work()
    assert ran == [1]


def test_text_about_people_does_not_get_into_a_job(backend: JobBackend) -> None:
    for told in ("Bo Jansen", "bo@lindewaard.example", ["a b"], {"a b": 1}):
        with pytest.raises(ValueError, match="ids and codes"):
            remember.enqueue(told)
    remember.enqueue("2026-11-21T23:00:00+00:00")
    assert Job.objects.count() == 1


def test_nobody_elses_result_is_answered(backend: JobBackend) -> None:
    with pytest.raises(TaskResultDoesNotExist):
        remember.get_result("12345")
    with pytest.raises(TaskResultDoesNotExist):
        remember.get_result("none")


@pytest.mark.postgres
@pytest.mark.django_db
def test_procrastinate_is_told_of_every_new_and_every_retried_job(administrator: Actor) -> None:
    def told() -> list[dict[str, int]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT args FROM procrastinate_jobs ORDER BY id")
            return [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()]

    remember.enqueue(1)
    job = Job.objects.get()
    assert told() == [{"job": job.pk}]
    Job.objects.update(state=State.FAILED)
    retry(job, by=administrator)
    assert told() == [{"job": job.pk}] * 2
