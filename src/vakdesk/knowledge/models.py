"""An article with its versions, where it lies among the others, where it served, and what its readers said of it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse

from vakdesk.kit.translated import in_active_language
from vakdesk.knowledge.kinds import ArticleKind, Audience, How, State
from vakdesk.knowledge.queries import ArticleCategoryQuerySet, ArticleQuerySet, OfArticlesQuerySet
from vakdesk.records.models import LONGEST_TITLE, Record, RecordModel

person = settings.AUTH_USER_MODEL
LONGEST_TEXT = 200_000
LONGEST_REASON = 1_000


class ArticleCategory(models.Model):
    """A place among the articles. Its names are read by requesters, so each row is translated."""

    code = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(default=dict)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    icon = models.CharField(max_length=40, default="book-open")
    position = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)

    objects = ArticleCategoryQuerySet.as_manager()

    #: Categories lie nowhere and are nobody's own: whoever arranges them does so for the house.
    organisation_id = team_id = requester_id = None

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="article_category_not_in_itself", condition=Q(parent=None) | ~Q(parent=F("id")))]

    def __str__(self) -> str:
        return in_active_language(self.names)

    def get_absolute_url(self) -> str:
        return reverse("knowledge:shelf", args=[self.code])


class Article(RecordModel):
    """`latest` is the newest version, `published` the one that is read (None: none is). `record.title` is what readers see.

    A translation is an article of its own: `original` is what it is a translation of, `translates` the version of it that it says.
    `record.restricted` says that only `organisations` and `teams`, and its owner, read it.
    """

    kind = models.CharField(max_length=12, choices=ArticleKind, default=ArticleKind.ANSWER)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.INTERNAL)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    owner = models.ForeignKey(person, models.PROTECT, null=True, related_name="articles")
    category = models.ForeignKey(ArticleCategory, models.PROTECT, null=True, related_name="articles")
    latest = models.ForeignKey("knowledge.Version", models.PROTECT, null=True, related_name="+")
    published = models.ForeignKey("knowledge.Version", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    review_by = models.DateField()
    told_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=8)
    original = models.ForeignKey("self", models.PROTECT, null=True, related_name="translations")
    translates = models.ForeignKey("knowledge.Version", models.PROTECT, null=True, related_name="+")
    organisations: Any = models.ManyToManyField("people.Organisation", related_name="+")
    teams: Any = models.ManyToManyField("people.Team", related_name="+")
    #: What it is called where it was brought from: a second import brings nothing new.
    source = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001  most have none, and it is unique

    objects = ArticleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-record"], name="article_state"),
            models.Index(fields=["review_by", "record"], name="article_review"),
            models.Index(fields=["category", "audience"], name="article_category"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["original", "language"], name="article_one_per_language"),
            models.CheckConstraint(name="article_not_its_own_original", condition=Q(original=None) | ~Q(original=F("record"))),
            models.CheckConstraint(name="article_published_has_text", condition=~Q(state=State.PUBLISHED) | Q(published__isnull=False)),
            models.CheckConstraint(name="article_retired_is_not_read", condition=~Q(state=State.RETIRED) | Q(published=None)),
        ]

    def get_absolute_url(self) -> str:
        return reverse("knowledge:article", args=[self.reference])

    @property
    def is_readable(self) -> bool:
        return self.published_id is not None

    @property
    def is_public(self) -> bool:
        return self.audience == Audience.PUBLIC

    @property
    def family_id(self) -> int:
        """The article that it and its translations come from."""
        return self.original_id or self.pk

    @property
    def is_outdated(self) -> bool:
        """Whether the original was published anew since this was translated. Of rows read with original__published and translates."""
        if self.original is None or self.original.published is None or self.translates is None:
            return False
        return self.original.published.number > self.translates.number

    def is_stale_on(self, day: date) -> bool:
        return self.is_readable and self.review_by <= day


class Version(models.Model):
    """What an article says since somebody saved it. Title and text are never changed; `published_at` is set once."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField(blank=True)
    note = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(person, models.PROTECT, null=True, related_name="+")

    objects = OfArticlesQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="article_version"),
            models.CheckConstraint(name="article_text_length", condition=LessThanOrEqual(Length("text"), LONGEST_TEXT)),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        assert self.pk is None, "A version is kept as it was saved."
        super().save(*args, **kwargs)


class Use(models.Model):
    """An article served on a record."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="used_on")
    record = models.ForeignKey(Record, models.PROTECT, related_name="articles_used")
    how = models.CharField(max_length=8, choices=How)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "record", "how"], name="article_used_once")]

    def __str__(self) -> str:
        return self.get_how_display()


class Feedback(models.Model):
    """What a reader said of a version. Who said it is in the logbook alone."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="feedback")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    helpful = models.BooleanField()
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    at = models.DateTimeField()

    objects = OfArticlesQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["article", "helpful"], name="feedback_article")]

    def __str__(self) -> str:
        return self.reason[:80]


class Visit(models.Model):
    """Somebody was about to ask and was shown answers. Nobody's name is on it: it is counted, and not whose it was.

    `opened` and `helped` are the last article that was opened, and the one with which no report was needed.
    """

    key = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    shown = models.IntegerField()
    opened = models.ForeignKey(Article, models.PROTECT, null=True, related_name="+")
    helped = models.ForeignKey(Article, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["at"], name="visit_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
