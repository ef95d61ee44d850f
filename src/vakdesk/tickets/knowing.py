"""What a ticket gives to the articles, and what they give to it."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from vakdesk.access.actors import Actor
from vakdesk.knowledge.models import Article
from vakdesk.people.actors import actor_for
from vakdesk.records.models import Message
from vakdesk.records.queries import MessageQuerySet
from vakdesk.search.find import find
from vakdesk.search.similar import alike
from vakdesk.tickets.models import Ticket

MOST_OFFERED = 8


@dataclass(frozen=True)
class Offered:
    """An article that may answer a ticket. `for_requester`: they may read it themselves."""

    article: Article
    text: str
    link: str
    for_requester: bool


def offered(ticket: Ticket, actor: Actor, words: str = "") -> list[Offered]:
    """Published ones that have all the words, or without words are like the ticket; in the requester's language where there is one."""
    if words.strip():
        hits = find(actor, words, types=["article"], limit=3 * MOST_OFFERED).hits
    else:
        hits = alike(f"{ticket.title}\n{_asked(ticket)}", ticket.record.language, actor, types=["article"], limit=3 * MOST_OFFERED)
    keys = [hit.record.pk for hit in hits if hit.record]
    rows = Article.objects.visible_to_staff(actor).published().select_related("record", "published").in_bulk(keys)
    chosen: dict[int, Article] = {}
    for article in (rows[key] for key in keys if key in rows):
        there = chosen.get(article.family_id)
        if there is None or (article.language == ticket.record.language != there.language):
            chosen[article.family_id] = article
    found = list(chosen.values())[:MOST_OFFERED]
    theirs = _read_by_requester(ticket, found)
    return [_offered(article, for_requester=article.pk in theirs) for article in found]


def people_of(ticket: Ticket) -> list[str]:
    """Names that belong to the ticket: who asks and how they are called, who works on it, who wrote on it."""
    record = ticket.record
    people = [record.requester, ticket.assignee, ticket.resolver, *(one.author for one in _messages(ticket).select_related("author"))]
    named = [name for person in people if person for name in (person.name, person.called)]
    return list(dict.fromkeys(filter(None, [*named, *_messages(ticket).values_list("author_label", flat=True)])))


def draft_of_article(ticket: Ticket) -> str:
    """What was asked and what helped, as the first text of an article in the ticket's language."""
    with override(ticket.record.language):
        parts = [(_("What was the matter"), _asked(ticket)), (_("Why"), ticket.cause), (_("What helps"), ticket.done)]
    return "\n\n".join(f"## {heading}\n\n{text.strip()}" for heading, text in parts if text.strip())


def is_read_by_requester(article: Article, ticket: Ticket) -> bool:
    """Whether who asks on the ticket may read it: published for everybody, or for their organisation or team."""
    return article.pk in _read_by_requester(ticket, [article])


def _offered(article: Article, *, for_requester: bool) -> Offered:
    assert article.published is not None
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)|\[([^\]]+)\]\((?:attachment:|KB-)[^)]*\)", r"\1\2", article.published.text)
    address = reverse("knowledge:read", args=[article.reference])
    return Offered(article, text.strip(), f"[{article.title}]({settings.SITE_URL or ''}{address})", for_requester)


def _read_by_requester(ticket: Ticket, articles: list[Article]) -> set[int]:
    requester = ticket.record.requester
    if requester is None:
        return set()
    theirs = Article.objects.visible_to_requester(actor_for(requester)).filter(pk__in=[one.pk for one in articles])
    return set(theirs.values_list("pk", flat=True))


def _asked(ticket: Ticket) -> str:
    first = _messages(ticket).public().order_by("at", "pk").values_list("text", flat=True).first()
    return first or ""


def _messages(ticket: Ticket) -> MessageQuerySet:
    return Message.objects.filter(record=ticket.pk)  # anyone: of a ticket that its reader was allowed to find
