"""How tickets stand in what rules change: read once for one ticket or for thousands, and gone on with in thought by a dry run."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from vakdesk.kit.text import fold
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message, Tag, Watcher
from vakdesk.tasks.models import Task
from vakdesk.tickets.models import PriorityMatrix, Ticket


@dataclass
class Standing:
    """One ticket; `tags` are by their folded spelling, `matrix` is the one by which it would be classified now."""

    ticket: Ticket
    matrix: PriorityMatrix | None
    team_id: int | None
    category_id: int | None
    impact: int
    urgency: int
    is_taken: bool
    is_asked: bool
    is_answered: bool = False
    tags: dict[str, str] = field(default_factory=dict)
    watchers: set[int] = field(default_factory=set)
    tasks: set[str] = field(default_factory=set)


def standings(tickets: Sequence[Ticket]) -> dict[int, Standing]:
    """By ticket. As many queries for one as for all."""
    matrix = PriorityMatrix.objects.now()
    found = {
        one.pk: Standing(
            one,
            matrix,
            one.team_id,
            one.category_id,
            one.impact,
            one.urgency,
            is_taken=one.assignee_id is not None,
            is_asked=one.escalated_at is not None,
            is_answered=one.first_replied_at is not None,
        )
        for one in tickets
    }
    keys = list(found)
    tags = Tag.records.through.objects.filter(record__in=keys)  # type: ignore[attr-defined]
    for record, folded, name in tags.values_list("record", "tag__folded", "tag__name"):
        found[record].tags[folded] = name
    for record, person in Watcher.objects.filter(record__in=keys).values_list("record", "person"):
        found[record].watchers.add(person)
    for task in Task.objects.open().filter(record__in=keys):
        found[task.record_id].tasks.add(fold(str(task)))
    # A machine has no author: what it wrote for the desk was a first answer as well.
    for record in Message.objects.filter(record__in=keys, side=Side.PUBLIC, author=None).values_list("record", flat=True):
        found[record].is_answered = True
    return found
