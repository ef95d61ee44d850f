"""A review as one reader sees it: what is asked of them, and how far everybody is."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from vakdesk.access.actors import Actor
from vakdesk.grants.kinds import GrantState, Verdict
from vakdesk.grants.models import Campaign, ReviewItem
from vakdesk.grants.permissions import CAMPAIGN
from vakdesk.kit import clock

MOST_SHOWN = 500


@dataclass(frozen=True)
class ReviewPage:
    campaign: Campaign
    actor: Actor

    @property
    def holds(self) -> bool:
        return self.actor.may(CAMPAIGN)

    @cached_property
    def _items(self) -> list[ReviewItem]:
        seen = ReviewItem.objects.visible_to(self.actor).filter(campaign=self.campaign).with_all()
        return list(seen.order_by("grant__right__application", "grant__right", "grant__person__folded", "pk")[:MOST_SHOWN])

    @property
    def asked(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """What this reader is asked as an owner, by right."""
        return _by_right([self._row(item) for item in self._items if item.owner_id == self.actor.person_id])

    @property
    def of_others(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """What is undecided of others; whoever holds the review may decide it for an owner who cannot."""
        waiting = [item for item in self._items if item.owner_id != self.actor.person_id and item.verdict == Verdict.UNDECIDED]
        return _by_right([self._row(item) for item in waiting])

    def _row(self, item: ReviewItem) -> dict[str, Any]:
        ours = item.owner_id == self.actor.person_id or self.holds
        is_own = item.grant.person_id == self.actor.person_id
        open_still = self.campaign.closed_at is None and item.verdict != Verdict.REVOKE and item.grant.state == GrantState.HELD
        return {"item": item, "grant": item.grant, "may": ours and open_still and not is_own, "is_own": is_own}

    @cached_property
    def owners(self) -> list[dict[str, Any]]:
        """How far each owner is, who has most to do first."""
        counted = ReviewItem.objects.filter(campaign=self.campaign).order_by().values("owner__name")
        rows = counted.annotate(
            total=Count("pk"), open=Count("pk", filter=Q(verdict="")), revoked=Count("pk", filter=Q(verdict=Verdict.REVOKE))
        )
        return [
            {**row, "name": row["owner__name"], "decided": row["total"] - row["open"], "part": (row["total"] - row["open"]) / row["total"]}
            for row in rows.order_by("-open", "owner__name")
        ]

    @property
    def total(self) -> int:
        return sum(row["total"] for row in self.owners)

    @property
    def decided(self) -> int:
        return sum(row["decided"] for row in self.owners)

    @property
    def revoked(self) -> int:
        return sum(row["revoked"] for row in self.owners)

    @property
    def undecided(self) -> int:
        return self.total - self.decided

    @property
    def part(self) -> float:
        return self.decided / self.total if self.total else 1.0

    @property
    def is_late(self) -> bool:
        return self.campaign.closed_at is None and self.campaign.due_at <= clock.now() and self.undecided > 0

    @property
    def may_save(self) -> bool:
        return any(row["may"] for _right, rows in [*self.asked, *(self.of_others if self.holds else [])] for row in rows)


def _by_right(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(str(row["grant"].right), []).append(row)
    return list(found.items())
