"""A wish all the way to a grant, as people would do it."""

from typing import Any

from vakdesk.approvals import actions as approvals
from vakdesk.grants import actions
from vakdesk.grants.models import Grant, Right, Wish
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.models import Task
from vakdesk.tickets.models import Ticket


def fresh(wish: Wish) -> Wish:
    return Wish.objects.select_related("right__application", "person", "ticket__record", "approval__record", "task__record").get(pk=wish.pk)


def decided(wish: Wish, owner: Person, answer: str = "yes") -> Wish:
    approval = fresh(wish).approval
    assert approval is not None
    approvals.decide(approval, by=cast.actor(owner), answer=answer, comment="" if answer == "yes" else "Not needed")
    return fresh(wish)


def done(task: Task | None, who: Person) -> None:
    assert task is not None
    tasks.finish(Task.objects.select_related("record").get(pk=task.pk), by=cast.actor(who))


def granted(ticket: Ticket, asker: Person, owner: Person, worker: Person, right: Right, person: Person, **more: Any) -> Grant:
    wish = actions.wish(ticket, by=cast.actor(asker), right=right, person=person, why="Teaches 2B", **more)
    done(decided(wish, owner).task, worker)
    return Grant.objects.with_all().get(right=right, person=person, removed_at=None)


def verbs(ticket: Ticket) -> list[str]:
    found = Entry.objects.filter(subject_id=ticket.pk, subject_type="records.record").order_by("pk")
    return [verb for verb in found.values_list("verb", flat=True) if verb.startswith(("access.", "account."))]
