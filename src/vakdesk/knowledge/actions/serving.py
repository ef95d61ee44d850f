"""Where an article served, and what its readers say of it. What did not help becomes a task for its owner."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.knowledge import permissions, verbs
from vakdesk.knowledge.kinds import How
from vakdesk.knowledge.models import LONGEST_REASON, Article, Feedback, Use
from vakdesk.logbook.act import act
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.tasks import actions as tasks
from vakdesk.tasks.actions.listing import CHECKLISTS
from vakdesk.tasks.permissions import FINISH


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


def _ask_owner(article: Article, reason: str) -> None:
    owner = article.owner if article.owner and _can_work(article.owner, article) else None
    with override(owner.language if owner and owner.language else None):
        title = _("Look at what a reader says of %(reference)s") % {"reference": article.reference}
    tasks.add(article.record, by=CHECKLISTS, title=title, about=reason, owner=owner, team=None if owner else article.record.team)


def _can_work(owner: Person, article: Article) -> bool:
    return owner.is_active and actor_for(owner).may(FINISH, article.record)
