"""What is offered of the rooms below, which have no pages of their own: entries, messages, files."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from vakdesk.access.actors import Actor, Door
from vakdesk.kit.errors import Sentence
from vakdesk.logbook.models import Book, Entry
from vakdesk.logbook.verbs import Verb
from vakdesk.records.kinds import LinkKind, Side, Via
from vakdesk.records.models import Attachment, Link, Message, Record, Share, Tag, Watcher, record_of
from vakdesk.ui.lists import Choice, ListPage, Sort, Text
from vakdesk.ui.offering import MOMENT, NAMED, TEXT, TRUTH, WHOLE, Hanging, Part, Shape, Thing, maybe, not_offered, one_of


def _reference(row: Any) -> str:
    return str(row.record.reference)


ENTRY = Shape(
    "Entry",
    [
        Part("id", WHOLE),
        Part("book", one_of(Book)),
        Part("position", WHOLE),
        Part("at", MOMENT),
        Part("happened_at", MOMENT),
        Part("verb"),
        Part("door", one_of(Door)),
        Part("actor", maybe(WHOLE), lambda row: row.actor_id, told="The key of the person; null for a machine."),
        Part("machine"),
        Part("on_behalf_of", maybe(WHOLE), lambda row: row.on_behalf_of_id),
        Part("subject_type"),
        Part("subject_id", WHOLE),
        Part("subject_reference"),
        Part("cause", maybe(WHOLE)),
        Part("correlation", {"type": "string", "format": "uuid"}),
        Part("facts", {"type": "object"}),
    ],
)
MESSAGE = Shape(
    "Message",
    [
        Part("id", WHOLE),
        Part("record", TEXT, _reference),
        Part("side", one_of(Side)),
        Part("author", maybe(NAMED)),
        Part("author_label"),
        Part("verified", TRUTH),
        Part("via", one_of(Via)),
        Part("at", MOMENT),
        Part("text"),
        Part("corrects", maybe(WHOLE), lambda row: row.corrects_id),
    ],
)
ATTACHMENT = Shape(
    "Attachment",
    [
        Part("id", WHOLE),
        Part("record", TEXT, _reference),
        Part("message", maybe(WHOLE), lambda row: row.message_id),
        Part("side", one_of(Side)),
        Part("name"),
        Part("content_type", TEXT, lambda row: row.blob.content_type),
        Part("size_bytes", WHOLE, lambda row: row.blob.size_bytes),
        Part("sha256", TEXT, lambda row: row.blob_id),
        Part("at", MOMENT),
        Part("content", TEXT, lambda row: f"/api/v1/attachments/{row.pk}/content"),
    ],
)
LINK = Shape(
    "Link",
    [
        Part("id", WHOLE),
        Part("kind", one_of(LinkKind)),
        Part("source", TEXT, lambda row: row.source.reference),
        Part("target", TEXT, lambda row: row.target.reference),
    ],
)
TAG = Shape("Tag", [Part("id", WHOLE), Part("name")])
WATCHER = Shape("Watcher", [Part("id", WHOLE), Part("person", NAMED)])
SHARE = Shape("Share", [Part("id", WHOLE), Part("person", NAMED), Part("side", one_of(Side)), Part("until", maybe(MOMENT)), Part("why")])


def _verbs(_actor: Actor) -> list[tuple[str, Sentence]]:
    return [(verb.name, verb.name) for verb in Verb.registry]


class Entries(ListPage):
    """Never drawn: people read entries on the pages of what they are about, and auditors in the logbook."""

    name = "entries"
    heading = "Entries"
    sorts: ClassVar = [Sort("oldest", "Oldest first", ("position", "pk")), Sort("newest", "Newest first", ("-position", "-pk"))]
    filters: ClassVar = [
        Choice("verb", "Act", options=_verbs),
        Choice("door", "Door", options=lambda actor: Door.choices),
        Text("about", "About", narrowed=lambda rows, text: rows.filter(subject_reference=text.upper())),
    ]


ENTRIES = Thing(
    "entries",
    "Logbook entries about what you may see, by position",
    ENTRY,
    lambda actor: Entry.objects.visible_to(actor).filter(book=Book.MAIN),
    room="logbook",
    page=lambda actor: Entries(),
)
MESSAGES = Thing(
    "messages",
    "Messages and internal notes",
    MESSAGE,
    lambda actor: Message.objects.visible_to(actor).select_related("record", "author"),
    room="records",
)
ATTACHMENTS = Thing(
    "attachments",
    "Files on records",
    ATTACHMENT,
    lambda actor: Attachment.objects.visible_to(actor).select_related("record", "blob"),
    room="records",
)


def messages_of(row: Any, actor: Actor) -> QuerySet[Any]:
    return MESSAGES.rows(actor).filter(record=row.pk)


def attachments_of(row: Any, actor: Actor) -> QuerySet[Any]:
    return ATTACHMENTS.rows(actor).filter(record=row.pk)


def entries_of(row: Any, actor: Actor) -> QuerySet[Any]:
    """Of a record, also those about what all records have."""
    types = {row._meta.label_lower, Record._meta.label_lower}
    return Entry.objects.visible_to(actor).filter(subject_type__in=types, subject_id=row.pk)


def hang_on_record(thing: Thing) -> None:
    """Lists of what hangs on every record, for those who read its staff side."""
    Hanging(thing, "messages", "What was written", MESSAGE, messages_of)
    Hanging(thing, "attachments", "Files", ATTACHMENT, attachments_of)
    Hanging(thing, "entries", "What happened", ENTRY, entries_of)
    Hanging(thing, "links", "Links to other records", LINK, links_of)
    Hanging(thing, "tags", "Tags", TAG, lambda row, actor: Tag.objects.filter(records=row.pk))
    Hanging(thing, "watchers", "Who hears about it", WATCHER, lambda row, actor: _people(Watcher.objects.filter(record=row.pk)))
    Hanging(thing, "shares", "With whom it is shared", SHARE, lambda row, actor: _people(Share.objects.filter(record=row.pk)))


def links_of(row: Any, actor: Actor) -> QuerySet[Any]:
    own = record_of(row).pk
    return Link.objects.visible_to(actor).filter(Q(source=own) | Q(target=own)).select_related("source", "target")


def _people(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("person")


not_offered("These are done to a thing that has them, and are offered there.", "records.reply", "records.note")
not_offered("A draft is what somebody is typing on a page.", "records.save_draft")
