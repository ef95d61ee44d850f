"""Tasks that the tests of the jobs room enqueue."""

import os
import time

from django_tasks import TaskContext, task

from vakdesk.jobs.tests import marks

ran: list[int] = []


@task()
def remember(number: int) -> int:
    ran.append(number)
    return number * 2


@task()
def stumble(number: int) -> None:
    raise ValueError(f"It stumbled\nDETAIL: Key (email)=(bo@lindewaard.example) {number}")


@task(takes_context=True)
def count(context: TaskContext) -> int:
    return context.attempt


@task()
def linger(number: int) -> None:
    """Leaves a mark, waits until it is let go, and leaves another."""
    marks.leave("begun", f"{os.getpid()} {number}")
    while not marks.left("go"):
        time.sleep(0.05)
    marks.leave("ended", str(os.getpid()))
