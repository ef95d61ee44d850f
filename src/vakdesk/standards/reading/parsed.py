"""What a reader of a standard hands back: nodes, links and what looked wrong. Nothing here knows a database."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from vakdesk.standards.kinds import Irregularity, LinkKind, LinkStatus, NodeKind


@dataclass(frozen=True)
class Passage:
    """A piece of the standard under one of its headings; `scope` names the profile it is added for."""

    heading: str
    text: str
    scope: str = ""


@dataclass
class Node:
    """`printed_*` is what stands in the document, `title` and `text` how we read it. `levels` are scheme:value."""

    kind: NodeKind
    code: str
    printed_code: str = ""
    printed_title: str = ""
    title: str = ""
    printed_text: str = ""
    text: str = ""
    parent: str = ""
    scope: str = ""
    levels: tuple[str, ...] = ()
    passages: list[Passage] = field(default_factory=list)


@dataclass(frozen=True)
class Link:
    """Between codes of this standard, or to `framework:code` of another."""

    kind: LinkKind
    source: str
    target: str
    status: LinkStatus = LinkStatus.ASSERTED
    why: str = ""


@dataclass(frozen=True)
class Warned:
    """`found` quotes a few words at most; `line` counts from 1, 0 where the whole text is meant."""

    what: Irregularity
    code: str = ""
    line: int = 0
    found: str = ""


@dataclass
class Identity:
    """Who the standard says it is; `key` names it in this product, whatever its version."""

    key: str
    name: str
    language: str
    version: str = ""
    register: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    levels: tuple[str, ...] = ()


@dataclass
class Parsed:
    identity: Identity
    source_hash: str
    nodes: list[Node] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)

    def add(self, node: Node) -> Node:
        node.title = node.title or node.printed_title
        node.text = node.text or node.printed_text
        self.nodes.append(node)
        return node

    def warn(self, what: Irregularity, code: str = "", line: int = 0, found: str = "") -> None:
        warned = Warned(what, code, line, found[:80])
        if warned not in self.warnings:
            self.warnings.append(warned)

    def link(self, kind: LinkKind, source: str, target: str, status: LinkStatus = LinkStatus.ASSERTED, why: str = "") -> None:
        self.links.append(Link(kind, source, target, status, why))

    def of(self, kind: NodeKind) -> list[Node]:
        return [node for node in self.nodes if node.kind == kind]

    def counts(self) -> Counter[NodeKind]:
        return Counter(node.kind for node in self.nodes)


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
