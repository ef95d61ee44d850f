import pytest

from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import actor
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.models import Draft, Message
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import fresh, refused, verbs


@pytest.fixture
def sent(ada, taken) -> Message:
    return actions.reply(taken, by=actor(ada), text="Come on Tuseday")


def address(taken: Ticket, message: Message) -> str:
    return f"/tickets/{taken.reference}/correct/{message.pk}/"


def test_a_correction_is_a_message_of_its_own_that_names_the_old_one(ada, taken, sent):
    right = actions.correct(taken, by=actor(ada), message=sent, text="Come on Tuesday")
    assert (right.corrects, right.side, Message.objects.get(pk=sent.pk).text) == (sent, Side.PUBLIC, "Come on Tuseday")
    assert verbs(taken)[-2:] == ["record.replied", "record.corrected"]
    assert Entry.objects.latest("pk").facts == {"message": right.pk, "corrects": sent.pk}


def test_whose_turn_it_is_and_the_draft_stay(ada, bo, taken, sent):
    actions.reply(taken, by=actor(bo), text="At what time?")
    records.save_draft(taken.record, by=actor(ada), side=Side.PUBLIC, text="At ni")
    actions.correct(taken, by=actor(ada), message=sent, text="Come on Tuesday")
    assert fresh(taken).needs_answer and Draft.objects.get().text == "At ni"


def test_what_cannot_be_corrected_is_refused(ada, bo, dee, cem, taken, sent):
    with refused(saying="Only its writer"):
        actions.correct(taken, by=actor(dee), message=sent, text="Come on Tuesday")
    with refused("text", "Nothing is different"):
        actions.correct(taken, by=actor(ada), message=sent, text=" Come on Tuseday ")
    with refused("text"):
        actions.correct(taken, by=actor(ada), message=sent, text=" ")
    with pytest.raises(NotAllowed):
        actions.correct(taken, by=actor(cem), message=sent, text="Mine now")
    with refused(saying="no such message"):
        actions.correct(taken, by=actor(ada), message=actions.note(taken, by=actor(ada), text="Inside"), text="Outside")
    actions.correct(taken, by=actor(ada), message=sent, text="Come on Tuesday")
    with refused(saying="corrected already"):
        actions.correct(taken, by=actor(ada), message=sent, text="Come on Wednesday")


def test_what_is_closed_takes_no_correction(ada, bo, taken, sent):
    actions.resolve(taken, by=actor(ada), cause="Loose", done="Fixed", verification="asked")
    actions.confirm(taken, by=actor(bo))
    with refused(saying="Reopen it"):
        actions.correct(taken, by=actor(ada), message=sent, text="Come on Tuesday")


def test_the_page_opens_with_what_was_sent_and_the_timeline_folds_it(as_ada, as_dee, taken, sent):
    page = f"/tickets/{taken.reference}/"
    assert address(taken, sent) in as_ada.get(page).content.decode()
    assert address(taken, sent) not in as_dee.get(page).content.decode()
    assert "Come on Tuseday" in as_ada.get(address(taken, sent)).content.decode()
    assert as_ada.post(address(taken, sent), {"text": "Come on Tuesday"})["Location"] == page
    shown = as_ada.get(page).content.decode()
    assert "Corrected by Ada Kask" in shown and "corrects the message of" in shown
    assert shown.index("Come on Tuseday") < shown.index("Come on Tuesday") and address(taken, sent) not in shown


def test_nobody_elses_message_has_that_page(as_dee, as_bo, as_cem, as_ada, ada, taken, sent):
    assert as_dee.get(address(taken, sent)).status_code == 404
    assert as_cem.post(address(taken, sent), {"text": "Mine"}).status_code == 404
    assert as_bo.post(address(taken, sent), {"text": "Mine"}).status_code in (302, 404)
    note = actions.note(taken, by=actor(ada), text="Inside")
    assert as_ada.get(address(taken, note)).status_code == 404
    assert Message.objects.count() == 3
