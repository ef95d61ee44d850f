"""Children follow their parent: one job per batch, each child in an act of its own, so that a killed run is gone on with."""

from collections.abc import Callable
from contextlib import suppress

from django_tasks import task

from vakdesk.access.actors import machine
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.tickets.kinds import OPEN
from vakdesk.tickets.models import Ticket

FAMILY = machine("family", "Vakdesk")
#: So many children in one job: a few seconds of work.
BATCH = 100

Words = Callable[[Ticket, Ticket], str]
_words: list[Words] = []


def tells_children(function: Words) -> Words:
    """The decorated `function(child, parent)` answers what the requester of a child reads when it is solved, or "" for the usual."""
    _words.append(function)
    return function


def words_for(child: Ticket, parent: Ticket) -> str:
    return next((said for said in (function(child, parent) for function in _words) if said), "")


@task()
def follow_parent(parent_id: int, after: int = 0) -> int:
    """The next children of a solved parent are solved; answers how many. What was done is not done again: it is open no more.

    A child that refuses stays open and is seen on the parent's page.
    """
    from vakdesk.tickets.actions.family import follow  # noqa: PLC0415  its words come from here

    keys = list(Ticket.objects.filter(parent=parent_id, state__in=OPEN, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    done = 0
    for child in Ticket.objects.with_people().filter(pk__in=keys).order_by("pk"):
        with suppress(Refused, NotAllowed):
            follow(child, by=FAMILY)
            done += 1
    if len(keys) == BATCH:
        follow_parent.enqueue(parent_id, keys[-1])
    return done
