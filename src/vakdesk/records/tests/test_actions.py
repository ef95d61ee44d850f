"""What each act leaves behind: the row, the entry with its facts, the record's version; and what each refuses, at which field."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from vakdesk.access.actors import Actor, Door
from vakdesk.kit import clock
from vakdesk.kit.errors import Refused
from vakdesk.logbook.act import act
from vakdesk.logbook.models import Entry
from vakdesk.records import actions
from vakdesk.records.kinds import LinkKind, Side, Via
from vakdesk.records.models import LONGEST_MESSAGE, LONGEST_TITLE, Draft, Link, Message, Record, Share, Tag
from vakdesk.records.permissions import WRITE
from vakdesk.records.store import stage

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def told(record: Record) -> tuple[str, dict[str, Any]]:
    """The last entry about the record: its verb and facts."""
    last = Entry.objects.about(record).order_by("pk").last()
    assert last is not None
    return last.verb, last.facts


def refused(do: Callable[[], object], field: str = "") -> bool:
    with pytest.raises(Refused) as refusal:
        do()
    return refusal.value.field == field


def test_a_record_begins_with_its_title_and_moment(bo: Any, by_bo: Actor) -> None:
    with clock.travel(NOON), act(by_bo, may=WRITE) as log:
        made = actions.make_record(log, "ticket", title=" Beamer\n hums ", requester=bo, organisation=bo.organisation, restricted=True)
        assert refused(lambda: actions.make_record(log, "ticket", title=" "), "title")
    made.refresh_from_db()
    assert (made.title, made.type, made.opened_at, made.changed_at, made.restricted) == ("Beamer hums", "ticket", NOON, NOON, True)
    assert made.reference.startswith("TK-")
    with act(by_bo, may=WRITE) as log:
        assert len(actions.make_record(log, "ticket", title="x" * (LONGEST_TITLE + 1), requester=bo).title) == LONGEST_TITLE


def test_every_act_on_a_record_moves_its_version_and_moment(record: Record, other: Record, by_ada: Actor) -> None:
    acts: list[Callable[[], object]] = [
        lambda: actions.reply(record, by=by_ada, text="a"),
        lambda: actions.note(record, by=by_ada, text="b"),
        lambda: actions.attach(record, by=by_ada, files=[stage("c.txt", [b"c"])], side=Side.STAFF),
        lambda: actions.link(record, by=by_ada, kind=LinkKind.AFFECTS, target=other),
        lambda: actions.unlink(record, by=by_ada, link=Link.objects.get()),
        lambda: actions.tag(record, by=by_ada, name="d"),
        lambda: actions.untag(record, by=by_ada, name="d"),
    ]
    began = record.version
    for number, do in enumerate(acts, 1):
        moment = NOON + timedelta(hours=number)
        with clock.travel(moment):
            do()
        kept = Record.objects.get(pk=record.pk)
        assert (kept.version, kept.changed_at) == (began + number, moment)


@pytest.mark.parametrize("write", [actions.reply, actions.note])
def test_a_message_is_kept_as_it_came(record: Record, by_ada: Actor, write: Callable[..., Message]) -> None:
    files = [stage("photo.txt", [b"photo"])]
    with clock.travel(NOON):
        message = write(record, by=by_ada, text=" hello ", files=files, via=Via.PHONE, html="<p>hello", history="> before", verified=False)
    message.refresh_from_db()
    assert (message.text, message.via, message.html, message.history, message.verified) == ("hello", "phone", "<p>hello", "> before", False)
    assert (message.author_id, message.author_label, message.at) == (by_ada.person_id, "", NOON)
    attachment = message.attachments.get()
    assert (attachment.name, attachment.side, attachment.record_id, attachment.at) == ("photo.txt", message.side, record.pk, NOON)
    said, hung = list(Entry.objects.about(record).order_by("-pk")[:2])[::-1]
    assert said.facts == {"message": message.pk, "via": "phone"}
    assert hung.facts == {"attachment": attachment.pk, "sha256": attachment.blob_id, "size": 5, "side": message.side}
    assert hung.sealed is not None and hung.sealed["name"] == "photo.txt"


def test_a_message_is_verified_and_came_by_the_actors_door_unless_said_otherwise(record: Record, by_ada: Actor, by_bo: Actor) -> None:
    assert [actions.reply(record, by=by, text="x").via for by in (by_ada, by_bo)] == [Via.WEB, Via.PORTAL]
    assert actions.note(record, by=by_ada.through(Door.MAIL), text="x").via == Via.MAIL
    assert set(Message.objects.values_list("verified", flat=True)) == {True}


def test_only_a_public_message_of_this_record_is_corrected_and_once(record: Record, other: Record, by_ada: Actor) -> None:
    wrong, inside = actions.reply(record, by=by_ada, text="Tomorow"), actions.note(record, by=by_ada, text="inside")
    elsewhere = actions.reply(other, by=by_ada, text="elsewhere")
    actions.save_draft(record, by=by_ada, side=Side.PUBLIC, text="half")
    right = actions.reply(record, by=by_ada, text="Tomorrow", corrects=wrong)
    assert told(record) == ("record.corrected", {"message": right.pk, "corrects": wrong.pk})
    assert Draft.objects.filter(text="half").exists()
    for bad in (wrong, inside, elsewhere):
        assert refused(lambda bad=bad: actions.reply(record, by=by_ada, text="x", corrects=bad))


def test_a_text_of_the_greatest_length_fits_and_one_letter_more_does_not(record: Record, by_ada: Actor) -> None:
    assert len(actions.reply(record, by=by_ada, text="x" * LONGEST_MESSAGE).text) == LONGEST_MESSAGE
    assert refused(lambda: actions.reply(record, by=by_ada, text="x" * (LONGEST_MESSAGE + 1)), "text")
    assert refused(lambda: actions.note(record, by=by_ada, text=" "), "text")


def test_as_many_files_as_allowed_and_not_one_more(record: Record, by_ada: Actor, settings: Any) -> None:
    settings.ATTACHMENTS_PER_MESSAGE = 2
    files = [stage(f"{number}.txt", [b"%d" % number]) for number in range(3)]
    actions.attach(record, by=by_ada, files=files[:2], side=Side.PUBLIC)
    assert refused(lambda: actions.attach(record, by=by_ada, files=files, side=Side.PUBLIC), "files")
    assert refused(lambda: actions.attach(record, by=by_ada, files=[], side=Side.PUBLIC), "files")
    assert record.attachments.count() == 2


def test_links_and_tags_are_recorded_with_what_they_join(record: Record, other: Record, by_ada: Actor) -> None:
    actions.link(record, by=by_ada, kind=LinkKind.DUPLICATES, target=other)
    assert told(record) == ("record.linked", {"kind": "duplicates", "target": other.pk})
    for target in (record, other):
        assert refused(lambda target=target: actions.link(record, by=by_ada, kind=LinkKind.DUPLICATES, target=target), "target")
    stranger = Record.objects.create(
        type="ticket", reference="TK-1", title="x", requester=record.requester, opened_at=NOON, changed_at=NOON, language="en"
    )
    assert refused(lambda: actions.unlink(stranger, by=by_ada, link=Link.objects.get()))
    actions.unlink(other, by=by_ada, link=Link.objects.get())
    assert told(record) == ("record.unlinked", {"kind": "duplicates", "target": other.pk})
    actions.tag(record, by=by_ada, name=" #Printer ")
    assert told(record) == ("record.tagged", {"tag": "Printer"}) and Tag.objects.get().name == "Printer"
    assert refused(lambda: actions.tag(record, by=by_ada, name=" # "), "name")
    assert refused(lambda: actions.untag(record, by=by_ada, name="other"), "name")
    actions.untag(record, by=by_ada, name="PRINTER")
    assert told(record) == ("record.untagged", {"tag": "Printer"}) and not record.tags.exists()


def test_watching_and_sharing_are_of_one_person_and_one_record(record: Record, other: Record, by_ada: Actor, dee: Any, cem: Any) -> None:
    for person in (dee, cem):
        for each in (record, other):
            actions.watch(each, by=by_ada, person_id=person.pk)
            actions.share(each, by=by_ada, person_id=person.pk, why="a ", side=Side.STAFF, until=NOON)
    assert told(record) == ("record.shared", {"person": cem.pk, "side": "staff", "until": NOON.isoformat()})
    share = record.shares.get(person=dee)
    assert (share.why, share.side, share.until) == ("a", Side.STAFF, NOON)
    actions.share(record, by=by_ada, person_id=dee.pk, why="b")
    assert told(record) == ("record.shared", {"person": dee.pk, "side": "public", "until": None})
    share.refresh_from_db()
    assert (share.why, share.side, share.until) == ("b", Side.PUBLIC, None)
    assert refused(lambda: actions.share(record, by=by_ada, person_id=dee.pk, why=" "), "why")
    actions.unshare(record, by=by_ada, person_id=dee.pk)
    assert told(record) == ("record.unshared", {"person": dee.pk})
    actions.unwatch(record, by=by_ada, person_id=dee.pk)
    assert told(record) == ("record.unwatched", {"person": dee.pk})
    assert (Share.objects.count(), record.watchers.count(), other.watchers.count()) == (3, 1, 2)


def test_a_draft_is_of_one_person_one_record_and_one_side(record: Record, other: Record, by_ada: Actor, by_bo: Actor) -> None:
    with clock.travel(NOON):
        for each, by, side in ((record, by_ada, "public"), (record, by_ada, "staff"), (other, by_ada, "public"), (record, by_bo, "public")):
            actions.save_draft(each, by=by, side=side, text="half" + "x" * LONGEST_MESSAGE)
    assert Draft.objects.filter(saved_at=NOON).count() == 4
    assert {len(text) for text in Draft.objects.values_list("text", flat=True)} == {LONGEST_MESSAGE}
    actions.reply(record, by=by_ada, text="done")
    assert Draft.objects.count() == 3 and not Draft.objects.filter(record=record, person_id=by_ada.person_id, side="public").exists()
    actions.save_draft(record, by=by_bo, side=Side.PUBLIC, text=" ")
    assert Draft.objects.count() == 2
