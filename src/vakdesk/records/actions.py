"""What can be done to any record: write, attach, link, tag, watch, share. Every room's records get these as they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor, Door
from vakdesk.kit import clock
from vakdesk.kit.errors import require
from vakdesk.kit.text import fold, one_line, storable
from vakdesk.logbook.act import Act, act
from vakdesk.records import permissions, store, verbs
from vakdesk.records.kinds import LinkKind, Side, Via, record_types
from vakdesk.records.models import (
    LONGEST_MESSAGE,
    LONGEST_TITLE,
    Attachment,
    Draft,
    DraftFile,
    Link,
    Message,
    Record,
    Share,
    Tag,
    Watcher,
)
from vakdesk.records.references import next_reference, next_references
from vakdesk.records.store import Staged

#: What a room demands before something of its records comes on the requester's side: the message, or None for loose files.
Gate = Callable[[Record, Actor, Message | None], None]
_gates: dict[str, list[Gate]] = {}
_VIA = {Door.PORTAL: Via.PORTAL, Door.MAIL: Via.MAIL, Door.API: Via.API}


def before_requesters_read(type_name: str) -> Callable[[Gate], Gate]:
    """The decorated function is asked in the act that puts something on the public side of a record of that type; it may refuse."""

    def declare(gate: Gate) -> Gate:
        _gates.setdefault(type_name, []).append(gate)
        return gate

    return declare


def pass_gate(record: Record, by: Actor, message: Message | None) -> None:
    """Within the act that shows the requester something: the room of the record may refuse."""
    for gate in _gates.get(record.type, ()):
        gate(record, by, message)


def make_record(log: Act, type_name: str, *, title: str, **place: Any) -> Record:
    """A new Record row of a registered type, inside the act at hand. `place`: organisation, team, requester, language, restricted."""
    title = one_line(storable(title), at_most=LONGEST_TITLE)
    require(title, _("Say in a few words what it is about."), field="title")
    reference = next_reference(record_types[type_name].prefix)
    return Record.objects.create(type=type_name, reference=reference, title=title, opened_at=log.happened_at, changed_at=log.at, **place)


def make_records(log: Act, type_name: str, rows: Sequence[Mapping[str, Any]]) -> list[Record]:
    """A new Record row of a registered type for each of these, with a title and an opened_at; many at once, for imports."""
    references = next_references(record_types[type_name].prefix, len(rows))
    return Record.objects.bulk_create(
        Record(type=type_name, reference=reference, changed_at=log.at, **row) for reference, row in zip(references, rows, strict=True)
    )


def touch(record: Record, log: Act) -> None:
    """The record's version is one higher and its moment of change is the act's."""
    record.version, record.changed_at = record.version + 1, log.at
    record.save(update_fields=["version", "changed_at"])


def reply(
    record: Record,
    *,
    by: Actor,
    text: str,
    files: Iterable[Staged] = (),
    via: Via | None = None,
    html: str = "",
    history: str = "",
    verified: bool = True,
    corrects: Message | None = None,
) -> Message:
    """A public message stands on the record, readable by the requester. The writer's draft is gone, unless this corrects a message.

    Refuses an empty or too long text, and to correct what is no public message of this record or is corrected already. `html` and `history` are kept as received and sanitised when shown.
    """
    with act(by, may=permissions.WRITE, on=record) as log:
        if corrects is not None:
            require(corrects.record_id == record.pk and corrects.side == Side.PUBLIC, _("There is no such message."))
            require(not corrects.corrections.exists(), _("This message is corrected already. Correct the later one."))
        message = _write(
            record,
            log,
            by,
            side=Side.PUBLIC,
            draft=None if corrects else Side.PUBLIC,
            text=text,
            via=via,
            html=html,
            history=history,
            verified=verified,
            corrects=corrects,
        )
        pass_gate(record, by, message)
        log.record(verbs.REPLIED, record, message=message.pk, via=message.via)
        if corrects is not None:
            log.record(verbs.CORRECTED, record, message=message.pk, corrects=corrects.pk)
        attach_all(record, log, files, side=Side.PUBLIC, message=message)
        touch(record, log)
    return message


def note(
    record: Record,
    *,
    by: Actor,
    text: str,
    files: Iterable[Staged] = (),
    via: Via | None = None,
    html: str = "",
    history: str = "",
    verified: bool = True,
) -> Message:
    """An internal note stands on the record; requesters never see it. The writer's draft is gone. Refuses an empty text."""
    with act(by, may=permissions.NOTE, on=record) as log:
        message = _write(
            record, log, by, side=Side.STAFF, draft=Side.STAFF, text=text, via=via, html=html, history=history, verified=verified
        )
        log.record(verbs.NOTED, record, message=message.pk, via=message.via)
        attach_all(record, log, files, side=Side.STAFF, message=message)
        touch(record, log)
    return message


def keep_unsent(record: Record, log: Act, by: Actor, *, text: str, via: Via | None, ends_draft: bool) -> Message:
    """Within the act at hand: what was written for the requester stands on the staff side, in place of the draft where it ends one.

    Whoever calls this records why. Refuses an empty or too long text.
    """
    return _write(record, log, by, side=Side.STAFF, draft=Side.PUBLIC if ends_draft else None, text=text, via=via)


def attach(record: Record, *, by: Actor, files: Iterable[Staged], side: str) -> None:
    """The staged files hang on the record's public or staff side. Refuses none, and the staff side to requesters."""
    with act(by, may=permissions.WRITE if side == Side.PUBLIC else permissions.NOTE, on=record) as log:
        files = list(files)
        require(files, _("Choose a file."), field="files")
        if side == Side.PUBLIC:
            pass_gate(record, by, None)
        attach_all(record, log, files, side=side, message=None)
        touch(record, log)


def attach_all(record: Record, log: Act, files: Iterable[Staged], *, side: str, message: Message | None) -> None:
    """Hangs staged files on a record within the act at hand. Refuses more than ATTACHMENTS_PER_MESSAGE."""
    files = list(files)
    require(
        len(files) <= settings.ATTACHMENTS_PER_MESSAGE,
        _("At most %(count)d files at a time.") % {"count": settings.ATTACHMENTS_PER_MESSAGE},
        field="files",
    )
    for staged in files:
        attachment = Attachment.objects.create(
            record=record,
            message=message,
            blob=store.blob_of(staged),
            side=side,
            name=staged.name,
            content_id=staged.content_id,
            at=log.happened_at,
        )
        log.record(
            verbs.ATTACHED,
            record,
            sealed={"name": staged.name},
            attachment=attachment.pk,
            sha256=staged.sha256,
            size=staged.size_bytes,
            side=side,
        )


def link(record: Record, *, by: Actor, kind: LinkKind, target: Record) -> None:
    """The record is linked to the target. Refuses itself, a link that is there, and a target the actor cannot read as staff."""
    with act(by, may=permissions.LINK, on=record) as log:
        require(target.pk != record.pk, _("A record cannot be linked to itself."), field="target")
        require(Record.objects.visible_to_staff(by).filter(pk=target.pk).exists(), _("There is no such record."), field="target")
        _row, made = Link.objects.get_or_create(source=record, target=target, kind=kind)
        require(made, _("That link is there already."), field="target")
        log.record(verbs.LINKED, record, kind=kind, target=target.pk)
        touch(record, log)


def unlink(record: Record, *, by: Actor, link: Link) -> None:
    """The link is gone, from whichever end it was taken. Refuses one that is gone already."""
    with act(by, may=permissions.LINK, on=record) as log:
        there = Link.objects.filter(pk=link.pk).exists()
        require(there and record.pk in (link.source_id, link.target_id), _("That link is gone already."))
        log.record(verbs.UNLINKED, link.source, kind=link.kind, target=link.target_id)
        link.delete()
        touch(record, log)


def tag(record: Record, *, by: Actor, name: str) -> None:
    """The record carries the tag; spellings that fold alike are one tag. Refuses an empty word; a tag that is there stays."""
    with act(by, may=permissions.TAG, on=record) as log:
        name = one_line(name.strip().lstrip("#"), at_most=40)
        require(name, _("Write a word."), field="name")
        row, _made = Tag.objects.get_or_create(folded=fold(name), defaults={"name": name})
        if not record.tags.filter(pk=row.pk).exists():
            record.tags.add(row)
            log.record(verbs.TAGGED, record, tag=row.name)
            touch(record, log)


def untag(record: Record, *, by: Actor, name: str) -> None:
    """The record no longer carries the tag. Refuses one it does not carry."""
    with act(by, may=permissions.TAG, on=record) as log:
        row = record.tags.filter(folded=fold(name)).first()
        require(row, _("It does not carry that tag."), field="name")
        assert row is not None
        record.tags.remove(row)
        log.record(verbs.UNTAGGED, record, tag=row.name)
        touch(record, log)


def watch(record: Record, *, by: Actor, person_id: int) -> None:
    """The person hears about the record. They must be able to see it: see share(). Watching already changes nothing."""
    with act(by, may=permissions.WATCH, on=record) as log:
        _row, made = Watcher.objects.get_or_create(record=record, person_id=person_id)
        if made:
            log.record(verbs.WATCHED, record, person=person_id)


def unwatch(record: Record, *, by: Actor, person_id: int) -> None:
    """The person no longer hears about the record. Refuses when they did not."""
    with act(by, may=permissions.WATCH, on=record) as log:
        gone, _rows = Watcher.objects.filter(record=record, person_id=person_id).delete()
        require(gone, _("That person is not watching this."))
        log.record(verbs.UNWATCHED, record, person=person_id)


def share(record: Record, *, by: Actor, person_id: int, why: str, side: Side = Side.PUBLIC, until: datetime | None = None) -> None:
    """The person sees that side of the record until then. Sharing again replaces the earlier share. Refuses an empty reason."""
    with act(by, may=permissions.SHARE, on=record) as log:
        require(why.strip(), _("Say why this person needs to see it."), field="why")
        why = one_line(why)
        Share.objects.update_or_create(record=record, person_id=person_id, defaults={"side": side, "until": until, "why": why})
        log.record(verbs.SHARED, record, sealed={"why": why}, person=person_id, side=side, until=until and until.isoformat())


def unshare(record: Record, *, by: Actor, person_id: int) -> None:
    """The person no longer sees the record by a share. Refuses when there was none."""
    with act(by, may=permissions.SHARE, on=record) as log:
        gone, _rows = Share.objects.filter(record=record, person_id=person_id).delete()
        require(gone, _("It is not shared with that person."))
        log.record(verbs.UNSHARED, record, person=person_id)


def save_draft(record: Record, *, by: Actor, side: str, text: str, files: Iterable[Staged] = ()) -> None:
    """What the person is writing survives a reload, with these files and no others; neither removes it. No act: see decision 0006."""
    assert by.person_id is not None
    mine: dict[str, Any] = {"record": record, "person_id": by.person_id, "side": side}
    files = list(files)
    with transaction.atomic():
        if not text.strip() and not files:
            Draft.objects.filter(**mine).delete()
            return
        draft, _made = Draft.objects.update_or_create(**mine, defaults={"text": storable(text)[:LONGEST_MESSAGE], "saved_at": clock.now()})
        draft.files.all().delete()
        for staged in files:
            DraftFile.objects.create(draft=draft, blob=store.blob_of(staged), name=staged.name)


def _write(record: Record, log: Act, by: Actor, *, side: Side, draft: Side | None, text: str, via: Via | None, **rest: Any) -> Message:
    text = storable(text).strip()
    require(text, _("Write something first."), field="text")
    require(len(text) <= LONGEST_MESSAGE, _("That is too long for one message. Attach it as a file."), field="text")
    if by.person_id is not None and draft is not None:
        Draft.objects.filter(record=record, person_id=by.person_id, side=draft).delete()
    return Message.objects.create(
        record=record,
        side=side,
        author_id=by.person_id or by.on_behalf_of_id,
        author_label="" if by.person_id else by.label,
        via=via or _VIA.get(by.door, Via.WEB),
        at=log.happened_at,
        text=text,
        **rest,
    )
