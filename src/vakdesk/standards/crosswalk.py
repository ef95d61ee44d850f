"""Which activity of a desk speaks to which nodes of the five standards. Touching is not proving: `kinds` says who must look."""

from dataclasses import dataclass
from functools import cache

from vakdesk.kit.translated import in_active_language
from vakdesk.standards.kinds import ActivityKind
from vakdesk.standards.outlines import shipped


@dataclass(frozen=True)
class Activity:
    """`what` by language; `nodes` are codes by the key of their standard; the first of `kinds` matters most."""

    code: str
    what: dict[str, str]
    kinds: tuple[ActivityKind, ...]
    nodes: dict[str, tuple[str, ...]]
    e_cf: tuple[str, ...]

    def __str__(self) -> str:
        return in_active_language(self.what)


@cache
def activities() -> dict[str, Activity]:
    told = shipped("crosswalk.json")["activities"]
    return {
        one["code"]: Activity(
            code=one["code"],
            what=one["what"],
            kinds=tuple(ActivityKind(kind) for kind in one["kinds"]),
            nodes={key: tuple(codes) for key, codes in one["nodes"].items()},
            e_cf=tuple(one["e_cf"]),
        )
        for one in told
    }


@cache
def reaching(key: str) -> dict[str, list[Activity]]:
    """For each code of this standard the activities that speak to it."""
    found: dict[str, list[Activity]] = {}
    for activity in activities().values():
        for code in activity.nodes.get(key, ()):
            found.setdefault(code, []).append(activity)
    return found


@cache
def proved_otherwise(key: str) -> frozenset[str]:
    """What no work at a desk can show: it needs an exam, a certificate or a report."""
    return frozenset(shipped("crosswalk.json")["proved_otherwise"].get(key, ()))
