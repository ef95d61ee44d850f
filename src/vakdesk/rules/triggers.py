"""Which entries are which trigger: rules are asked after what the logbook holds, whoever did it by whichever door."""

from collections.abc import Callable

from vakdesk.logbook.models import Entry
from vakdesk.logbook.verbs import Verb
from vakdesk.records import verbs as records
from vakdesk.rules.kinds import Trigger
from vakdesk.tickets import verbs as tickets

VERBS: dict[Trigger, tuple[Verb, ...]] = {
    Trigger.REPORTED: (tickets.REPORTED, tickets.REGISTERED, tickets.SPLIT_OFF),
    Trigger.CLASSIFIED: (tickets.CLASSIFIED, tickets.PUT_BACK),
    Trigger.EDITED: (tickets.EDITED,),
    Trigger.MOVED: (tickets.ROUTED, tickets.HANDED_OVER, tickets.HANDED_BACK),
    Trigger.TAKEN: (tickets.TAKEN, tickets.ASSIGNED),
    Trigger.HEARD: (records.REPLIED,),
    Trigger.ANSWERED: (records.REPLIED, tickets.INFORMED),
    Trigger.NOTED: (records.NOTED,),
    Trigger.TAGGED: (records.TAGGED, records.UNTAGGED),
    Trigger.HELD: (tickets.HELD,),
    Trigger.RESUMED: (tickets.RESUMED,),
    Trigger.ESCALATED: (tickets.ESCALATED,),
    Trigger.RESOLVED: (tickets.RESOLVED,),
    Trigger.DISPUTED: (tickets.DISPUTED,),
    Trigger.REOPENED: (tickets.REOPENED,),
    Trigger.CLOSED: (tickets.CLOSED,),
}
ALL_VERBS = tuple({verb.name: verb for verbs in VERBS.values() for verb in verbs}.values())
ABOUT = frozenset({"tickets.ticket", "records.record"})

_BY_VERB: dict[str, list[Trigger]] = {}
for _trigger, _verbs in VERBS.items():
    for _verb in _verbs:
        _BY_VERB.setdefault(_verb.name, []).append(_trigger)

Whose = Callable[[Entry, int | None], bool]
#: What only one side's replies are. A machine that passes mail on speaks for whom it names; another one speaks for the desk.
_WHOSE: dict[Trigger, Whose] = {
    Trigger.HEARD: lambda entry, requester: _speaker(entry) == requester is not None,
    Trigger.ANSWERED: lambda entry, requester: _speaker(entry) not in (None, requester),
}


def triggers_of(entry: Entry, requester_id: int | None) -> list[Trigger]:
    """What the entry is for rules on a ticket of that requester."""
    if entry.subject_type not in ABOUT:
        return []
    found = _BY_VERB.get(entry.verb, [])
    return [one for one in found if entry.verb != records.REPLIED.name or _WHOSE[one](entry, requester_id)]


def _speaker(entry: Entry) -> int | None:
    return entry.actor_id or entry.on_behalf_of_id
