"""Reviews: owners say of each right somebody has whether it stays."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.grants import permissions, verbs
from vakdesk.grants.actions.removing import begin_removal
from vakdesk.grants.kinds import GrantState, Verdict, WhyRemoved
from vakdesk.grants.models import Application, Campaign, Grant, ReviewItem
from vakdesk.kit.errors import NotAllowed, require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act

MOST_ITEMS = 5_000


def begin_campaign(*, by: Actor, title: str, due_at: datetime, applications: Sequence[Application] = ()) -> Campaign:
    """Every right in force of these applications (none named: of all) is asked of its owner, to be decided before that moment.

    Refuses no title, a moment that has passed, nothing to review, and more than 5,000 at once.
    """
    campaign = Campaign(title=one_line(storable(title), at_most=120), due_at=due_at)
    with act(by, may=permissions.CAMPAIGN, on=campaign) as log:
        require(by.person_id, _("A person holds a review."))
        assert by.person_id is not None
        require(campaign.title, _("Give it a name."), field="title")
        require(due_at > log.at, _("That moment has passed."), field="due_at")
        held = Grant.objects.held().select_related("right__application")
        grants = list((held.filter(right__application__in=applications) if applications else held).order_by("pk")[: MOST_ITEMS + 1])
        require(grants, _("Nobody has a right there."), field="applications")
        require(
            len(grants) <= MOST_ITEMS,
            _("That is more than %(count)d. Choose fewer applications.") % {"count": MOST_ITEMS},
            field="applications",
        )
        campaign.begun_by_id, campaign.begun_at = by.person_id, log.at
        campaign.save()
        ReviewItem.objects.bulk_create(ReviewItem(campaign=campaign, grant=grant, owner_id=grant.right.owner_id) for grant in grants)
        log.record(verbs.CAMPAIGN_BEGUN, campaign, count=len(grants))
    return campaign


def decide_items(campaign: Campaign, *, by: Actor, verdicts: Mapping[int, str], comments: Mapping[int, str] | None = None) -> int:
    """Each of these items has the verdict; what is revoked becomes a task to take it away. Answers how many were decided.

    An owner decides what was asked of them; whoever holds reviews decides for owners who cannot. Nobody decides about what they
    have themselves. An item that has this verdict, or whose right is no longer in force, stays as it is.
    Refuses a review that is closed, and what is not theirs.
    """
    comments, done = comments or {}, 0
    with act(by, may=permissions.REVIEW) as log:
        campaign.refresh_from_db(from_queryset=Campaign._base_manager.select_for_update(no_key=True))
        require(campaign.closed_at is None, _("This review is closed."))
        items = ReviewItem.objects.filter(campaign=campaign, pk__in=verdicts).select_related(
            "grant__right__application", "grant__person", "grant__record"
        )
        for item in items.select_for_update(of=("self",), no_key=True).order_by("pk"):
            verdict = Verdict(verdicts[item.pk])
            if verdict in (Verdict.UNDECIDED, item.verdict) or item.verdict == Verdict.REVOKE or item.grant.state != GrantState.HELD:
                continue
            if item.owner_id != by.person_id and not by.may(permissions.CAMPAIGN):
                raise NotAllowed(_("Its owner decides about it."))
            require(
                item.grant.person_id != by.person_id, _("Nobody decides about their own rights: %(right)s.") % {"right": item.grant.right}
            )
            item.verdict, item.comment = verdict, one_line(storable(comments.get(item.pk, "")), at_most=300)
            item.decided_by_id, item.decided_at = by.person_id, log.at
            item.save()
            done += 1
            facts: dict[str, Any] = {"item": item.pk, "right": item.grant.right_id, "person": item.grant.person_id, "verdict": verdict}
            log.record(verbs.REVIEWED, campaign, **facts)
            if verdict == Verdict.REVOKE:
                begin_removal(item.grant, log, WhyRemoved.REVIEWED)
    return done


def close_campaign(campaign: Campaign, *, by: Actor) -> None:
    """Nobody decides in it any more; what is undecided stays in force, and stays visible as undecided. Refuses what is closed."""
    with act(by, may=permissions.CAMPAIGN, on=campaign) as log:
        require(campaign.closed_at is None, _("This review is closed."))
        campaign.closed_at = log.at
        campaign.save(update_fields=["closed_at"])
        log.record(verbs.CAMPAIGN_CLOSED, campaign, undecided=ReviewItem.objects.filter(campaign=campaign).undecided().count())
