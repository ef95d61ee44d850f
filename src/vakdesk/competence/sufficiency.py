"""Is there enough of it to be assessed? How many pieces, how recent, how spread, how much of it practice, and was it seen?

The rules are data (`data/sufficiency.json`) and ours: a standard says what must be shown, seldom how often. They say when it
makes sense to ask an assessor, and nothing about the outcome (decision 0080).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vakdesk.competence.kinds import Origin, Readiness
from vakdesk.competence.models import Evidence
from vakdesk.standards.crosswalk import proved_otherwise

DATA = Path(__file__).parent / "data" / "sufficiency.json"


@dataclass(frozen=True)
class Need:
    """`months` and `requesters`: over how many different ones the pieces are spread; `simulated`: how many may be practice."""

    pieces: int
    days: int
    months: int
    requesters: int
    simulated: int
    seen: bool = False


@cache
def _rules() -> dict[str, Any]:
    return json.loads(DATA.read_text(encoding="utf-8"))


def need_of(key: str, code: str) -> Need:
    """What the node of the standard asks for."""
    rules = _rules()
    seen = code in rules["must_be_seen"].get(key, ())
    return Need(**rules["seen" if seen else "usual"], seen=seen)


@dataclass(frozen=True)
class Judged:
    """`missing` says in words what is still needed, empty where nothing is."""

    readiness: Readiness
    missing: list[str]
    need: Need


def sufficiency(key: str, code: str, pieces: Sequence[Evidence], at: datetime) -> Judged:
    """Of the pieces that count for this node."""
    need = need_of(key, code)
    if code in proved_otherwise(key):
        return Judged(Readiness.MORE, [_("Work at a desk does not show this: an exam, a certificate or a report does.")], need)
    recent = [one for one in pieces if one.happened_at >= at - timedelta(days=need.days)]
    practice = [one for one in recent if one.origin == Origin.SIMULATED]
    counted = len(recent) - max(0, len(practice) - need.simulated)
    missing = []
    if (lacking := need.pieces - counted) > 0:
        missing.append(ngettext("%(count)d more piece", "%(count)d more pieces", lacking) % {"count": lacking})
    if old := len(pieces) - len(recent):
        missing.append(ngettext("%(count)d is older than a year", "%(count)d are older than a year", old) % {"count": old})
    if len(practice) > need.simulated:
        missing.append(_("practice counts once at most"))
    spread = _spread(need, [one for one in recent if one.origin != Origin.SIMULATED])
    missing += spread
    unseen = need.seen and not any(one.is_seen for one in recent)
    if unseen:
        return Judged(Readiness.SEEN, [_("somebody must see it done: a coach, or a witness"), *missing], need)
    wanting = counted < need.pieces or bool(spread)
    return Judged(Readiness.MORE if wanting else Readiness.READY, missing if wanting else [], need)


def _spread(need: Need, pieces: Sequence[Evidence]) -> list[str]:
    found = []
    if len({timezone.localtime(one.happened_at).strftime("%Y-%m") for one in pieces}) < need.months:
        found.append(_("from different months"))
    asked = {one.record.requester_id for one in pieces if one.record is not None}
    stated = sum(one.record is None for one in pieces)
    if len(asked) + stated < need.requesters:
        found.append(_("for different people"))
    return found
