"""Where an article served, and what its readers say of it. What did not help becomes a task for its owner."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.knowledge import permissions, verbs
from vakdesk.knowledge.kinds import How
from vakdesk.knowledge.models import LONGEST_REASON, Article, Feedback, Use, Visit
from vakdesk.logbook.act import Act, act
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.actions.listing import CHECKLISTS
from vakdesk.tasks.permissions import FINISH

#: What a page that shows answers gives itself, to be told from another visit.
VISIT = re.compile(r"[A-Za-z0-9_-]{16,40}")


def use(article: Article, *, by: Actor, record: Record, how: How) -> None:
    """It is counted among what served on the record, once for each way. Whoever calls this saw that the actor reads both."""
    with act(by, may=permissions.READ) as log:
        _row, made = Use.objects.get_or_create(article=article, record=record, how=how, defaults={"at": log.happened_at})
        if made:
            log.record(verbs.USED, article, record=record.pk, how=how)


def rate(article: Article, *, by: Actor, helpful: bool, reason: str = "") -> Feedback:
    """What the reader says of the published version is kept. Where it did not help, the reason is a task of the owner's, or the team's.

    Refuses "no" without a reason, and what is not published.
    """
    with act(by, may=permissions.RATE) as log:
        article.refresh_from_db(from_queryset=Article._base_manager.select_for_update(no_key=True))
        require(article.published, _("This is not published any more."))
        assert article.published is not None
        reason = one_line(storable(reason), at_most=LONGEST_REASON)
        require(helpful or reason, _("Say what is missing or wrong, so that we can put it right."), field="reason")
        said = Feedback.objects.create(article=article, version=article.published, helpful=helpful, reason=reason, at=log.happened_at)
        log.record(verbs.RATED, article, helpful=helpful, version=article.published.number)
        if not helpful:
            _ask_owner(article, reason)
    return said


def show_answers(visit: str, *, by: Actor, articles: Sequence[Article]) -> None:
    """It is counted that somebody who was about to ask was shown answers: once a visit, with how many at first."""
    if not articles or Visit.objects.filter(key=visit).exists():
        return
    with act(by, may=permissions.RATE) as log:
        row = _visit(visit, log, len(articles))
        log.record(verbs.SHOWN, row, count=len(articles))


def open_answer(article: Article, *, by: Actor, visit: str) -> None:
    """It is counted that they opened an answer. Whoever calls this saw that they may read it."""
    with act(by, may=permissions.RATE) as log:
        row = _visit(visit, log, 1)
        if row.opened_id != article.pk:
            Visit.objects.filter(pk=row.pk).update(opened=article)
            log.record(verbs.OPENED, article, visit=row.pk)


def say_helped(article: Article, *, by: Actor, visit: str) -> None:
    """It is counted that an answer helped and no report was needed, once a visit. Refuses what is not published any more."""
    with act(by, may=permissions.RATE) as log:
        article.refresh_from_db(from_queryset=Article._base_manager.select_for_update(no_key=True))
        require(article.published, _("This is not published any more."))
        assert article.published is not None
        row = _visit(visit, log, 1)
        if row.helped_id is None:
            Visit.objects.filter(pk=row.pk).update(opened=article, helped=article)
            Feedback.objects.create(article=article, version=article.published, helpful=True, at=log.happened_at)
            log.record(verbs.HELPED, article, visit=row.pk)


def _visit(key: str, log: Act, shown: int) -> Visit:
    require(VISIT.fullmatch(key), _("Open the page again."))
    row, _made = Visit.objects.get_or_create(key=key, defaults={"at": log.happened_at, "shown": shown})
    return row


def _ask_owner(article: Article, reason: str) -> None:
    owner = article.owner if article.owner and _can_work(article.owner, article) else None
    with override(owner.language if owner and owner.language else None):
        title = _("Look at what a reader says of %(reference)s") % {"reference": article.reference}
    tasks.add(article.record, by=CHECKLISTS, title=title, about=reason, owner=owner, team=None if owner else article.record.team)


def _can_work(owner: Person, article: Article) -> bool:
    return owner.is_active and actor_for(owner).may(FINISH, article.record)
