"""Articles as they come to be: one writes, another lets it out."""

from typing import Any

from vakdesk.access.actors import Actor
from vakdesk.knowledge import actions
from vakdesk.knowledge.models import Article


def written(
    by: Actor, title: str = "How do I print in building C?", text: str = "Open **Print** and choose *C2*.", **given: Any
) -> Article:
    return actions.begin(by=by, title=title, text=text, **{"language": "en", "audience": "public", **given})


def released(article: Article, by: Actor, reviewer: Actor) -> Article:
    actions.submit(article, by=by)
    article.refresh_from_db()
    assert article.latest is not None
    actions.publish(article, by=reviewer, version=article.latest.number)
    return article


def published(by: Actor, reviewer: Actor, title: str = "How do I print in building C?", **given: Any) -> Article:
    return released(written(by, title, **given), by, reviewer)
