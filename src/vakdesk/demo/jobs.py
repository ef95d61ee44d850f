"""The parts of the sample company that are made while people look around already."""

from django_tasks import task

from vakdesk.demo import filling
from vakdesk.demo.planning import OLDER_PARTS


@task()
def seed_rest() -> None:
    """All eight weeks are there. A killed worker's seeding goes on where it stopped."""
    filling.fill_rest()
    seed_older.using(key="demo.older 0").enqueue(0)  # type: ignore[call-arg]  # our task class adds the key


@task()
def seed_older(part: int) -> None:
    """That part is there, and the next one waits its turn: mail and whatever else is due goes on between two."""
    filling.fill_older(part)
    if part + 1 < OLDER_PARTS:
        seed_older.using(key=f"demo.older {part + 1}").enqueue(part + 1)  # type: ignore[call-arg]  # as above
