"""What is told of an entry: facts, codes and keys. Never sealed particulars, never what somebody wrote."""

import json
from typing import Any

from vakdesk.logbook.models import Entry
from vakdesk.logbook.verbs import Audience, Verb
from vakdesk.records.models import Record, RecordModel
from vakdesk.webhooks.kinds import Reach
from vakdesk.webhooks.models import Endpoint

_ORDER = [Reach.REQUESTER, Reach.STAFF, Reach.NEED_TO_KNOW]


def wants(endpoint: Endpoint, entry: Entry) -> bool:
    """Whether the endpoint is told: an act it asked for, that may be read by those it speaks for, since it is there."""
    if entry.position <= endpoint.from_position or (endpoint.verbs and entry.verb not in endpoint.verbs):
        return False
    verb = Verb.registry.get(entry.verb)
    if verb is None or not within(verb.audience, endpoint.reach):
        return False
    return endpoint.reach == Reach.NEED_TO_KNOW or not _is_restricted(entry)


def within(audience: Audience, reach: str) -> bool:
    return _ORDER.index(Reach(audience.value)) <= _ORDER.index(Reach(reach))


def _is_restricted(entry: Entry) -> bool:
    if entry.subject_type not in _record_types():
        return False
    return Record.objects.filter(pk=entry.subject_id, restricted=True).exists()


def _record_types() -> frozenset[str]:
    return frozenset(model._meta.label_lower for model in (Record, *RecordModel.__subclasses__()))


def payload(entry: Entry) -> bytes:
    return _json(
        entry.verb,
        entry.happened_at.isoformat(),
        {
            "book": entry.book,
            "position": entry.position,
            "at": entry.at.isoformat(),
            "door": entry.door,
            "actor": entry.actor_id,
            "machine": entry.machine,
            "subject": {"type": entry.subject_type, "id": entry.subject_id, "reference": entry.subject_reference},
            "cause": entry.cause,
            "correlation": str(entry.correlation),
            "facts": entry.facts,
        },
    )


def trial_payload(endpoint: Endpoint, at: str) -> bytes:
    return _json("webhook.test", at, {"webhook": endpoint.pk})


def _json(kind: str, timestamp: str, data: dict[str, Any]) -> bytes:
    return json.dumps({"type": kind, "timestamp": timestamp, "data": data}, separators=(",", ":"), ensure_ascii=False).encode()
