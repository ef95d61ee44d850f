"""A rule, and what came of it each time it fitted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.logbook.models import Entry
from vakdesk.rules.kinds import Outcome, Trigger, What
from vakdesk.rules.queries import RuleQuerySet, RunQuerySet
from vakdesk.tickets.kinds import Level
from vakdesk.tickets.models import CannedAnswer, Category, Ticket

person = settings.AUTH_USER_MODEL
LONGEST_NAME = 80


class Rule(models.Model):
    """After `trigger`, on tickets for which `asked` holds, what is filled below is done, in the order of `What`.

    `asked` are words and values as in the address of the queue. `place` is its place in the order. `told_at`: the
    administrators were told that it went round in a circle, since it was last changed. A removed one stays, for the logbook
    speaks of it.
    """

    name = models.CharField(max_length=LONGEST_NAME)
    trigger = models.CharField(max_length=12, choices=Trigger)
    asked = models.JSONField(default=dict)
    place = models.IntegerField()
    is_on = models.BooleanField(default=False)
    to_team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, null=True, related_name="+")
    impact = models.SmallIntegerField(choices=Level, null=True)
    urgency = models.SmallIntegerField(choices=Level, null=True)
    tags = models.JSONField(default=list)
    watcher = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    task = models.CharField(max_length=200, blank=True)
    task_team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    task_hours = models.IntegerField(null=True)
    canned = models.ForeignKey(CannedAnswer, models.PROTECT, null=True, related_name="+")
    ask_lead = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = RuleQuerySet.as_manager()

    #: Rules belong to the whole house.
    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(name="rule_removed_is_off", condition=Q(removed_at=None) | Q(is_on=False)),
            models.CheckConstraint(name="rule_task_hours", condition=Q(task_hours=None) | Q(task_hours__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("rules:rule", args=[self.pk])

    @property
    def classifies(self) -> bool:
        return self.category_id is not None or self.impact is not None or self.urgency is not None


class Run(models.Model):
    """A rule that fitted after an entry: what it did, what was refused and why, and after which rules it came (`path`, their keys).

    `root` is the position of the entry with which that chain of rules began: what somebody did.
    """

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="runs")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome)
    done = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    path = models.JSONField(default=list)
    root = models.BigIntegerField()
    at = models.DateTimeField()

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["rule", "entry"], name="rule_run_once")]
        indexes = [models.Index(fields=["at"], name="rule_run_at"), models.Index(fields=["ticket", "root"], name="rule_run_chain")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.ticket_id}"

    @property
    def done_in_words(self) -> list[str]:
        return [str(What(code).label) for code in self.done]
