"""An article is made of what was found out on a ticket, with nobody in it; and what served on one is counted."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.knowledge import actions as knowledge
from vakdesk.knowledge.kinds import How
from vakdesk.knowledge.models import Article, ArticleCategory
from vakdesk.knowledge.permissions import WRITE
from vakdesk.knowledge.personal import found_in
from vakdesk.logbook.act import act
from vakdesk.tickets.knowing import people_of
from vakdesk.tickets.models import Ticket


def make_article(
    ticket: Ticket,
    *,
    by: Actor,
    title: str,
    text: str,
    kind: str,
    audience: str,
    language: str,
    category: ArticleCategory | None = None,
    is_clean: bool = False,
) -> Article:
    """There is a draft of an article, the actor's own, that is counted as made of the ticket.

    Refuses a text in which somebody may still be recognised, unless they say that they looked (`is_clean`).
    """
    found = found_in(f"{title}\n{text}", people_of(ticket), language)
    require(
        is_clean or not found,
        _("Somebody may be recognised: %(what)s. Replace it, or say that you looked.") % {"what": ", ".join(one.text for one in found[:5])},
        field="text",
    )
    with act(by, may=WRITE):
        article = knowledge.begin(
            by=by, title=title, text=text, kind=kind, audience=audience, language=language, category=category, team=ticket.record.team
        )
        knowledge.use(article, by=by, record=ticket.record, how=How.SOURCE)
    return article
