"""Records that carry tasks, and what the logbook says of them. The kind of such work is its former number, its category its language."""

from datetime import UTC, datetime
from typing import Any

from refusing import refused  # noqa: F401  the tests of tasks play with it too

from vakdesk.access.actors import Actor, Door
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor
from vakdesk.records.actions import make_record
from vakdesk.records.models import Record
from vakdesk.records.permissions import WRITE
from vakdesk.tasks import actions
from vakdesk.tasks.actions.arranging import Line
from vakdesk.tasks.bearers import Bearer
from vakdesk.tasks.models import Task

#: A Monday morning without a holiday near it.
MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
#: What was opened again, with what was said.
reopened: list[tuple[int, str]] = []
#: Who has the work now, by record.
workers: dict[int, Person] = {}

BEARER = Bearer(
    "ticket",
    kinds=lambda: [("fault", "Fault"), ("wish", "Wish")],
    categories=lambda: [("nl", "Printing"), ("en", "Mail")],
    kind_path="formerly",
    category_path="language",
    worker=lambda record: workers.get(record.pk),
    reopen=lambda record, by, text: reopened.append((record.pk, text)),
)


def work(requester: Person, title: str = "The printer does nothing", **more: Any) -> Record:
    by = actor(requester, door=Door.PORTAL)
    place = {"requester": requester, "organisation": requester.organisation, "language": "nl", "formerly": "fault"}
    with act(by, may=WRITE) as log:
        return make_record(log, "ticket", title=title, **(place | more))


def verbs(record: Record) -> list[str]:
    return list(Entry.objects.filter(subject_id=record.pk, subject_type="records.record").order_by("pk").values_list("verb", flat=True))


def last(record: Record, verb: str) -> Entry:
    return Entry.objects.filter(subject_id=record.pk, verb=verb).order_by("-pk")[0]


def fresh(task: Task) -> Task:
    return Task.objects.with_people().get(pk=task.pk)


def titles(record: Record) -> list[str]:
    return [str(task) for task in Task.objects.filter(record=record).in_order()]


def lines(*words: str, **more: Any) -> list[Line]:
    return [Line({"en": word}, **more) for word in words]


def add(record: Record, by: Actor, title: str, **more: Any) -> Task:
    return actions.add(record, by=by, title=title, **more)
