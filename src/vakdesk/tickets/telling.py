"""The timeline of a ticket: messages, notes and what the logbook says, as one line of items."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.kit.prepared import prepared
from vakdesk.kit.text import one_line
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import Line, lines
from vakdesk.people.models import Person
from vakdesk.records.kinds import Side
from vakdesk.records.models import Attachment, Message
from vakdesk.records.queries import sight_of
from vakdesk.records.sniffing import PICTURES
from vakdesk.tickets.care import changes
from vakdesk.tickets.kinds import ReleaseState, State
from vakdesk.tickets.mentions import marked
from vakdesk.tickets.models import Release, Ticket
from vakdesk.tickets.permissions import RELEASE, REPLY, SPLIT
from vakdesk.tickets.verbs import ABSORBED, MENTIONED
from vakdesk.ui.components import exact
from vakdesk.ui.safe_html import has_remote_pictures, markdown
from vakdesk.ui.timeline import File, Item, ItemAct, ItemKind

#: More than this of a conversation is shown on request only.
LATEST = 100
#: So much of it somebody reads before they release an answer to it.
LATEST_SAID = 4
SHOWN: dict[str, Sentence] = {
    "all": gettext_lazy("All"),
    "conversation": gettext_lazy("Conversation"),
    "internal": gettext_lazy("Internal"),
    "log": gettext_lazy("Log"),
}


def entries_of(ticket: Ticket) -> list[Entry]:
    """Everything recorded about the ticket and about its record, in order. For readers of its staff side."""
    return prepared("tickets.entries", _entries_about, ticket=ticket.pk)


def _entries_about(ticket: int) -> QuerySet[Entry]:
    return Entry.objects.filter(_about_key(ticket)).order_by("at", "pk")  # anyone: readers of the ticket's staff side


def about(ticket: Ticket) -> Q:
    """Condition: an entry is about the ticket or its record."""
    return _about_key(ticket.pk)


def _about_key(ticket: int) -> Q:
    return Q(subject_type__in=["tickets.ticket", "records.record"], subject_id=ticket)


def timeline(ticket: Ticket, actor: Actor, entries: Iterable[Entry], *, show: str, whole: bool) -> tuple[list[Item], int]:
    """Items oldest first, and how many earlier ones were left out. `show` is a key of SHOWN."""
    items: list[tuple[tuple[object, int], Item]] = []
    if show != "log":
        sides = {"conversation": [Side.PUBLIC], "internal": [Side.STAFF]}.get(show, Side.values)
        named = _mentioned(entries)
        family = {one.pk: one for one in (ticket, *merged_into(ticket, entries))}
        files = _files_on(family, actor)
        items += [
            ((one.message.at, 0), _with_names(_said_on(family[one.message.record_id], one, ticket, actor), named.get(one.message.pk)))
            for one in spoken_on(family, actor, sides, files)
            if not _is_gone(one.message)
        ]
        items += [
            ((file.at, 1), _hung(file, family[file.record_id], ticket)) for file in files if file.message_id is None and file.side in sides
        ]
    if show in ("all", "log"):
        told = [entry for entry in entries if show == "log" or not _is_shown_otherwise(entry)]
        items += [((line.entry.happened_at, 2), _acted(line)) for line in lines(told)]
    ordered = [item for _key, item in sorted(items, key=lambda one: one[0])]
    left_out = 0 if whole else max(0, len(ordered) - LATEST)
    return ordered[left_out:], left_out


def _mentioned(entries: Iterable[Entry]) -> dict[int, list[Person]]:
    """By note: who was mentioned in it. No query where nobody was."""
    told = [entry for entry in entries if entry.verb == MENTIONED.name]
    people = Person.objects.in_bulk([entry.facts["person"] for entry in told]) if told else {}
    found: dict[int, list[Person]] = {}
    for entry in told:
        if entry.facts["person"] in people:
            found.setdefault(entry.facts["message"], []).append(people[entry.facts["person"]])
    return found


def _with_names(item: Item, people: list[Person] | None) -> Item:
    return replace(item, body=marked(SafeString(item.body), people)) if people else item


def merged_into(ticket: Ticket, entries: Iterable[Entry]) -> list[Ticket]:
    """What is merged into it, and into that, whoever may read it. No query where nothing ever was."""
    found: list[Ticket] = []
    layer = [ticket] if any(entry.verb == ABSORBED.name for entry in entries) else []
    while layer:
        layer = list(Ticket.objects.filter(merged_into__in=layer).select_related("record__requester", "merged_into__record"))
        found += layer
    return found


@dataclass(frozen=True)
class Spoken:
    """A message with its files, and with the later one that corrects it."""

    message: Message
    files: Sequence[Attachment]
    correction: Message | None


def spoken_on(records: Iterable[int], actor: Actor, sides: Iterable[str], files: Iterable[Attachment]) -> list[Spoken]:
    """What was said, oldest first. A query for each record."""
    every = [
        one for record in records for one in prepared("tickets.messages", _messages_on(actor), depends_on=sight_of(actor), record=record)
    ]
    hung: dict[int | None, list[Attachment]] = {}
    for file in files:
        hung.setdefault(file.message_id, []).append(file)
    corrections = {one.corrects_id: one for one in every if one.corrects_id}
    wanted = sorted((one for one in every if one.side in sides), key=lambda one: (one.at, one.pk))
    return [Spoken(one, hung.get(one.pk, ()), corrections.get(one.pk)) for one in wanted]


def _messages_on(actor: Actor) -> Callable[[int], QuerySet[Message]]:
    parts = ("author", "corrects", "release__decided_by", "released_from__decided_by", "released_from__message", "split_into__record")
    return lambda record: Message.objects.visible_to(actor).filter(record=record).select_related(*parts)


def _files_on(records: Iterable[int], actor: Actor) -> list[Attachment]:
    """Those of messages, and those that hang on a record by themselves."""

    def on(record: int) -> QuerySet[Attachment]:
        return Attachment.objects.visible_to(actor).filter(record=record).select_related("blob").order_by("pk")

    return [one for record in records for one in prepared("tickets.files", on, depends_on=sight_of(actor), record=record)]


def _is_shown_otherwise(entry: Entry) -> bool:
    """A message or a file stands in the timeline itself; that it was written need not be said again."""
    return "message" in entry.facts or "attachment" in entry.facts


def latest_of(ticket: Ticket, actor: Actor) -> list[Item]:
    """The end of the conversation as the requester knows it: what somebody reads before they write."""
    said = spoken_on([ticket.pk], actor, [Side.PUBLIC], _files_on([ticket.pk], actor))[-LATEST_SAID:]
    return [_said(one, ticket, actor) for one in said]


def difference(before: str, after: str) -> SafeString:
    """What was taken out and what is new, both marked; "" where nothing differs. Neighbouring changes are one."""
    if before == after:
        return mark_safe("")
    merged: list[tuple[bool, str, str]] = []
    for how, old, new in changes(before, after):
        stays = how == "equal" and (not merged or any(sign.isalnum() for sign in old))
        if merged and not stays and not merged[-1][0]:
            merged[-1] = (False, merged[-1][1] + old, merged[-1][2] + new)
        else:
            merged.append((stays, old, new))
    return format_html_join("", "{}", ((_marked(*part),) for part in merged))


def differences(words: Mapping[str, tuple[str, str]]) -> SafeString:
    """The same for a message ("text") and what is part of its act, each below its name; "" where nothing differs."""
    labels = {"cause": _("Cause"), "done": _("What was done")}
    found = [(labels.get(name, ""), difference(*pair)) for name, pair in words.items()]
    shown = [(format_html("<b>{}</b> ", label) if label else "", told) for label, told in found if told]
    return format_html_join("", "<p>{}{}</p>", shown)


def _marked(stays: bool, old: str, new: str) -> SafeString:
    if stays:
        return format_html("{}", old)
    taken, given = format_html("<del>{}</del>", old) if old else "", format_html("<ins>{}</ins>", new) if new else ""
    return format_html("{}{}", taken, given)


def _is_gone(message: Message) -> bool:
    """What was released stands there as it was sent; what was taken back is nothing any more."""
    release = _release_of(message)
    return release is not None and release.state in (ReleaseState.RELEASED, ReleaseState.TAKEN_BACK)


def _release_of(message: Message) -> Release | None:
    return getattr(message, "release", None)


def _unsent(spoken: Spoken, release: Release, ticket: Ticket, actor: Actor) -> Item:
    """What waits for its release, or was sent back."""
    message = spoken.message
    whom = ticket.record.requester.get_short_name() if ticket.record.requester else ""
    return Item(
        kind="unsent",
        who=message.author.name if message.author else "",
        at=message.at,
        body=markdown(message.text),
        about=_("%(speech)s to %(whom)s") % {"speech": release.get_speech_display(), "whom": whom},
        key=f"message-{message.pk}",
        anchor=f"message-{message.pk}",
        files=[_file(attachment) for attachment in spoken.files],
        state=_("waits too long: with the lead") if release.is_waiting and release.lapsed_at else release.get_state_display(),
        state_tone="warn" if release.is_waiting else "special",
        words=markdown(release.why) if release.why else "",
        words_by=release.decided_by.name if release.decided_by else "",
        acts=_acts_on(release, message, ticket, actor),
    )


def _acts_on(release: Release, message: Message, ticket: Ticket, actor: Actor) -> list[ItemAct]:
    if not release.is_waiting:
        return []
    if message.author_id == actor.person_id:
        return [ItemAct(_("Take it back"), reverse("tickets:take_back", args=[release.pk]), "undo-2", posts=True)]
    return [ItemAct(_("Read and release it"), release.get_absolute_url(), "send")] if actor.may(RELEASE, release) else []


def _released(message: Message) -> dict[str, Any]:
    """What the desk, and so the trainee, reads below a message that somebody released."""
    release: Release | None = getattr(message, "released_from", None)
    if release is None:
        return {}
    by = {"person": release.decided_by}
    edited = {name: (release.particulars[name], text) for name, text in release.edited.items()}
    return {
        "changed": _("Changed and released by %(person)s") % by if release.is_edited else _("Released by %(person)s") % by,
        "changes": differences({"text": (release.message.text, message.text)} | edited),
        "words": markdown(release.why) if release.why else "",
        "words_by": release.decided_by.name if release.decided_by else "",
    }


def _said_on(owner: Ticket, spoken: Spoken, ticket: Ticket, actor: Actor) -> Item:
    """What stands on a ticket that was merged into this one says so: folded if it was written before."""
    item, message = _said(spoken, owner, actor), spoken.message
    if owner is ticket:
        return item
    assert owner.closed_at is not None
    before = message.at < owner.closed_at
    about = format_html("{} · {}", _("on %(reference)s") % {"reference": owner.reference}, item.about)
    return replace(
        item,
        about=about,
        folded=one_line(message.text, at_most=80) if before else "",
        acts=[*item.acts, *_answer(owner, message, ticket, actor)],
    )


def _answer(owner: Ticket, message: Message, ticket: Ticket, actor: Actor) -> list[ItemAct]:
    """The desk answers the requester of a merged ticket there, where nobody else reads it."""
    theirs = message.side == Side.PUBLIC and message.author_id == owner.requester_id
    if not theirs or not owner.is_spoken_on or not actor.may(REPLY, owner):
        return []
    url = f"{reverse('tickets:reply', args=[owner.reference])}?next={ticket.get_absolute_url()}"
    whom = owner.record.requester.get_short_name() if owner.record.requester else ""
    return [ItemAct(_("Answer %(whom)s") % {"whom": whom}, url, "reply")]


def _said(spoken: Spoken, ticket: Ticket, actor: Actor) -> Item:
    message = spoken.message
    if (release := _release_of(message)) is not None:
        return _unsent(spoken, release, ticket, actor)
    who = message.author.name if message.author else message.author_label
    return Item(
        kind=_kind(message, ticket),
        who=who,
        at=message.at,
        body=markdown(message.text),
        about=_about(message, ticket),
        key=f"message-{message.pk}",
        anchor=f"message-{message.pk}",
        files=[_file(attachment) for attachment in spoken.files],
        history=message.history,
        frame_url=reverse("tickets:message", args=[message.pk]) if message.html else "",
        pictures_url=f"{reverse('tickets:message', args=[message.pk])}?pictures=1" if has_remote_pictures(message.html) else "",
        unverified=not message.verified,
        corrected=_corrected(spoken.correction),
        correct_url=reverse("tickets:correct", args=[ticket.reference, message.pk]) if _may_correct(spoken, ticket, actor) else "",
        acts=_split(message, ticket, actor),
        **_released(message),
    )


def _split(message: Message, ticket: Ticket, actor: Actor) -> list[ItemAct]:
    """Where a message is handled on its own; else, of what came in after the report itself, the way to do so."""
    if (own := getattr(message, "split_into", None)) is not None:
        return [ItemAct(_("On its own: %(reference)s") % {"reference": own.reference}, own.get_absolute_url(), "split")]
    came_in = message.side == Side.PUBLIC and (message.is_from_outside or message.author_id == ticket.requester_id)
    if not came_in or message.at <= ticket.opened_at or not actor.may(SPLIT, ticket):
        return []
    return [ItemAct(_("Split off"), reverse("tickets:split", args=[ticket.reference, message.pk]), "split")]


def _corrected(later: Message | None) -> Sentence:
    if later is None:
        return ""
    return _("Corrected by %(person)s, %(moment)s") % {"person": later.author or later.author_label, "moment": exact(later.at)}


def _may_correct(spoken: Spoken, ticket: Ticket, actor: Actor) -> bool:
    message = spoken.message
    own = message.side == Side.PUBLIC and actor.person_id is not None and message.author_id == actor.person_id
    return own and spoken.correction is None and ticket.state != State.CLOSED and actor.may(REPLY, ticket)


def _kind(message: Message, ticket: Ticket) -> ItemKind:
    if message.side == Side.STAFF:
        return "note"
    return "message" if message.is_from_outside or message.author_id == ticket.requester_id else "reply"


def _about(message: Message, ticket: Ticket) -> Sentence:
    if message.side == Side.STAFF:
        return _("internal")
    if message.corrects:
        return _("corrects the message of %(moment)s") % {"moment": exact(message.corrects.at)}
    if _kind(message, ticket) == "reply" and ticket.record.requester:
        return _("to %(whom)s") % {"whom": ticket.record.requester.get_short_name()}
    return _("by %(via)s") % {"via": message.get_via_display()}


def _hung(attachment: Attachment, owner: Ticket, ticket: Ticket) -> Item:
    public = attachment.side == Side.PUBLIC
    about = [] if owner is ticket else [_("on %(reference)s") % {"reference": owner.reference}]
    return Item(
        kind="message" if public else "note",
        who=_("Files"),
        at=attachment.at,
        body="",
        key=f"file-{attachment.pk}",
        about=" · ".join([*about, *([] if public else [_("internal")])]),
        files=[_file(attachment)],
    )


def _file(attachment: Attachment) -> File:
    picture = attachment.blob.content_type in PICTURES
    url = reverse("tickets:picture" if picture else "tickets:download", args=[attachment.pk])
    return File(attachment.name, url, attachment.blob.size_bytes, picture)


def _acted(line: Line) -> Item:
    return Item(kind="entry", who=line.actor, at=line.entry.happened_at, body=line.sentence, icon=line.icon, key=f"entry-{line.entry.pk}")
