"""Fills an empty desk with the sample company: the newest days at once, eight weeks and then most of a year in the background.

Everything is made by the real actions at past moments. What has been made is read from the logbook, so a seeding that
was interrupted goes on where it stopped, and a finished one adds nothing.
"""

from vakdesk.demo import filling, jobs
from vakdesk.demo.planning import OLDER_PARTS
from vakdesk.jobs.models import Job
from vakdesk.jobs.queries import State

REST = "demo.seed"


def seed_recent() -> None:
    """The people and the newest days are there, and a job is to make the rest. Called on every start of the demo.

    Where that job is done nothing is looked at: working out eight weeks anew takes longer than the rest of a start.
    """
    if not Job.objects.filter(key=REST, state=State.DONE).exists() and filling.fill_newest():
        jobs.seed_rest.using(key=REST).enqueue()


def seed_rest() -> None:
    """All of it is there, in some minutes; nothing the second time."""
    filling.fill_rest()
    for part in range(OLDER_PARTS):
        filling.fill_older(part)
