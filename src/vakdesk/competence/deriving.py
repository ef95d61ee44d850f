"""Which acts show which activity of the crosswalk. Every rule of the house stands here, and says in words why it suggests.

Touching is not proving: a rule proposes, its person submits, an assessor judges. `ripens` is how long nothing may have gone
wrong before it is relied upon; a dispute or a reopening in that time takes the suggestion away.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from vakdesk.kit.errors import Sentence
from vakdesk.logbook.verbs import Verb
from vakdesk.majors import verbs as of_majors
from vakdesk.records import verbs as of_records
from vakdesk.scripts import verbs as of_scripts
from vakdesk.tasks import verbs as of_tasks
from vakdesk.tickets import verbs
from vakdesk.tickets.kinds import TicketKind, Verification
from vakdesk.tickets.models import Ticket

#: How long a solution must have held.
HELD_FOR = timedelta(days=14)
#: Notes and solutions of fewer letters show nothing of how somebody documents.
TELLING = 160

Holds = Callable[[Mapping[str, Any], Ticket, int], bool]


@dataclass(frozen=True)
class Rule:
    """`who` is the fact that names whose work it was; "" is whoever acted. `holds(facts, ticket, letters)` narrows it, where
    `letters` is the length of the message the entry names."""

    name: str
    activity: str
    verb: Verb
    why: Sentence
    who: str = ""
    holds: Holds | None = None
    ripens: timedelta = timedelta(0)


def _always(facts: Mapping[str, Any], ticket: Ticket, letters: int) -> bool:
    return True


def _argued(facts: Mapping[str, Any], ticket: Ticket, letters: int) -> bool:
    return bool(ticket.affected and (ticket.systems or ticket.criticality))


def _told_at_length(facts: Mapping[str, Any], ticket: Ticket, letters: int) -> bool:
    return letters >= TELLING


def _explained(facts: Mapping[str, Any], ticket: Ticket, letters: int) -> bool:
    return len(ticket.done) >= TELLING


def _by_the_requester(facts: Mapping[str, Any], ticket: Ticket, letters: int) -> bool:
    return facts.get("verification", Verification.REQUESTER) == Verification.REQUESTER


def _seen_to_work(facts: Mapping[str, Any], ticket: Ticket, letters: int) -> bool:
    return facts.get("verification", Verification.REQUESTER) in (Verification.REQUESTER, Verification.SEEN, Verification.TEST)


def _of_kind(*kinds: str) -> Holds:
    return lambda facts, ticket, letters: ticket.kind in kinds


_SOLVED = _("You solved it, it was seen to work, and it held for 14 days.")
_CONFIRMED = _("You solved it, and who reported it said that it works.")

RULES = (
    Rule("registered", "A01", verbs.REGISTERED, _("You took the report and registered it.")),
    Rule("classified", "A02", verbs.CLASSIFIED, _("You said what kind of thing it is.")),
    Rule("argued", "A03", verbs.CLASSIFIED, _("You set its priority and wrote down the reasons."), holds=_argued),
    Rule("overridden", "A03", verbs.OVERRIDDEN, _("You set a priority against the matrix and argued it.")),
    Rule("asked", "A04", of_scripts.ANSWERED, _("You asked the questions that lead to the core, and wrote the answers down.")),
    Rule("informed", "A05", verbs.INFORMED, _("You told who reported it what happens next.")),
    Rule("solved", "A06", verbs.VERIFIED, _SOLVED, who="resolver", holds=_seen_to_work, ripens=HELD_FOR),
    Rule("solved and confirmed", "A06", verbs.CONFIRMED, _SOLVED, who="resolver", ripens=HELD_FOR),
    Rule(
        "explained",
        "A07",
        verbs.CONFIRMED,
        _("You solved it, wrote down at length how, and it held for 14 days."),
        who="resolver",
        holds=_explained,
        ripens=HELD_FOR,
    ),
    Rule("handed over", "A08", verbs.HANDED_OVER, _("You handed it over with what was found, tried and expected.")),
    Rule("handed back", "A08", verbs.HANDED_BACK, _("You handed it back with what was tried and what is needed.")),
    Rule("escalated", "A08", verbs.ESCALATED, _("You asked the lead, with why and for what.")),
    Rule("verified", "A09", verbs.VERIFIED, _("You tested it with who reported it."), holds=_by_the_requester),
    Rule("fed back", "A09", verbs.FED_BACK, _("You told who reported it what was done.")),
    Rule("confirmed", "A09", verbs.CONFIRMED, _CONFIRMED, who="resolver"),
    Rule(
        "complaint",
        "A10",
        verbs.CONFIRMED,
        _("You settled a complaint, and who complained agreed."),
        who="resolver",
        holds=_of_kind(TicketKind.COMPLAINT),
    ),
    Rule("identity", "A12", verbs.IDENTITY_CHECKED, _("You made sure who it was before giving anything out.")),
    Rule("access", "A12", verbs.CONFIRMED, _CONFIRMED, who="resolver", holds=_of_kind(TicketKind.ACCESS)),
    Rule("requested", "A13", verbs.CONFIRMED, _CONFIRMED, who="resolver", holds=_of_kind(TicketKind.SERVICE_REQUEST)),
    Rule("task done", "A13", of_tasks.FINISHED, _("You did a task of its list."), holds=_of_kind(TicketKind.SERVICE_REQUEST)),
    Rule("noted", "A21", of_records.NOTED, _("You wrote down what you did and found."), holds=_told_at_length),
    Rule("told everybody", "A36", of_majors.TOLD_NEWS, _("You told everybody affected how it stands.")),
    Rule("recurring", "A38", verbs.JOINED, _("You saw that several reports have one cause.")),
    Rule("major", "A38", of_majors.DECLARED, _("You saw that many reports are one major incident.")),
)
BY_VERB: dict[str, list[Rule]] = {}
for _rule in RULES:
    BY_VERB.setdefault(_rule.verb.name, []).append(_rule)
WHY = {rule.name: rule.why for rule in RULES}
#: What the desk can suggest by itself at all.
SUGGESTED = frozenset(rule.activity for rule in RULES)
#: After these the solution did not hold.
UNDONE = (verbs.DISPUTED, verbs.REOPENED)
VERBS = tuple({rule.verb.name: rule.verb for rule in RULES}.values()) + UNDONE


def applies(rule: Rule, facts: Mapping[str, Any], ticket: Ticket, letters: int) -> bool:
    return (rule.holds or _always)(facts, ticket, letters)
