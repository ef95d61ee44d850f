"""A dry run: what rules would have changed on the last tickets. Reads, writes nothing, and ends after a few seconds."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from vakdesk.access.actors import Actor
from vakdesk.logbook.models import Book, Entry
from vakdesk.rules.effects import Change, changes, faults
from vakdesk.rules.kinds import Trigger, What
from vakdesk.rules.matching import fitting
from vakdesk.rules.models import Rule
from vakdesk.rules.standing import Standing, standings
from vakdesk.rules.triggers import ABOUT, triggers_of
from vakdesk.tickets.models import Ticket

MOST_TICKETS = 2_000
USUAL = 200
SECONDS = 8.0
TOGETHER = 250


@dataclass(frozen=True)
class Difference:
    """One ticket, and what would have changed on it by which rule, in order."""

    ticket: Ticket
    changes: list[tuple[Rule, Change]]


@dataclass
class DryRun:
    """`asked` tickets were to be looked at, `looked_at` were, before the time was over."""

    asked: int
    looked_at: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_cut_short(self) -> bool:
        return self.looked_at < self.asked

    @property
    def by_what(self) -> list[tuple[str, int]]:
        """How many tickets each effect would have changed."""
        found = Counter(change.what for one in self.differences for _rule, change in one.changes)
        return [(str(what.label), found[what]) for what in What if found[what]]

    @property
    def by_rule(self) -> list[tuple[Rule, int]]:
        rules = {rule.pk: rule for one in self.differences for rule, _change in one.changes}
        found = Counter(key for one in self.differences for key in {rule.pk for rule, _change in one.changes})
        return [(rules[key], found[key]) for key in sorted(rules, key=lambda key: rules[key].place)]


def dry_run(rules: Sequence[Rule], actor: Actor, *, last: int, seconds: float = SECONDS) -> DryRun:
    """Of the last tickets whose desk's side the actor reads. Conditions are asked of the tickets as they stand now; a rule for
    new tickets takes them as nobody's and unanswered, as they were. What rules would do after one another's doing is not followed."""
    until = time.monotonic() + seconds
    seen = Ticket.objects.visible_to_staff(actor)
    keys = list(seen.order_by("-opened_at", "-pk").values_list("pk", flat=True)[: min(last, MOST_TICKETS)])
    found = DryRun(len(keys))
    able = [rule for rule in rules if not faults(rule)]
    for begin in range(0, len(keys), TOGETHER):
        if time.monotonic() > until:
            break
        some = keys[begin : begin + TOGETHER]
        differences = _differences(able, some, until)
        if differences is None:
            break
        found.differences += differences
        found.looked_at += len(some)
    return found


def _differences(rules: Sequence[Rule], keys: list[int], until: float) -> list[Difference] | None:
    """None where the time was over before every rule was asked."""
    went_through = _went_through(keys)
    fits: dict[int, set[int]] = {}
    for rule in rules:
        if time.monotonic() > until:
            return None
        fits[rule.pk] = _fitting(rule, went_through.get(Trigger(rule.trigger), set()))
    meant = set().union(*fits.values())
    tickets = sorted(Ticket.objects.with_people().filter(pk__in=meant), key=lambda one: keys.index(one.pk))
    stand = standings(tickets)
    found = []
    for ticket in tickets:
        would: list[tuple[Rule, Change]] = []
        for rule in rules:
            if ticket.pk in fits[rule.pk]:
                would += [(rule, change) for change in changes(rule, _as_it_was(rule, stand[ticket.pk]))]
        if would:
            found.append(Difference(ticket, would))
    return found


def _fitting(rule: Rule, keys: set[int]) -> set[int]:
    return set(Ticket.objects.filter(pk__in=keys).filter(fitting(rule)).values_list("pk", flat=True)) if keys else set()


def _went_through(keys: list[int]) -> dict[Trigger, set[int]]:
    """By trigger: which of the tickets have been through it. Two queries, however many rules there are."""
    requesters = dict(Ticket.objects.filter(pk__in=keys).values_list("pk", "record__requester"))
    entries = Entry.objects.filter(subject_type__in=ABOUT, subject_id__in=keys, book=Book.MAIN)
    found: dict[Trigger, set[int]] = {}
    for entry in entries.only("subject_type", "subject_id", "verb", "actor_id", "on_behalf_of_id").order_by():
        for trigger in triggers_of(entry, requesters[entry.subject_id]):
            found.setdefault(trigger, set()).add(entry.subject_id)
    return found


def _as_it_was(rule: Rule, standing: Standing) -> Standing:
    if rule.trigger == Trigger.REPORTED:
        standing.is_taken = standing.is_answered = standing.is_asked = False
    return standing
