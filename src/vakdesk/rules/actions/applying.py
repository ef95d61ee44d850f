"""What a rule's machine does on a ticket: what the rule says, or nothing, with the reason."""

from collections.abc import Sequence
from typing import Any

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.act import Act, act
from vakdesk.logbook.models import Entry
from vakdesk.rules import permissions, verbs
from vakdesk.rules.chains import Chain
from vakdesk.rules.effects import BY_WHAT, changes
from vakdesk.rules.kinds import Outcome
from vakdesk.rules.models import Rule, Run
from vakdesk.rules.standing import standings
from vakdesk.tickets.models import Ticket


def apply(rule: Rule, *, by: Actor, ticket: Ticket, entry: Entry, chain: Chain) -> bool:
    """What the rule says and what is not so yet is done; each part is refused alone. Answers whether anything changed.

    After the same entry it is done once. Where nothing is to be changed, nothing is recorded.
    """
    with act(by, may=permissions.APPLY, on=ticket) as log:
        if Run.objects.filter(rule=rule, entry=entry).exists():
            return False
        done, refused = [], []
        for change in changes(rule, standings([ticket])[ticket.pk]):
            try:
                with act(by, may=permissions.APPLY):
                    BY_WHAT[change.what].do(rule, ticket, by)
            except (Refused, NotAllowed) as refusal:
                refused.append([change.what, str(refusal.sentence)])
                ticket.refresh_from_db()
                ticket.record.refresh_from_db()
            else:
                done.append(change.what)
        if not done and not refused:
            return False
        outcome = Outcome.REFUSED if not done else Outcome.PARTLY if refused else Outcome.DONE
        _keep(log, rule, outcome, chain, ticket=ticket, entry=entry, done=done, refused=refused)
        if done:
            log.record(verbs.APPLIED, ticket, rule=rule.pk, trigger=rule.trigger, because=entry.position, depth=len(chain.path))
    return bool(done)


def skip(rule: Rule, *, by: Actor, ticket: Ticket, entry: Entry, chain: Chain, faults: Sequence[str]) -> None:
    """The rule did nothing, because it is broken; its page says so. The ticket stays as it is."""
    with act(by, may=permissions.APPLY, on=ticket) as log:
        if not Run.objects.filter(rule=rule, entry=entry).exists():
            _keep(log, rule, Outcome.BROKEN, chain, ticket=ticket, entry=entry, refused=[["", fault] for fault in faults])


def stop(rule: Rule, *, by: Actor, ticket: Ticket, entry: Entry, chain: Chain) -> None:
    """The chain ends here: rule and ticket say after which rules. The administrators are told once, until the rule is changed."""
    with act(by, may=permissions.APPLY, on=ticket) as log:
        if Run.objects.filter(rule=rule, entry=entry).exists():
            return
        names = dict(Rule.objects.filter(pk__in=chain.path).values_list("pk", "name"))
        trace = " → ".join(f"“{name}”" for name in (*(names[one] for one in chain.path), rule.name))
        tell = bool(Rule.objects.filter(pk=rule.pk, told_at=None).update(told_at=log.at))
        _keep(log, rule, Outcome.STOPPED, chain, ticket=ticket, entry=entry)
        facts = {"rule": rule.pk, "trigger": rule.trigger, "because": entry.position, "depth": len(chain.path), "tell": tell}
        log.record(verbs.STOPPED, ticket, sealed={"trace": trace}, **facts)


def _keep(log: Act, rule: Rule, outcome: Outcome, chain: Chain, **came: Any) -> None:
    Run.objects.create(rule=rule, outcome=outcome, path=list(chain.path), root=chain.root, at=log.at, **came)
