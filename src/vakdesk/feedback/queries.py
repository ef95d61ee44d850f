"""How satisfied people are, by team and never by person."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Avg, Count, Q

from vakdesk.access.actors import Actor
from vakdesk.feedback.kinds import LOW, Score
from vakdesk.feedback.permissions import SEE_RESULTS

if TYPE_CHECKING:
    from vakdesk.feedback.models import Rating

#: With fewer answers a figure would tell of single people.
FEWEST = 5


@dataclass(frozen=True)
class Result:
    """`counted` are the answers by score. None where there are too few to be shown."""

    team: str
    answers: int
    average: float | None
    low: int | None
    counted: list[tuple[str, int, int]] | None


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, actor: Actor) -> Self:
        """Nobody reads single answers of others."""
        return self.filter(ticket__record__requester=actor.person_id) if actor.person_id is not None else self.none()

    def results(self, actor: Actor, since: datetime) -> list[Result]:
        """Of the teams and clients within the actor's reach, by team. One query."""
        scope = actor.reach(SEE_RESULTS)
        if not scope:
            return []
        near = Q() if scope.house else Q(team__in=scope.teams) | Q(ticket__record__organisation__in=scope.organisations)
        by_score = {f"score_{score}": Count("pk", filter=Q(score=score)) for score in Score}
        rows = self.filter(near, at__gte=since).values("team__name").annotate(answers=Count("pk"), average=Avg("score"), **by_score)
        return [_result(row) for row in rows.order_by("team__name")]


def _result(row: dict[str, object]) -> Result:
    answers, name = int(row["answers"]), str(row["team__name"] or "–")  # type: ignore[call-overload]
    if answers < FEWEST:
        return Result(name, answers, None, None, None)
    counts = {score: int(row[f"score_{score}"]) for score in Score}  # type: ignore[call-overload]
    counted = [(str(score.label), counts[score], round(100 * counts[score] / answers)) for score in reversed(Score)]
    return Result(name, answers, float(row["average"]), sum(counts[score] for score in Score if score <= LOW), counted)  # type: ignore[arg-type]
