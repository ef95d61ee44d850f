"""Which rules fit a ticket, in their order: known by trigger in memory, ruled out by what a ticket plainly is, then asked of the database."""

from collections.abc import Iterator, Sequence

from django.db.models import BooleanField, Case, Q, Value, When

from vakdesk.access.actors import Actor, machine
from vakdesk.logbook.remembering import remembered
from vakdesk.rules.conditions import ALL
from vakdesk.rules.kinds import RULES
from vakdesk.rules.models import Rule
from vakdesk.tickets.models import Ticket
from vakdesk.ui.lists.conditions import is_key, wanted_by

#: With whose sight conditions are read: a rule is for the whole house.
READER: Actor = machine(RULES, "Rules")
#: So many rules are asked in one query: more make it long, fewer make many.
TOGETHER = 25
#: Conditions of which a ticket has exactly one value, which a rule that asks for another cannot fit.
_EXACT = ("kind", "via", "priority", "category", "team", "organisation")
_CODES = ("kind", "via")


@remembered("rule")
def rules_after(trigger: str) -> tuple[Rule, ...]:
    """The rules that are on for this trigger, in order; forgotten as soon as any rule is changed."""
    return tuple(Rule.objects.on().filter(trigger=trigger).order_by("place", "pk"))


def first_fitting(ticket: Ticket, rules: Sequence[Rule]) -> int | None:
    """The index of the first of these rules that fits the ticket as the database has it now."""
    is_now = _plainly(ticket)
    likely = [index for index, rule in enumerate(rules) if not _is_out(rule, is_now)]
    for begin in range(0, len(likely), TOGETHER):
        some = likely[begin : begin + TOGETHER]
        for index, fits in zip(some, _ask(ticket, [rules[index] for index in some]), strict=True):
            if fits:
                return index
    return None


def fitting(rule: Rule) -> Q:
    """What a ticket has to be for the rule to fit."""
    return wanted_by(ALL, rule.asked, READER)


def _ask(ticket: Ticket, rules: Sequence[Rule]) -> Iterator[bool]:
    asked = [fitting(rule) for rule in rules]
    flags = {
        f"fits_{number}": Case(When(wanted, then=Value(True)), default=Value(False), output_field=BooleanField())
        for number, wanted in enumerate(asked)
        if wanted
    }
    row = Ticket.objects.filter(pk=ticket.pk).annotate(**flags).values(*flags).first() if flags else {}
    return (not wanted or bool((row or {}).get(f"fits_{number}")) for number, wanted in enumerate(asked))


def _plainly(ticket: Ticket) -> dict[str, str]:
    record = ticket.record
    values = (ticket.kind, ticket.via, ticket.priority, ticket.category_id, record.team_id, record.organisation_id)
    return {name: str(value) for name, value in zip(_EXACT, values, strict=True) if value is not None}


def _is_out(rule: Rule, is_now: dict[str, str]) -> bool:
    return any(
        (asked := rule.asked.get(name)) and value not in asked and (name in _CODES or all(is_key(one) for one in asked))
        for name, value in is_now.items()
    )
