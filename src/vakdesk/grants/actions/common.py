"""What acts of the register share: its machine, the zone its days are in, and the tasks it gives to the team of an application."""

import zoneinfo
from collections.abc import Mapping

from django.conf import settings

from vakdesk.access.actors import machine
from vakdesk.grants.models import Right
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import Act
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.tasks import verbs as task_verbs
from vakdesk.tasks.actions.listing import make
from vakdesk.tasks.models import LONGEST_TITLE, Task

#: What the register does by itself.
REGISTER = machine("access register", "Access register")


def house_zone() -> zoneinfo.ZoneInfo:
    """The zone in which a last day ends: the same for whoever looks, so that what was approved stays what it was."""
    return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def named(right: Right, code: str) -> str:
    """Application and right in that language, else in English."""
    application, own = right.application.names, right.names
    return f"{application.get(code) or application.get('en', '')} · {own.get(code) or own.get('en', '')}"


def make_task(record: Record, log: Act, words: Mapping[str, str], right: Right, person: Person) -> Task:
    """What the team of the application has to do on the record, within the act at hand. `words` by language, with right and person."""
    titles = {
        code: one_line(text % {"right": named(right, code), "person": person.name}, at_most=LONGEST_TITLE) for code, text in words.items()
    }
    team = right.application.team
    task = make(record, log, titles=titles, team=team)
    log.record(task_verbs.ADDED, record, task=task.pk, owner=None, team=team and team.pk)
    return task
