"""A standard as a tree to read, made of the text that was brought in or of what the product ships."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from vakdesk.standards.crosswalk import Activity, proved_otherwise, reaching
from vakdesk.standards.kinds import LinkStatus, NodeKind
from vakdesk.standards.models import Framework, NodeLink
from vakdesk.standards.outlines import Outline, outlines

SCHEMES = {"ecf": "e-CF", "eqf": "EQF", "estqf": "EstQF", "mbo": "mbo"}
UNWRITTEN = re.compile(r"(?:D|C|partial-)\d+|profile|.*\.k\+?\d+")
BEHAVIOUR = re.compile(r"(.+-W\d)\.(\+?\d+)")
OURS = re.compile(r"(?:U|R)(\d.*)")


def level_words(level: str) -> str:
    """`mbo:4` as people write it."""
    scheme, _colon, value = level.partition(":")
    return f"{SCHEMES.get(scheme, scheme)} {value}"


def written(code: str) -> str:
    """A code as it is written in the field; "" where the standard prints none and ours would only puzzle."""
    if UNWRITTEN.fullmatch(code):
        return ""
    if match := BEHAVIOUR.fullmatch(code):
        return f"{match[1]} · gedrag {match[2]}"
    if match := OURS.fullmatch(code):
        return match[1]
    return code.replace("PLO", "PLO ")


@dataclass
class Branch:
    """A node to show, with what hangs under it. `printed` is its title as printed, where we read it otherwise."""

    kind: NodeKind
    code: str
    title: str
    gist: str = ""
    text: str = ""
    printed: str = ""
    scope: str = ""
    levels: list[str] = field(default_factory=list)
    passages: list[dict[str, str]] = field(default_factory=list)
    links: list[NodeLink] = field(default_factory=list)
    reached: list[Activity] = field(default_factory=list)
    is_proved_otherwise: bool = False
    unsettled: int = 0
    below: list["Branch"] = field(default_factory=list)

    @property
    def written(self) -> str:
        return written(self.code)

    @property
    def short(self) -> str:
        """Under its own process a behaviour needs no more than its number."""
        return self.written.rpartition(" · ")[2]

    @property
    def level_words(self) -> list[str]:
        return [level_words(level) for level in self.levels]

    @property
    def knowledge(self) -> list["Branch"]:
        return [one for one in self.below if one.kind == NodeKind.KNOWLEDGE]

    @property
    def inner(self) -> list["Branch"]:
        return [one for one in self.below if one.below or one.kind in (NodeKind.PROCESS, NodeKind.TASK)]

    @property
    def leaves(self) -> list["Branch"]:
        inner = self.inner
        return [one for one in self.below if one not in inner and one.kind != NodeKind.KNOWLEDGE]


@dataclass
class Tree:
    """`sides` are lists that stand beside the tree: general skills, deliverables, partial qualifications and the like."""

    trunk: list[Branch]
    sides: list[tuple[str, list[Branch]]]
    counts: list[tuple[str, int]]


def of_framework(framework: Framework) -> Tree:
    """Three queries, whatever its size."""
    links: dict[int, list[NodeLink]] = {}
    for link in framework.links.select_related("confirmed_by"):
        if link.status != LinkStatus.ASSERTED or ":" in link.target:
            links.setdefault(link.source_id, []).append(link)
    unsettled = Counter(framework.findings.filter(settled_at=None).values_list("node_id", flat=True))
    shipped = outlines().get(framework.key)
    branches: dict[int, tuple[int | None, Branch]] = {}
    for node in framework.nodes.all():
        part = shipped.part(node.code) if shipped else None
        branch = Branch(
            NodeKind(node.kind),
            node.code,
            node.title,
            gist=part.gist if part else "",
            text=node.text,
            printed=node.printed_title if node.printed_title != node.title else "",
            scope=node.scope,
            levels=node.levels,
            passages=node.passages,
            links=links.get(node.pk, []),
            unsettled=unsettled[node.pk],
        )
        branches[node.pk] = (node.parent_id, branch)
    return _tree(framework.key, branches)


def of_outline(outline: Outline) -> Tree:
    branches: dict[Any, tuple[Any, Branch]] = {
        part.code: (
            part.parent or None,
            Branch(NodeKind(part.kind), part.code, part.title, part.gist, scope=part.scope, levels=[*part.levels]),
        )
        for part in outline.parts
    }
    return _tree(outline.key, branches)


def _tree(key: str, branches: dict[Any, tuple[Any, Branch]]) -> Tree:
    reached, otherwise = reaching(key), proved_otherwise(key)
    tops: list[Branch] = []
    for parent, branch in branches.values():
        branch.reached = reached.get(branch.code, [])
        branch.is_proved_otherwise = branch.code in otherwise
        (branches[parent][1].below if parent in branches else tops).append(branch)
    trunk = [one for one in tops if one.below]
    if len(trunk) == 1 and trunk[0].kind == NodeKind.PROFILE:
        trunk = trunk[0].below
    sides: dict[str, list[Branch]] = {}
    for one in tops:
        if not one.below:
            sides.setdefault(str(one.kind.label), []).append(one)
    return Tree(trunk, list(sides.items()), _counted(branch for _parent, branch in branches.values()))


def _counted(branches: Iterable[Branch]) -> list[tuple[str, int]]:
    counts = Counter(branch.kind for branch in branches)
    return [(str(kind.label), counts[kind]) for kind in NodeKind if counts[kind]]


def to_come(outline: Outline) -> list[str]:
    """What only the official text brings."""
    return [f"{NodeKind(kind).label}: {count}" for kind, count in outline.to_come.items()]
