"""A dry run: what rules would have changed on the last tickets. Reads, writes nothing, and ends after a few seconds."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from vakdesk.access.actors import Actor
from vakdesk.logbook.models import Book, Entry
from vakdesk.records import verbs as records
from vakdesk.rules.effects import Change, changes, faults
from vakdesk.rules.kinds import Trigger, What
from vakdesk.rules.matching import fitting
from vakdesk.rules.models import Rule
from vakdesk.rules.standing import Standing, standings
from vakdesk.rules.triggers import ABOUT, VERBS
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
        found.differences += _differences(able, some)
        found.looked_at += len(some)
    return found


def _differences(rules: Sequence[Rule], keys: list[int]) -> list[Difference]:
    fits = {rule.pk: _fitting(rule, keys) for rule in rules}
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


def _fitting(rule: Rule, keys: list[int]) -> set[int]:
    rows = Ticket.objects.filter(_happened(Trigger(rule.trigger)), pk__in=keys)
    return set(rows.filter(fitting(rule)).values_list("pk", flat=True))


def _happened(trigger: Trigger) -> Q:
    """The ticket has been through it."""
    names = [verb.name for verb in VERBS[trigger]]
    entries = Entry.objects.filter(subject_id=OuterRef("pk"), subject_type__in=ABOUT, verb__in=names, book=Book.MAIN)
    if trigger in (Trigger.HEARD, Trigger.ANSWERED):
        theirs = Q(actor=OuterRef("record__requester")) | Q(on_behalf_of=OuterRef("record__requester"))
        spoken = Q(actor__isnull=False) | Q(on_behalf_of__isnull=False)
        desks = spoken & ~theirs | ~Q(verb=records.REPLIED.name)
        entries = entries.filter(theirs if trigger == Trigger.HEARD else desks)
    return Q(Exists(entries))


def _as_it_was(rule: Rule, standing: Standing) -> Standing:
    if rule.trigger == Trigger.REPORTED:
        standing.is_taken = standing.is_answered = standing.is_asked = False
    return standing
