"""Texts by language, as forms give them and rows keep them."""

from datetime import datetime

from django.utils.translation import gettext as _

from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import Act
from vakdesk.majors import verbs
from vakdesk.majors.models import Major, News


def cleaned_texts(given: dict[str, str], *, field: str, said: str, at_most: int = 0) -> dict[str, str]:
    """By language, empty ones left out. Refuses none at all."""
    texts = {language: one_line(storable(text), at_most=at_most) if at_most else storable(text).strip() for language, text in given.items()}
    texts = {language: text for language, text in texts.items() if text}
    require(texts, said, field=field)
    return texts


def add_news(major: Major, log: Act, texts: dict[str, str], next_at: datetime | None, *, last: bool = False) -> News:
    assert log.actor.person_id is not None
    news = News.objects.create(major=major, texts=texts, author_id=log.actor.person_id, at=log.at, next_at=next_at, is_last=last)
    log.record(verbs.TOLD_NEWS, major.ticket, news=news.pk, next_at=next_at and next_at.isoformat(), last=last)
    return news


def check_next(next_at: datetime | None, log: Act) -> None:
    require(next_at is None or next_at > log.at, _("That moment has passed."), field="next_at")
