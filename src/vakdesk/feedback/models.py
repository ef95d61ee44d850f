"""How satisfied somebody was with one report, what a complaint is about, and who handles complaints about leads."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from vakdesk.feedback.kinds import Score
from vakdesk.feedback.queries import RatingQuerySet
from vakdesk.tickets.models import Ticket


class Rating(models.Model):
    """What the requester said last. `team` is where the report lay then: its score stays that team's."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="rating")
    score = models.SmallIntegerField(choices=Score)
    text = models.CharField(max_length=500, blank=True)
    team = models.ForeignKey("people.Team", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = RatingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["team", "at"], name="rating_team")]
        constraints = [models.CheckConstraint(name="rating_on_the_scale", condition=Q(score__gte=1, score__lte=5))]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.get_score_display()}"


class Complaint(models.Model):
    """What the ticket complains about: how another was handled, a person, or neither."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="complaint")
    about_ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, related_name="+")
    about_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.ticket.reference


class Handler(models.Model):
    """Who handles complaints about team leads: one person, named by an administrator."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    #: It is the house's.
    organisation_id = team_id = requester_id = None

    class Meta:
        constraints = [models.CheckConstraint(name="handler_is_one", condition=Q(id=1))]

    def __str__(self) -> str:
        return str(self.person)
