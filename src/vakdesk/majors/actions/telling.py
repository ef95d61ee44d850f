"""The news of a major incident: written once, told to all."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor, Door
from vakdesk.kit.errors import require
from vakdesk.logbook.act import act
from vakdesk.majors import permissions, verbs
from vakdesk.majors.actions.common import add_news, check_next, cleaned_texts
from vakdesk.majors.models import Major, News, Told, in_language
from vakdesk.people.actors import actor_for
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket


def tell(major: Major, *, by: Actor, texts: dict[str, str], next_at: datetime | None = None) -> News:
    """This is the current text: every open child's requester gets it in their conversation, and whoever asks from now on.

    `next_at` is when they hear more. Refuses no text, a moment that has passed, and when it does not go on.
    """
    with act(by, may=permissions.TELL, on=major) as log:
        require(major.is_going_on, _("This major incident is over already."))
        texts = cleaned_texts(texts, field="text", said=_("Write what everybody affected should know now."))
        check_next(next_at, log)
        major.next_news_at, major.warned_at = next_at, None
        major.save(update_fields=["next_news_at", "warned_at"])
        return add_news(major, log, texts, next_at)


def pass_on(ticket: Ticket, *, by: Actor, news: News) -> None:
    """The requester of the child reads the news in their own conversation, from who wrote it and in their language.

    Refuses who was told this or a later one, what is solved, and what is no child of it any more.
    """
    with act(by, may=permissions.PASS_ON, on=ticket) as log:
        told = Told.objects.filter(ticket=ticket).first()
        require(told is None or told.news_id < news.pk, _("They know this already."))
        require(ticket.is_open and ticket.parent_id == news.major_id, _("This is solved already."))
        author = replace(actor_for(news.author, door=Door.JOB), correlation=by.correlation)
        tickets.reply(ticket, by=author, text=in_language(news.texts, ticket.record.language))
        Told.objects.update_or_create(ticket=ticket, defaults={"news": news})
        log.record(verbs.PASSED_ON, ticket, news=news.pk, parent=news.major.ticket.reference)


def warn(major: Major, *, by: Actor) -> None:
    """The desk is warned that the promised news is due. Refuses a second time, and when nothing is promised."""
    with act(by, may=permissions.PASS_ON, on=major) as log:
        require(major.is_going_on and major.next_news_at and major.warned_at is None, _("There is nothing to remind of."))
        assert major.next_news_at is not None
        major.warned_at = log.at
        major.save(update_fields=["warned_at"])
        log.record(verbs.NEWS_DUE, major.ticket, due_at=major.next_news_at.isoformat())
