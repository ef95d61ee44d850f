"""The words of knowledge: what an article is, who reads it, how far it is, and how one served."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vakdesk.logbook.verbs import choice, named
from vakdesk.records.kinds import RecordType, record_types

ARTICLE_TYPE = record_types.add(RecordType("article", "KB", _("Article"), "knowledge:article"))


class ArticleKind(models.TextChoices):
    ANSWER = "answer", _("Question and answer")
    PROCEDURE = "procedure", _("Procedure")


class Audience(models.TextChoices):
    INTERNAL = "internal", _("the desk")
    PUBLIC = "public", _("everybody")


class State(models.TextChoices):
    """How far the newest version is. What was published before is read until a newer one takes its place, or it is retired."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", pgettext_lazy("article", "published")
    RETIRED = "retired", _("retired")


class How(models.TextChoices):
    """In which way an article served on a record."""

    LINK = "link", _("as a link")
    TEXT = "text", _("as text")
    SOURCE = "source", _("made from it")


ARTICLE = named("knowledge.Article", "article")
CATEGORY = named("knowledge.ArticleCategory", "article_category")
HOW = choice(How)
AUDIENCE = choice(Audience)
