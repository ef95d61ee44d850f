"""The words of tasks: what sort one is, how it stands, how calling back went, and on which occasion a set of tasks comes along."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vakdesk.logbook.verbs import Kind, choice, named
from vakdesk.ui.components import span


class TaskKind(models.TextChoices):
    """What is done once the work itself is over (calling back, changing a secret) may stay open when it is solved."""

    WORK = "work", _("Part of the work")
    CALL_BACK = "call_back", _("Aftercare: call back")
    ROTATE = "rotate", _("Change a secret that was given out")


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("task state", "To do")
    DONE = "done", pgettext_lazy("task state", "Done")
    SKIPPED = "skipped", pgettext_lazy("task state", "Skipped")


class Outcome(models.TextChoices):
    """How calling back went."""

    FINE = "fine", _("All is well")
    REOPENED = "reopened", _("Not well: it is opened again")
    NOT_REACHED = "not_reached", _("Not reached")


class Occasion(models.TextChoices):
    """When the tasks of a set come to a record."""

    BY_HAND = "by_hand", _("when somebody chooses it")
    BEGUN = "begun", _("when it is registered, or its kind and category become known")
    RESOLVED = "resolved", _("when it is solved")
    CLOSED = "closed", _("when it is closed")
    REVEALED = "revealed", _("when a secret was given out")


#: What is to be done where a secret was given out and no set says otherwise.
ROTATE = {"en": "Change what was given out", "nl": "Wijzig wat verstrekt is", "et": "Muuda väljastatud andmed"}


def minutes_in_words(minutes: int) -> str:
    return span(timedelta(minutes=minutes))


def _spans(values: Iterable[int]) -> dict[int, str]:
    return {seconds: span(timedelta(seconds=seconds)) for seconds in values}


TASK = named("tasks.Task", "task")
TASK_SET = named("tasks.TaskSet", "task_set")
OUTCOME = choice(Outcome)
SECONDS = Kind("tasks.seconds", _spans)
