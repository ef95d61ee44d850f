"""A major incident: a ticket whose children are everybody's reports of it, with its news and who does what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from vakdesk.kit import clock
from vakdesk.kit.translated import in_active_language
from vakdesk.majors.kinds import MajorState
from vakdesk.majors.queries import MajorQuerySet, ProposalQuerySet
from vakdesk.tickets.models import Ticket

person = settings.AUTH_USER_MODEL


def in_language(texts: dict[str, str], language: str) -> str:
    """The text in that language, else in English, else in whichever there is."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


class Major(models.Model):
    """`headlines` are read by requesters, by language. `next_news_at` is promised to them; `warned_at`: the desk was warned of it."""

    ticket = models.OneToOneField(Ticket, models.PROTECT, primary_key=True, related_name="major")
    state = models.CharField(max_length=12, choices=MajorState, default=MajorState.DECLARED)
    headlines = models.JSONField()
    why = models.CharField(max_length=500)
    lead = models.ForeignKey(person, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why_ended = models.CharField(max_length=500, blank=True)
    next_news_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    is_shown = models.BooleanField(default=True)
    for_everybody = models.BooleanField(default=False)

    objects = MajorQuerySet.as_manager()

    requester_id = None

    class Meta:
        indexes = [models.Index(fields=["-declared_at"], condition=Q(state=MajorState.DECLARED), name="major_going_on")]
        constraints = [
            models.CheckConstraint(
                name="major_ends_once", condition=Q(state=MajorState.DECLARED, ended_at=None) | Q(ended_at__isnull=False)
            ),
            models.CheckConstraint(name="major_promises_while_going_on", condition=Q(next_news_at=None) | Q(state=MajorState.DECLARED)),
        ]

    def __str__(self) -> str:
        return f"{self.ticket.reference} {self.headline}"

    def get_absolute_url(self) -> str:
        return reverse("majors:major", args=[self.ticket.reference])

    @property
    def organisation_id(self) -> int | None:
        return self.ticket.organisation_id

    @property
    def team_id(self) -> int | None:
        return self.ticket.team_id

    @property
    def headline(self) -> str:
        return in_active_language(self.headlines)

    @property
    def is_going_on(self) -> bool:
        return self.state == MajorState.DECLARED

    @property
    def is_news_late(self) -> bool:
        return self.next_news_at is not None and self.next_news_at <= clock.now()

    @property
    def latest(self) -> "News | None":
        """What whoever asks now is told."""
        return self.news.order_by("-pk").first()


class News(models.Model):
    """What everybody affected is told, by language; sent as it stands and never changed."""

    major = models.ForeignKey(Major, models.PROTECT, related_name="news")
    texts = models.JSONField()
    author = models.ForeignKey(person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    is_last = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_active_language(self.texts)


class Told(models.Model):
    """The last news a child's requester was told: nobody is told the same twice, nor an older one after a newer."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="told")
    news = models.ForeignKey(News, models.PROTECT, related_name="told")

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.news_id}"


class Duty(models.Model):
    """Who does what while it goes on."""

    major = models.ForeignKey(Major, models.PROTECT, related_name="duties")
    person = models.ForeignKey(person, models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.what}"


class Proposal(models.Model):
    """A report that may be about it, and why we think so; a person decides."""

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="proposal")
    major = models.ForeignKey(Major, models.CASCADE, related_name="proposals")
    words = models.JSONField(default=list)
    same_category = models.BooleanField(default=False)
    same_service = models.BooleanField(default=False)
    at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["major", "-at"], condition=Q(declined_at=None), name="proposal_waiting")]

    def __str__(self) -> str:
        return f"{self.ticket_id} → {self.major_id}"
