"""Rules are asked after each act on a ticket, once it is committed, in their order; what they do is asked again, up to a depth."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from vakdesk.access.actors import Actor, machine
from vakdesk.logbook.models import Entry
from vakdesk.rules import actions
from vakdesk.rules.chains import Chain
from vakdesk.rules.effects import changes, faults
from vakdesk.rules.kinds import RULES, Outcome
from vakdesk.rules.matching import first_fitting, rules_after
from vakdesk.rules.models import Rule, Run
from vakdesk.rules.standing import standings
from vakdesk.rules.triggers import triggers_of
from vakdesk.rules.verbs import APPLIED
from vakdesk.tickets.models import Ticket

#: So many rules follow from one act of a person on one ticket, one out of the other.
MOST_DEPTH = 8
#: So often the same rule does in one such chain.
MOST_REPEATS = 2


def ask_rules(entry: Entry) -> None:
    """Every rule that is on for what the entry is, and that fits the ticket as it is when its turn comes, does what it says."""
    requester = Ticket.objects.filter(pk=entry.subject_id).values_list("record__requester", flat=True).first()
    rules = [rule for trigger in triggers_of(entry, requester) for rule in rules_after(trigger)]
    if rules:
        _ask_each(sorted(rules, key=lambda rule: (rule.place, rule.pk)), entry, chain_to(entry))


def chain_to(entry: Entry) -> Chain:
    """The rules one out of the other whose doing the entry is; none for what a person did."""
    if entry.machine == RULES:
        applied = Entry.objects.filter(correlation=entry.correlation, verb=APPLIED.name, subject_id=entry.subject_id).first()
        after = {"entry__book": entry.book, "entry__position": applied.facts["because"], "rule": applied.facts["rule"]} if applied else {}
        if applied and (run := Run.objects.filter(**after).first()):
            return Chain(run.root, (*run.path, run.rule_id))
    return Chain(entry.position)


def _ask_each(rules: list[Rule], entry: Entry, chain: Chain) -> None:
    while rules and not _is_stopped(entry, chain):
        ticket = Ticket.objects.with_people().filter(pk=entry.subject_id).first()
        place = first_fitting(ticket, rules) if ticket else None
        if ticket is None or place is None:
            return
        _let(Rule.objects.with_things().get(pk=rules[place].pk), ticket, entry, chain)
        rules = rules[place + 1 :]


def _is_stopped(entry: Entry, chain: Chain) -> bool:
    """What went round in a circle once is not gone on with by another branch of it."""
    return bool(chain.path) and Run.objects.filter(ticket=entry.subject_id, root=chain.root, outcome=Outcome.STOPPED).exists()


def _let(rule: Rule, ticket: Ticket, entry: Entry, chain: Chain) -> None:
    with override(settings.LANGUAGE_CODE):
        by = actor_of(rule)
        if found := faults(rule):
            actions.skip(rule, by=by, ticket=ticket, entry=entry, chain=chain, faults=found)
        elif _goes_round(rule, ticket, chain):
            actions.stop(rule, by=by, ticket=ticket, entry=entry, chain=chain)
        else:
            actions.apply(rule, by=by, ticket=ticket, entry=entry, chain=chain)


def _goes_round(rule: Rule, ticket: Ticket, chain: Chain) -> bool:
    """Whether it came too often already, or too deep; what would do nothing anyway is no circle."""
    before = Run.objects.filter(rule=rule, ticket=ticket, root=chain.root).exclude(done=[]).count()
    too_much = len(chain.path) >= MOST_DEPTH or before >= MOST_REPEATS
    return too_much and bool(changes(rule, standings([ticket])[ticket.pk]))


def actor_of(rule: Rule) -> Actor:
    """The machine, which names the rule in each entry. Its correlation is this doing's alone."""
    return machine(RULES, _("The rule “%(name)s”") % {"name": rule.name})
