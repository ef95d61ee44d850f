"""Replies, notes, corrections and drafts: who reads what, and what stays."""

import pytest

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry
from vakdesk.records import actions, verbs
from vakdesk.records.kinds import Side
from vakdesk.records.models import LONGEST_MESSAGE, Draft, Message, Record


def test_a_reply_is_read_by_the_requester_and_recorded(record: Record, by_ada: Actor, by_bo: Actor) -> None:
    message = actions.reply(record, by=by_ada, text="Is the lamp on?")
    assert message in Message.objects.visible_to(by_bo)
    assert Entry.objects.about(record).filter(verb=verbs.REPLIED.name).get().facts["message"] == message.pk


def test_a_note_is_never_read_by_the_requester(record: Record, by_ada: Actor, by_bo: Actor) -> None:
    note = actions.note(record, by=by_ada, text="He forgot the paper again")
    assert note in Message.objects.visible_to(by_ada)
    assert note not in Message.objects.visible_to(by_bo)
    noted = Entry.objects.filter(verb=verbs.NOTED.name)
    assert noted.visible_to(by_ada).exists() and not noted.visible_to(by_bo).exists()


def test_a_requester_cannot_write_a_note(record: Record, by_bo: Actor) -> None:
    with pytest.raises(NotAllowed):
        actions.note(record, by=by_bo, text="mine")


def test_somebody_else_cannot_write_on_a_report_that_is_not_theirs(record: Record, by_cem: Actor) -> None:
    with pytest.raises(NotAllowed):
        actions.reply(record, by=by_cem, text="hello")
    assert not Message.objects.visible_to(by_cem).exists()


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST_MESSAGE + 1)])
def test_an_empty_or_endless_text_is_refused_and_leaves_nothing(record: Record, by_ada: Actor, text: str) -> None:
    before = Entry.objects.count()
    with pytest.raises(Refused):
        actions.reply(record, by=by_ada, text=text)
    assert Entry.objects.count() == before


def test_what_a_database_cannot_keep_is_replaced_and_not_lost(record: Record, by_ada: Actor) -> None:
    assert actions.reply(record, by=by_ada, text="a\0b\ud800c").text == "a\N{REPLACEMENT CHARACTER}b?c"


def test_a_correction_names_what_it_corrects_and_both_stay(record: Record, by_ada: Actor) -> None:
    wrong = actions.reply(record, by=by_ada, text="Tomorow")
    right = actions.reply(record, by=by_ada, text="Tomorrow", corrects=wrong)
    assert list(wrong.corrections.all()) == [right]
    assert Message.objects.get(pk=wrong.pk).text == "Tomorow"


def test_a_draft_survives_until_it_is_sent(record: Record, by_ada: Actor) -> None:
    actions.save_draft(record, by=by_ada, side=Side.STAFF, text="half a thought")
    actions.save_draft(record, by=by_ada, side=Side.PUBLIC, text="half a repl")
    actions.reply(record, by=by_ada, text="half a reply, finished")
    assert list(Draft.objects.values_list("side", "text")) == [(Side.STAFF, "half a thought")]


def test_an_emptied_draft_is_gone(record: Record, by_ada: Actor) -> None:
    actions.save_draft(record, by=by_ada, side=Side.PUBLIC, text="something")
    actions.save_draft(record, by=by_ada, side=Side.PUBLIC, text=" ")
    assert not Draft.objects.exists()
