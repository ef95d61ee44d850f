"""Tickets that go to and fro between teams: where each went, and between which teams it happens. Never between which people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.people.models import Team
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.verbs import HANDED_BACK, HANDED_OVER

#: So often a team gets a ticket again that it had before, until that is called ping-pong: once may be how it should go.
PING_PONG = 2
REPORTED_DAYS = 90
#: So many tickets are looked through for the report, the newest first.
MOST_REPORTED = 2000


@dataclass(frozen=True)
class Pair:
    """How often tickets went from one of the two to the other, and how many tickets that were."""

    teams: tuple[str, str]
    moves: int
    tickets: int


def way_of(ticket: Ticket) -> list[Team]:
    """The teams it lay with, in order."""
    moves = next(iter(_moves([ticket.pk]).values()), [])
    teams = Team.objects.in_bulk({team for move in moves for team in move})
    way = [move[0] for move in moves[:1]] + [move[1] for move in moves]
    return [teams[team] for team in way if team in teams]


def had_it(ticket_id: int) -> set[int]:
    """The teams it lay with before it was moved last."""
    return {team for move in _moves([ticket_id]).get(ticket_id, []) for team in move}


def between_teams(seen: QuerySet[Ticket]) -> list[Pair]:
    """Of the last REPORTED_DAYS, tickets that were ping-pong: between which two teams they went, most first."""
    since = clock.now() - timedelta(days=REPORTED_DAYS)
    keys = seen.filter(times_returned__gte=PING_PONG, opened_at__gte=since).order_by("-opened_at").values_list("pk", flat=True)
    moves: Counter[tuple[int, int]] = Counter()
    tickets: Counter[tuple[int, int]] = Counter()
    for own in _moves(list(keys[:MOST_REPORTED])).values():
        pairs = [(min(move), max(move)) for move in own]
        moves.update(pairs)
        tickets.update(set(pairs))
    names = {team.pk: team.name for team in Team.objects.filter(pk__in={team for pair in moves for team in pair})}
    return [Pair((names[one], names[two]), count, tickets[(one, two)]) for (one, two), count in moves.most_common()]


def _moves(keys: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """From which team to which each went, in order; staying with a team is no move."""
    entries = Entry.objects.filter(subject_type="tickets.ticket", subject_id__in=keys, verb__in=[HANDED_OVER.name, HANDED_BACK.name])
    found: dict[int, list[tuple[int, int]]] = {}
    for key, facts in entries.order_by("happened_at", "pk").values_list("subject_id", "facts"):
        came_from = facts.get("from_team")  # older entries of handing back do not say
        if came_from is not None and came_from != facts["team"]:
            found.setdefault(key, []).append((came_from, facts["team"]))
    return found
