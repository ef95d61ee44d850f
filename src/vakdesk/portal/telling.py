"""The story of a report as its requester reads it: what was said, and what happened in whole plain sentences."""

from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vakdesk.kit.errors import Sentence
from vakdesk.logbook.sentences import plain_lines
from vakdesk.portal.queries import entries_of, loose_files_of, messages_of
from vakdesk.records.models import Attachment, Message
from vakdesk.records.sniffing import PICTURES
from vakdesk.tickets.models import Ticket
from vakdesk.ui.components import exact
from vakdesk.ui.safe_html import markdown
from vakdesk.ui.timeline import File, Item


def timeline(report: Ticket) -> list[Item]:
    """Items, oldest first: public messages, files that hang on the report, entries that tell requesters something."""
    items: list[tuple[datetime, int, Item]] = [(message.at, 0, _said(message, report)) for message in messages_of(report)]
    items += [(file.at, 1, _hung(file)) for file in loose_files_of(report)]
    for line in plain_lines(entries_of(report)):
        items.append((line.entry.happened_at, 2, Item(kind="entry", who="", at=line.entry.happened_at, body=line.sentence, icon=line.icon)))
    return [item for _at, _rank, item in sorted(items, key=lambda one: one[:2])]


def _said(message: Message, report: Ticket) -> Item:
    """The text alone: what hung below a mail of the desk may quote what was written among ourselves."""
    theirs = message.is_from_outside or message.author_id == report.requester_id
    return Item(
        kind="message" if theirs else "reply",
        who=message.author.name if message.author else message.author_label,
        at=message.at,
        body=markdown(message.text),
        about=_about(message, theirs=theirs),
        anchor=f"message-{message.pk}",
        files=[_file(attachment) for attachment in message.attachments.all()],
    )


def _about(message: Message, *, theirs: bool) -> Sentence:
    if message.corrects:
        return _("instead of what was written on %(moment)s") % {"moment": exact(message.corrects.at)}
    return _("by %(via)s") % {"via": message.get_via_display()} if theirs else ""


def _hung(attachment: Attachment) -> Item:
    return Item(kind="reply", who=_("File"), at=attachment.at, body=SafeString(""), files=[_file(attachment)])


def _file(attachment: Attachment) -> File:
    picture = attachment.blob.content_type in PICTURES
    url = reverse("tickets:picture" if picture else "tickets:download", args=[attachment.pk])
    return File(attachment.name, url, attachment.blob.size_bytes, picture)
