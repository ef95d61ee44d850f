"""From draft to published, and out of use: nobody lets their own words out alone."""

from datetime import date

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.knowledge import permissions, verbs
from vakdesk.knowledge.actions.writing import latest_of, looked_at_again
from vakdesk.knowledge.kinds import State
from vakdesk.knowledge.models import Article, Version
from vakdesk.logbook.act import act
from vakdesk.records.actions import touch


def submit(article: Article, *, by: Actor) -> None:
    """Its newest version waits for a review. Refuses what is no draft, and one without a text."""
    with act(by, may=permissions.WRITE, on=article) as log:
        _require_state(article, State.DRAFT)
        latest = latest_of(article)
        require(latest.text, _("There is nothing to review yet. Write it first."))
        _put(article, State.REVIEW)
        log.record(verbs.SUBMITTED, article, version=latest.number)


def send_back(article: Article, *, by: Actor, why: str) -> None:
    """It is a draft again, for a reason that its writer reads. Refuses what is not in review, and no reason."""
    with act(by, may=permissions.PUBLISH, on=article) as log:
        _require_state(article, State.REVIEW)
        why = one_line(storable(why), at_most=500)
        require(why, _("Say what is to be changed."), field="why")
        _put(article, State.DRAFT)
        log.record(verbs.SENT_BACK, article, sealed={"why": why}, version=latest_of(article).number)


def publish(article: Article, *, by: Actor, version: int, review_by: date | None = None) -> None:
    """That version, the newest, is what readers read, until `review_by` at first (otherwise half a year).

    Refuses what is not in review, another version than the one that was read, a day that has passed, and whoever wrote any of what
    would be published.
    """
    with act(by, may=permissions.PUBLISH, on=article) as log:
        _require_state(article, State.REVIEW)
        latest = latest_of(article)
        require(version == latest.number, _("It was saved again since you read it. Read it once more."))
        require(not wrote(article, by), _("You wrote part of this. Somebody else reviews it."))
        day = log.at.date()
        require(review_by is None or review_by > day, _("That day has passed."), field="review_by")
        Version.objects.filter(pk=latest.pk).update(published_at=log.at, published_by=by.person_id)
        article.published, article.published_at, article.state = latest, log.at, State.PUBLISHED
        article.review_by, article.told_at = review_by or looked_at_again(day), None
        article.save(update_fields=["published", "published_at", "state", "review_by", "told_at"])
        article.record.title = latest.title
        article.record.save(update_fields=["title"])
        touch(article.record, log)
        log.record(verbs.PUBLISHED, article, version=latest.number, audience=article.audience)


def retire(article: Article, *, by: Actor, why: str) -> None:
    """Nobody reads it any more; its versions stay. Refuses what is retired already, and no reason."""
    with act(by, may=permissions.PUBLISH, on=article) as log:
        require(article.state != State.RETIRED, _("It is retired already."))
        why = one_line(storable(why), at_most=500)
        require(why, _("Say why it is not needed any more."), field="why")
        article.state, article.published, article.published_at = State.RETIRED, None, None
        article.save(update_fields=["state", "published", "published_at"])
        touch(article.record, log)
        log.record(verbs.RETIRED, article, sealed={"why": why})


def confirm(article: Article, *, by: Actor, review_by: date) -> None:
    """Somebody looked and found it right; it is looked at again by that day. Refuses what nobody reads, and a day that has passed."""
    with act(by, may=permissions.WRITE, on=article) as log:
        require(article.is_readable, _("It is not published."))
        require(review_by > log.at.date(), _("That day has passed."), field="review_by")
        article.review_by, article.told_at = review_by, None
        article.save(update_fields=["review_by", "told_at"])
        log.record(verbs.CONFIRMED, article, review_by=review_by.isoformat())


def remind(article: Article, *, by: Actor) -> None:
    """Its owner is told that it is to be looked at again, once for each day it was to be looked at by. Refuses when it is not."""
    with act(by, may=permissions.REMIND, on=article) as log:
        require(article.is_stale_on(log.at.date()) and article.told_at is None, _("It is not to be looked at now."))
        article.told_at = log.at
        article.save(update_fields=["told_at"])
        log.record(verbs.WENT_STALE, article, review_by=article.review_by.isoformat())


def wrote(article: Article, by: Actor) -> bool:
    """Whether any version since the published one is theirs."""
    since = article.published.number if article.published else 0
    return by.person_id is not None and article.versions.filter(number__gt=since, made_by=by.person_id).exists()


def _require_state(article: Article, state: State) -> None:
    require(article.state == state, _("It is %(state)s now.") % {"state": article.get_state_display()})


def _put(article: Article, state: State) -> None:
    article.state = state
    article.save(update_fields=["state"])
