"""Which articles: who reads what is published, and who works on what is not. The same conditions stand inside a search."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from vakdesk.access.actors import Actor
from vakdesk.knowledge.kinds import Audience, State
from vakdesk.knowledge.permissions import READ, WRITE
from vakdesk.logbook.queries import sight
from vakdesk.records.queries import RecordModelQuerySet

if TYPE_CHECKING:
    from vakdesk.knowledge.models import Article, ArticleCategory

NOTHING = Q(pk__in=[])


def _within(actor: Actor, path: str) -> Q:
    """Condition: it is restricted to nobody, or to an organisation or team the actor belongs to, or it is their own."""
    free = Q(**{f"{path}record__restricted": False})
    if actor.person_id is None:
        return free
    organisations = _through("organisations").filter(organisation__people=actor.person_id).values("article")
    teams = _through("teams").filter(team__memberships__person=actor.person_id).values("article")
    key = f"{path}pk__in"
    return free | Q(**{key: organisations}) | Q(**{key: teams}) | Q(**{f"{path}owner": actor.person_id})


def reads_as_requester(actor: Actor, path: str = "") -> Q:
    """Condition: it is published for everybody, or for everybody of an organisation or team of theirs."""
    if actor.person_id is None:
        return NOTHING
    public = Q(**{f"{path}published__isnull": False, f"{path}audience": Audience.PUBLIC})
    return public & _within(actor, path)


def reads_as_staff(actor: Actor, path: str = "") -> Q:
    """Condition: it is published and the actor reads for the desk, or they work on it."""
    published = Q(**{f"{path}published__isnull": False}) if actor.reach(READ) else NOTHING
    return (published | _works_on(actor, path)) & _within(actor, path)


def _works_on(actor: Actor, path: str) -> Q:
    """Condition: by role, where it lies, or because it is theirs."""
    scope = actor.reach(WRITE)
    if scope.house:
        return Q(**{f"{path}pk__isnull": False})
    mine = Q(**{f"{path}owner": actor.person_id}) if scope and actor.person_id is not None else NOTHING
    return Q(**{f"{path}record__team__in": scope.teams}) | mine if scope else NOTHING


def _through(field: str) -> "models.QuerySet[Any]":
    return getattr(apps.get_model("knowledge.Article"), field).through._base_manager.all()


class ArticleQuerySet(RecordModelQuerySet["Article"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(reads_as_staff(actor) | reads_as_requester(actor))

    def visible_to_staff(self, actor: Actor) -> Self:
        return self.filter(reads_as_staff(actor))

    def visible_to_writer(self, actor: Actor) -> Self:
        """Those whose versions the actor reads, published or not."""
        return self.filter(_works_on(actor, "") & _within(actor, ""))

    def visible_to_requester(self, actor: Actor) -> Self:
        """What the actor would read as somebody who asks for help."""
        return self.filter(reads_as_requester(actor))

    def published(self) -> Self:
        return self.filter(published__isnull=False)

    def in_state(self, state: State) -> Self:
        return self.filter(state=state)

    def stale(self, day: date) -> Self:
        """Published, and to be looked at again by that day."""
        return self.published().filter(review_by__lte=day)

    def with_people(self) -> Self:
        """Everything a row or a page says, in one query."""
        return self.select_related("record__team", "owner", "category", "latest__made_by", "published", "original__record", "translates")

    def counted(self) -> Self:
        """With `uses`, `helped` and `not_helped`."""
        return self.annotate(
            uses=_count_of("knowledge.Use", "record", distinct=True),
            helped=_count_of("knowledge.Feedback", "pk", helpful=True),
            not_helped=_count_of("knowledge.Feedback", "pk", helpful=False),
        )


class ArticleCategoryQuerySet(models.QuerySet["ArticleCategory"]):
    def visible_to(self, actor: Actor) -> Self:
        """Their names are for everybody who may sign in; which articles lie in them is another question."""
        return self.active() if not actor.reach(READ) else self

    def active(self) -> Self:
        return self.filter(is_active=True)


class OfArticlesQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever works on the article."""
        articles = apps.get_model("knowledge.Article").objects.visible_to_writer(actor)
        return self.filter(article__in=articles.values("pk"))


def _count_of(label: str, counted: str, *, distinct: bool = False, **which: Any) -> Any:
    rows = apps.get_model(label)._base_manager.filter(article=OuterRef("pk"), **which).order_by().values("article")
    return Coalesce(Subquery(rows.annotate(many=Count(counted, distinct=distinct)).values("many")), 0)


@sight("knowledge.article")
def _entries_of_articles(actor: Actor) -> "tuple[models.QuerySet[Any] | None, models.QuerySet[Any] | None]":
    """What was done to an article is read by those who work on it."""
    return apps.get_model("knowledge.Article").objects.visible_to_writer(actor).values("pk"), None
