"""What can be done with standards: bring one in, settle what looks wrong in it, confirm what was proposed."""

from dataclasses import asdict

from django.db.models import Max
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line, storable
from vakdesk.logbook.act import act
from vakdesk.standards import permissions, verbs
from vakdesk.standards.kinds import LinkStatus
from vakdesk.standards.models import Finding, Framework, Node, NodeLink
from vakdesk.standards.reading import read
from vakdesk.standards.reading.parsed import Parsed


def import_framework(*, by: Actor, content: bytes) -> Framework:
    """The text is here as a version of its standard, beside earlier ones; the same file again is the one that is here.

    Refuses what `reading.read` refuses: what is too large, no text, or no standard we know.
    """
    framework = Framework()
    with act(by, may=permissions.IMPORT, on=framework) as log:
        parsed = read(content)
        known = Framework.objects.filter(source_hash=parsed.source_hash).first()
        if known:
            return known
        _keep(framework, parsed)
        framework.imported_at = log.at
        framework.save()
        nodes = _nodes(framework, parsed)
        _links(framework, parsed, nodes)
        _findings(framework, parsed, nodes)
        log.record(verbs.IMPORTED, framework, nodes=len(parsed.nodes), warnings=len(parsed.warnings), source_hash=framework.source_hash)
    return framework


def settle(finding: Finding, *, by: Actor, reason: str, alike: bool = False) -> None:
    """What looked wrong is settled by this person, for this reason; with `alike` all of the same kind in this text that still wait.

    Refuses an empty reason and what is settled already.
    """
    with act(by, may=permissions.SETTLE, on=finding.framework) as log:
        waiting = Finding.objects.select_for_update(of=("self",)).filter(framework=finding.framework_id, settled_at=None)
        held = list(waiting.filter(what=finding.what) if alike else waiting.filter(pk=finding.pk))
        require(finding.pk in {one.pk for one in held}, _("Somebody has settled this already. Look at it again."))
        reason = _reason(reason)
        for one in held:
            one.reason, one.settled_at, one.settled_by_id = reason, log.at, by.person_id
            code = one.code or finding.framework.key
            log.record(verbs.SETTLED, finding.framework, code=code, what=one.what, finding=one.pk, sealed={"reason": reason})
        Finding.objects.bulk_update(held, ["reason", "settled_at", "settled_by"])


def confirm(link: NodeLink, *, by: Actor, reason: str) -> None:
    """The proposed link holds, in this person's name. Refuses an empty reason, and what nobody needs to confirm."""
    with act(by, may=permissions.SETTLE, on=link.framework) as log:
        held = NodeLink.objects.select_for_update(of=("self",)).select_related("source").get(pk=link.pk)
        require(held.status == LinkStatus.INFERRED, _("This is printed in the standard or confirmed already."))
        held.status, held.reason = LinkStatus.CONFIRMED, _reason(reason)
        held.confirmed_at, held.confirmed_by_id = log.at, by.person_id
        held.save()
        log.record(verbs.CONFIRMED, held.framework, source=held.source.code, target=held.target, sealed={"reason": held.reason})


def _reason(given: str) -> str:
    reason = one_line(storable(given), at_most=500)
    require(reason, _("Say why: whoever is judged by this standard may ask."), field="reason")
    return reason


def _keep(framework: Framework, parsed: Parsed) -> None:
    for name, value in asdict(parsed.identity).items():
        setattr(framework, name, list(value) if name == "levels" else value)
    framework.version, framework.register = one_line(framework.version, at_most=40), one_line(framework.register, at_most=80)
    last = Framework.objects.filter(key=framework.key).aggregate(last=Max("number"))["last"]
    framework.number = (last or 0) + 1
    framework.source_hash = parsed.source_hash


def _nodes(framework: Framework, parsed: Parsed) -> dict[str, Node]:
    """All nodes, parents first: those of one depth in one statement."""
    kept: dict[str, Node] = {}
    waiting = list(enumerate(parsed.nodes))
    while waiting:
        ready = [(order, node) for order, node in waiting if not node.parent or node.parent in kept]
        assert ready, "a node without its parent"
        rows = [
            Node(
                framework=framework,
                parent=kept.get(node.parent),
                order=order,
                kind=node.kind,
                code=node.code,
                printed_code=node.printed_code[:40],
                printed_title=node.printed_title[:300],
                title=node.title[:300],
                printed_text=node.printed_text,
                text=node.text,
                scope=node.scope,
                levels=list(node.levels),
                passages=[asdict(passage) for passage in node.passages],
            )
            for order, node in ready
        ]
        kept |= {row.code: row for row in Node.objects.bulk_create(rows)}
        waiting = [(order, node) for order, node in waiting if node.code not in kept]
    return kept


def _links(framework: Framework, parsed: Parsed, nodes: dict[str, Node]) -> None:
    NodeLink.objects.bulk_create(
        NodeLink(framework=framework, source=nodes[link.source], target=link.target, kind=link.kind, status=link.status, why=link.why)
        for link in parsed.links
        if link.source in nodes
    )


def _findings(framework: Framework, parsed: Parsed, nodes: dict[str, Node]) -> None:
    Finding.objects.bulk_create(
        Finding(framework=framework, node=nodes.get(one.code), code=one.code, what=one.what, line=one.line, found=storable(one.found))
        for one in parsed.warnings
    )
