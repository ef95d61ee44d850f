"""The face of both backends towards Django's Tasks interface: jobs are rows of our own, whoever wakes the worker.

Tasks are declared with `@task()` from `django_tasks`. `send.using(key="outbox").enqueue(7)` adds a key: while an
untried job with that key waits, asking again answers with that same job.
"""

import re
from abc import abstractmethod
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Event
from typing import Any, ParamSpec, TypeVar, cast

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import task_backends
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from vakdesk.jobs.lanes import Lane
from vakdesk.jobs.models import Job
from vakdesk.jobs.queries import State
from vakdesk.kit import clock

P = ParamSpec("P")
T = TypeVar("T")

#: Ids, codes, digests, moments, references: what text in a job's arguments may look like. Names and prose do not fit.
_REFERENCE = re.compile(r"[\w.:+-]{0,100}", re.ASCII)
_STATUS = {
    State.WAITING: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.FAILED: TaskResultStatus.FAILED,
    State.DISCARDED: TaskResultStatus.FAILED,
}


@dataclass(frozen=True, kw_only=True)
class KeyedTask(Task[P, T]):
    key: str = ""

    def using(
        self,
        *,
        key: str | None = None,
        priority: int | None = None,
        queue_name: str | None = None,
        run_after: datetime | None = None,
        backend: str | None = None,
    ) -> "KeyedTask[P, T]":
        changed = Task.using(self, priority=priority, queue_name=queue_name, run_after=run_after, backend=backend)
        return changed if key is None else replace(changed, key=key)


class JobBackend(BaseTaskBackend):
    """Writes the job in the caller's transaction; a subclass says how a worker comes to know of it."""

    task_class = KeyedTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        """The job exists when the caller's transaction commits, not before, and not if it is rolled back."""
        self.validate_task(task)
        arguments = {"args": normalize_json(list(args)), "kwargs": normalize_json(kwargs)}
        if not _only_references(arguments):
            raise ValueError(f"{task.module_path}: a job carries ids and codes, no text about people")
        with transaction.atomic():
            job, made = self._keep(task, arguments)
            if made:
                self.deliver(job)
        return self._result(job, task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        job = Job.objects.filter(pk=result_id).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return self._result(job, task_of(job))

    @abstractmethod
    def deliver(self, job: Job) -> None:
        """Sees to it that a worker takes the waiting job at its time, once the transaction commits."""

    @abstractmethod
    def lanes(self, worker: str, stop: Event) -> list[Lane]:
        """What a worker of that name does, side by side, to get jobs done."""

    def _keep(self, task: Task[P, T], arguments: dict[str, Any]) -> tuple[Job, bool]:
        now = clock.now()
        job = Job(
            task=task.module_path,
            arguments=arguments,
            key=getattr(task, "key", ""),
            priority=task.priority,
            enqueued_at=now,
            run_at=task.run_after or now,
        )
        if not job.key:
            job.save(force_insert=True)
            return job, True
        # The waiting job is locked until the caller commits: it must not run before the data it stands for is there.
        fields = {field.attname: getattr(job, field.attname) for field in Job._meta.concrete_fields if not field.primary_key}
        return Job.objects.select_for_update().get_or_create(key=job.key, state=State.WAITING, attempts=0, defaults=fields)

    def _result(self, job: Job, task: Task[P, T]) -> TaskResult[T]:
        result: TaskResult[T] = TaskResult(
            task=task,
            id=str(job.pk),
            status=_STATUS[State(job.state)],
            enqueued_at=job.enqueued_at,
            started_at=job.started_at,
            last_attempted_at=job.started_at,
            finished_at=job.finished_at,
            args=job.arguments["args"],
            kwargs=job.arguments["kwargs"],
            backend=self.alias,
            errors=[TaskError(exception_class_path=job.fault_type, traceback=job.fault)] if job.fault_type else [],
            worker_ids=[job.lease_owner] * job.attempts,
        )
        object.__setattr__(result, "_return_value", job.answer)
        return result


def backend() -> JobBackend:
    """The backend this desk's database calls for."""
    return cast(JobBackend, task_backends["default"])


def task_of(job: Job) -> "Task[..., Any]":
    """The declared task of a job; an ImportError when this version of the house has none of that name."""
    task = import_string(job.task)
    if not isinstance(task, Task):
        raise ImportError(f"{job.task} is not a task")
    return task


def _only_references(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_only_references(part) for part in [*value.keys(), *value.values()])
    if isinstance(value, list):
        return all(_only_references(part) for part in value)
    return not isinstance(value, str) or _REFERENCE.fullmatch(value) is not None
