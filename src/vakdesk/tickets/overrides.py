"""Where somebody set another priority than the matrix argued: how often, which way, why, and whether it was right.

By team and month, from the logbook. Nothing here is about one person: neither who overrode nor who judged is told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.levels.kinds import Measure, Verdict
from vakdesk.levels.models import Clock
from vakdesk.levels.reporting import Month
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Team
from vakdesk.tickets.kinds import Priority, State
from vakdesk.tickets.models import OverrideVerdict, Ticket
from vakdesk.tickets.permissions import JUDGE_OVERRIDES
from vakdesk.tickets.verbs import CLASSIFIED, DISPUTED, ESCALATED, OVERRIDDEN, REOPENED

#: So many of a month are looked through, the newest first.
MOST_REPORTED = 2000


@dataclass(frozen=True)
class Override:
    """One of them, and what happened to its ticket afterwards. `kept` is None while that is still open."""

    entry: Entry
    ticket: Ticket
    reason: str
    kept: bool | None
    level_kept: bool | None
    escalated: bool
    reopened: bool
    verdict: OverrideVerdict | None

    @property
    def argued(self) -> Sentence:
        return Priority(self.entry.facts["argued"]).label

    @property
    def chosen(self) -> Sentence:
        return Priority(self.entry.facts["priority"]).label

    @property
    def is_up(self) -> bool:
        """1 weighs most."""
        return bool(self.entry.facts["priority"] < self.entry.facts["argued"])


@dataclass(frozen=True)
class OfTeam:
    """How a team's overrides of a month went; each name counts some of them."""

    team: str
    counts: Counter[str]


class OverrideReport:
    """A handful of queries, however many there are."""

    def __init__(self, month: Month, actor: Actor) -> None:
        self.month, self.actor = month, actor

    @cached_property
    def overrides(self) -> list[Override]:
        rows = Entry.objects.filter(
            verb=OVERRIDDEN.name,
            subject_type="tickets.ticket",
            happened_at__gte=self.month.begins,
            happened_at__lt=self.month.plus(1).begins,
        )
        entries = list(rows.order_by("-happened_at", "-pk")[:MOST_REPORTED])
        tickets = self._tickets({entry.subject_id for entry in entries})
        found = [entry for entry in entries if entry.subject_id in tickets]
        later = _later(tickets)
        levels = _levels(tickets)
        verdicts = {one.entry_id: one for one in OverrideVerdict.objects.filter(entry__in=[entry.pk for entry in found])}
        return [_override(entry, tickets[entry.subject_id], later[entry.subject_id], levels, verdicts.get(entry.pk)) for entry in found]

    def _tickets(self, keys: Iterable[int]) -> dict[int, Ticket]:
        """Those that the reader may judge."""
        seen = Ticket.objects.visible_to_staff(self.actor).select_related("record__team").filter(pk__in=list(keys))
        return {ticket.pk: ticket for ticket in seen if self.actor.may(JUDGE_OVERRIDES, ticket)}

    @cached_property
    def teams(self) -> list[OfTeam]:
        counted: defaultdict[int | None, Counter[str]] = defaultdict(Counter)
        for one in self.overrides:
            counted[one.ticket.record.team_id].update(_counts(one))
        names = dict(Team.objects.filter(pk__in=[team for team in counted if team]).values_list("pk", "name"))
        rows = [OfTeam(names.get(team or 0, ""), counts) for team, counts in counted.items()]
        return sorted(rows, key=lambda row: (-row.counts["all"], row.team))

    @property
    def is_cut(self) -> bool:
        return len(self.overrides) >= MOST_REPORTED


def _override(entry: Entry, ticket: Ticket, later: list[Entry], levels: Mapping[int, bool], verdict: OverrideVerdict | None) -> Override:
    after = [one for one in later if (one.happened_at, one.pk) > (entry.happened_at, entry.pk)]
    changed = any(one.verb == CLASSIFIED.name and one.facts["priority"] != entry.facts["priority"] for one in after)
    kept = False if changed else True if ticket.state == State.CLOSED else None
    verbs = {one.verb for one in after}
    reason = (entry.sealed or {}).get("why", "") or (ticket.override_reason if not changed else "")
    reopened = bool(verbs & {REOPENED.name, DISPUTED.name})
    return Override(entry, ticket, reason, kept, levels.get(ticket.pk), ESCALATED.name in verbs, reopened, verdict)


def _later(tickets: Mapping[int, Ticket]) -> defaultdict[int, list[Entry]]:
    telling = [CLASSIFIED.name, ESCALATED.name, REOPENED.name, DISPUTED.name]
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(subject_type="tickets.ticket", subject_id__in=list(tickets), verb__in=telling).order_by("pk"):
        found[entry.subject_id].append(entry)
    return found


def _levels(tickets: Mapping[int, Ticket]) -> dict[int, bool]:
    """Whether every agreed time to solve it was kept, for those where it is decided."""
    found: dict[int, bool] = {}
    rows = Clock.objects.filter(record__in=list(tickets), measure=Measure.RESOLUTION, verdict__in=[Verdict.KEPT, Verdict.BREACHED])
    for record, verdict in rows.values_list("record", "verdict"):
        found[record] = found.get(record, True) and verdict == Verdict.KEPT
    return found


def _counts(one: Override) -> list[str]:
    judged = one.verdict
    said: dict[str, Any] = {
        "all": True,
        "up": one.is_up,
        "down": not one.is_up,
        "kept": one.kept is True,
        "changed": one.kept is False,
        "met": one.level_kept is True,
        "missed": one.level_kept is False,
        "escalated": one.escalated,
        "reopened": one.reopened,
        "right": judged is not None and judged.is_right,
        "wrong": judged is not None and not judged.is_right,
        "unjudged": judged is None,
    }
    return [name for name, holds in said.items() if holds]
