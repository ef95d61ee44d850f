"""What programs may read of standards. What is judged before the printed page is a person's."""

from vakdesk.standards.kinds import LinkKind, LinkStatus, NodeKind
from vakdesk.standards.models import Framework, Node, NodeLink
from vakdesk.standards.permissions import SEE
from vakdesk.ui.offering import DAY, MOMENT, TEXT, WHOLE, Hanging, Part, Shape, Thing, maybe, not_offered, one_of

LEVELS = {"type": "array", "items": TEXT}

FRAMEWORKS = Thing(
    "standards",
    "Standards that were brought in",
    Shape(
        "Standard",
        [
            Part("id", WHOLE),
            Part("key", TEXT, told="The same for every version of a standard."),
            Part("number", WHOLE, told="Which text of it, counted here."),
            Part("name"),
            Part("language"),
            Part("version", TEXT, told="As printed."),
            Part("register"),
            Part("valid_from", maybe(DAY)),
            Part("valid_to", maybe(DAY)),
            Part("levels", LEVELS, told="Scheme and value, such as mbo:4."),
            Part("source_hash", TEXT, told="SHA-256 of the text."),
            Part("imported_at", MOMENT),
        ],
    ),
    Framework.objects.visible_to,
    room="standards",
    may=SEE,
)
NODE = Shape(
    "StandardNode",
    [
        Part("id", WHOLE),
        Part("code"),
        Part("kind", one_of(NodeKind)),
        Part("parent", maybe(TEXT), lambda row: row.parent.code if row.parent else None),
        Part("printed_code"),
        Part("printed_title"),
        Part("title"),
        Part("text"),
        Part("scope"),
        Part("levels", LEVELS),
    ],
)
LINK = Shape(
    "StandardLink",
    [
        Part("id", WHOLE),
        Part("source", TEXT, lambda row: row.source.code),
        Part("target", TEXT, told="A code of this standard, or key:code of another."),
        Part("kind", one_of(LinkKind)),
        Part("status", one_of(LinkStatus)),
        Part("why"),
    ],
)


def _nodes(row: Framework, actor: object) -> object:
    return Node.objects.filter(framework=row).select_related("parent")


def _links(row: Framework, actor: object) -> object:
    return NodeLink.objects.filter(framework=row).select_related("source")


Hanging(FRAMEWORKS, "nodes", "What the standard asks", NODE, _nodes)
Hanging(FRAMEWORKS, "links", "How its parts belong together", LINK, _links)
not_offered("a text is chosen and brought in by a person", "standards.import_framework")
not_offered("a person judges it before the printed page", "standards.settle", "standards.confirm")
