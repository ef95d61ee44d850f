"""The part of the sample company that is made while people look around already."""

from django_tasks import task

from vakdesk.demo import filling


@task()
def seed_rest() -> None:
    """All eight weeks are there. A killed worker's seeding goes on where it stopped."""
    filling.fill_rest()
