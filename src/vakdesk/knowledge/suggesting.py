"""Which articles may spare somebody a report? Those that share the telling words of what they type."""

from vakdesk.access.actors import Actor
from vakdesk.knowledge.models import Article
from vakdesk.search.find import find
from vakdesk.search.similar import alike
from vakdesk.search.terms import words

MOST, CONSIDERED = 3, 12
SHORTEST = 4
#: In more words than these, one that is shared says too little.
FEW_WORDS = 3
TELLING = 5


def answers_to(actor: Actor, text: str) -> list[Article]:
    """What they may read as somebody who asks, the likest first; of one article in several languages the one in theirs."""
    text = text.strip()
    if len(text) < SHORTEST:
        return []
    least = 2 if sum(len(word) >= TELLING for word in words(text)) > FEW_WORDS else 1
    hits = [hit for hit in alike(text, actor.language, actor, types=["article"], limit=CONSIDERED) if len(hit.why) >= least]
    keys = [hit.record.pk for hit in hits or find(actor, text, types=["article"], limit=CONSIDERED).hits if hit.record]
    readable = Article.objects.visible_to_requester(actor).select_related("record", "published").in_bulk(keys)
    found: dict[int, Article] = {}
    for article in (readable[key] for key in keys if key in readable):
        there = found.get(article.family_id)
        if there is None or (article.language == actor.language != there.language):
            found[article.family_id] = article
    return list(found.values())[:MOST]
