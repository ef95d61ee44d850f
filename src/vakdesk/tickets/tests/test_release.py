"""What a trainee under care writes to a requester: it waits, by every door; and is released, sent back, or taken back."""

import pytest

from vakdesk.access.actors import Door
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.people import actions as people
from vakdesk.people.tests import cast
from vakdesk.people.tests.cast import INSTALLER, actor
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.models import Draft, Message
from vakdesk.records.store import stage
from vakdesk.tickets import actions
from vakdesk.tickets.care import authorship, today
from vakdesk.tickets.kinds import Closure, ReleaseState, Speech, State
from vakdesk.tickets.models import Release
from vakdesk.tickets.tests.play import MONDAY, SOLUTION, fresh, last, refused, report, verbs
from vakdesk.tickets.tests.play import taken as taken_by


@pytest.fixture
def karel(lindewaard, desk):
    """The coach of the desk."""
    return cast.make_person("Karel Brink", organisation=lindewaard, email="karel@lindewaard.example", role=Role.COACH, scope=desk)


@pytest.fixture
def hers(bo, tia, desk):
    return taken_by(bo, tia)


@pytest.fixture
def waiting(hers, tia, karel):
    actions.reply(hers, by=actor(tia), text="Turn it of and on.")
    return Release.objects.get()


def public(ticket):
    return list(Message.objects.public().filter(record=ticket.record).order_by("pk").values_list("text", flat=True))[1:]


def _resolved(ticket, tia, bo):
    actions.resolve(ticket, by=actor(tia), **{**SOLUTION, "verification": "asked"})


#: What a trainee can write to a requester, and how the ticket has to stand for it.
SPEAKING = {
    Speech.REPLY: ({}, actions.reply),
    Speech.ASK: ({}, actions.ask),
    Speech.INFORM: ({}, actions.inform),
    Speech.RESOLVE: ({}, lambda ticket, **by: actions.resolve(ticket, **SOLUTION, **by)),
    Speech.FEED_BACK: ({"resolved": True}, actions.feed_back),
    Speech.REOPEN: ({"resolved": True}, actions.reopen),
    Speech.WITHDRAW: ({}, actions.withdraw),
}
HAPPENS = {
    Speech.REPLY: "record.replied",
    Speech.ASK: "ticket.held",
    Speech.INFORM: "ticket.informed",
    Speech.RESOLVE: "ticket.resolved",
    Speech.FEED_BACK: "ticket.fed_back",
    Speech.REOPEN: "ticket.reopened",
    Speech.WITHDRAW: "ticket.withdrawn",
}


@pytest.mark.parametrize("door", Door)
@pytest.mark.parametrize("speech", SPEAKING)
def test_whatever_a_trainee_writes_waits_and_nothing_of_its_act_has_happened(hers, tia, bo, karel, speech, door):
    given, speak = SPEAKING[speech]
    if given:
        _resolved(hers, tia, bo)
    before, state = verbs(hers), fresh(hers).state

    message = speak(hers, by=actor(tia, door=door), text="We are on it.")

    assert (message.side, message.author, message.text) == (Side.STAFF, tia, "We are on it.")
    assert public(hers) == []
    assert verbs(hers) == [*before, "release.asked"]
    assert fresh(hers).state == state
    found = Release.objects.get()
    assert (found.pk, found.speech, found.state, found.lapsed_at) == (message.pk, speech, ReleaseState.WAITING, None)
    assert last(hers, "release.asked").facts == {"message": message.pk, "speech": speech}


@pytest.mark.parametrize("speech", SPEAKING)
def test_what_is_released_happens_as_the_trainees_own_act(hers, tia, bo, karel, speech):
    given, speak = SPEAKING[speech]
    if given:
        _resolved(hers, tia, bo)
    speak(hers, by=actor(tia), text="We are on it.")

    sent = actions.release(Release.objects.get(), by=actor(karel))

    assert public(hers) == ["We are on it."]
    assert (sent.side, sent.author) == (Side.PUBLIC, tia)
    entry = last(hers, HAPPENS[speech]) if speech != Speech.REPLY else None
    assert entry is None or entry.actor == tia
    assert last(hers, "release.given").actor == karel
    assert last(hers, "release.given").facts == {
        "message": Release.objects.get().pk,
        "speech": speech,
        "trainee": tia.pk,
        "kept": len("We are on it.") + (len(SOLUTION["cause"] + SOLUTION["done"]) if speech == Speech.RESOLVE else 0),
        "added": 0,
        "dropped": 0,
    }  # fmt: skip
    assert Release.objects.get().sent == sent


def test_a_solution_keeps_its_particulars_until_it_is_released(hers, tia, karel):
    actions.resolve(hers, by=actor(tia), **SOLUTION, text="It works again.")
    assert (fresh(hers).state, fresh(hers).cause) == (State.IN_PROGRESS, "")
    actions.release(Release.objects.get(), by=actor(karel))
    found = fresh(hers)
    assert (found.state, found.cause, found.done, found.verification, found.resolver) == (
        State.RESOLVED, SOLUTION["cause"], SOLUTION["done"], "seen", tia
    )  # fmt: skip


def test_the_words_of_a_solution_are_edited_with_its_message_and_counted_with_it(hers, tia, karel):
    actions.resolve(hers, by=actor(tia), **SOLUTION, text="It works again.")
    waiting = Release.objects.get()
    for given, field in (({"cause": "Cable worn"}, "why"), ({"cause": " ", "why": "Why?"}, "cause"), ({"done": "", "why": "Why?"}, "done")):
        with refused(field):
            actions.release(waiting, by=actor(karel), **given)
        waiting = Release.objects.get()
    actions.release(waiting, by=actor(karel), cause=" Cable worn", done="Cable replaced\n", why="It was not loose.")

    found, waiting = fresh(hers), Release.objects.get()
    assert (found.state, found.cause, found.done, found.resolver) == (State.RESOLVED, "Cable worn", SOLUTION["done"], tia)
    assert (waiting.edited, waiting.particulars, waiting.is_edited) == ({"cause": "Cable worn"}, SOLUTION, True)
    facts = last(hers, "release.given").facts
    untouched = len("It works again." + "Cable " + SOLUTION["done"])
    assert (facts["kept"], facts["added"], facts["dropped"]) == (untouched, len("worn"), len("loose"))


def test_words_that_are_no_part_of_what_waits_change_nothing(hers, karel, waiting):
    actions.release(waiting, by=actor(karel), cause="Mine", done="Mine")
    assert (Release.objects.get().edited, Release.objects.get().is_edited, fresh(hers).cause) == ({}, False, "")


def test_a_call_is_registered_and_its_solution_waits(tia, bo, karel, forgotten, desk):
    ticket = actions.quick_call(bo, by=actor(tia), template=forgotten, done="We made a new one together.")
    assert (fresh(ticket).state, fresh(ticket).assignee) == (State.IN_PROGRESS, tia)
    assert public(ticket) == []
    actions.release(Release.objects.get(), by=actor(karel), text="We made a new password together.", why="Say what was made.")
    found = fresh(ticket)
    assert (found.state, found.closure, found.done) == (State.CLOSED, Closure.CONFIRMED, "We made a new password together.")
    assert public(ticket) == ["We made a new password together."]


def test_a_correction_waits_and_then_takes_the_place_of_what_it_corrects(hers, tia, karel, waiting):
    first = actions.release(waiting, by=actor(karel))
    actions.correct(hers, by=actor(tia), message=first, text="Turn it off and on.")
    assert not first.corrections.exists()
    second = actions.release(Release.objects.get(speech=Speech.CORRECT), by=actor(karel))
    assert (second.corrects, second.text) == (first, "Turn it off and on.")


def test_files_wait_with_their_message(hers, tia, karel):
    actions.reply(hers, by=actor(tia), text="See the picture.", files=[stage("photo.txt", [b"photo"])])
    assert [one.side for one in hers.record.attachments.all()] == [Side.STAFF]
    sent = actions.release(Release.objects.get(), by=actor(karel))
    assert [(one.side, one.name) for one in sent.attachments.all()] == [(Side.PUBLIC, "photo.txt")]


def test_what_waits_ends_the_draft_it_was_written_in_and_no_other(hers, tia, karel):
    records.save_draft(hers.record, by=actor(tia), side=Side.PUBLIC, text="Turn it")
    records.save_draft(hers.record, by=actor(tia), side=Side.STAFF, text="Ask Sander")
    actions.reply(hers, by=actor(tia), text="Turn it off.")
    assert [draft.text for draft in Draft.objects.all()] == ["Ask Sander"]


def test_no_way_leads_around_the_coach(hers, tia, karel):
    by = actor(tia)
    with refused(saying="Your coach releases"):
        records.reply(hers.record, by=by, text="Past everybody")
    with refused(saying="Your coach releases"):
        records.attach(hers.record, by=by, files=[stage("photo.txt", [b"photo"])], side=Side.PUBLIC)
    assert public(hers) == []
    assert not hers.record.attachments.exists()


def test_one_release_is_good_for_one_message(hers, tia, karel, waiting):
    actions.release(waiting, by=actor(karel))
    actions.reply(hers, by=actor(tia), text="And now this.")
    assert public(hers) == ["Turn it of and on."]


def test_among_ourselves_and_about_their_own_report_trainees_write_freely(hers, tia, karel):
    actions.note(hers, by=actor(tia), text="Asked Sander.")
    own = report(tia)
    actions.reply(own, by=actor(tia, door=Door.PORTAL), text="It is my laptop.")
    assert public(own) == ["It is my laptop."]
    assert not Release.objects.exists()


def test_whoever_may_write_there_by_another_role_is_no_trainee_there(hers, tia, karel, ada):
    people.grant_role(tia, by=INSTALLER, role=Role.AGENT)
    actions.reply(hers, by=actor(tia), text="At once.")
    actions.reply(hers, by=actor(ada), text="Me too.")
    assert public(hers) == ["At once.", "Me too."]


@pytest.mark.parametrize(("care", "goes"), [("watched", True), ("alone", True), ("released", False)])
def test_the_care_that_is_set_decides(hers, tia, karel, care, goes):
    actions.set_care(tia, by=actor(karel), care=care, why="Knows it by now", starts_on=today())
    actions.reply(hers, by=actor(tia), text="Hello")
    assert public(hers) == (["Hello"] if goes else [])


def test_the_house_says_how_new_trainees_begin(hers, tia, karel, settings):
    settings.TRAINEES_BEGIN = "watched"
    actions.reply(hers, by=actor(tia), text="Hello")
    assert public(hers) == ["Hello"]


def test_both_texts_are_kept_and_who_wrote_how_much(hers, tia, karel, waiting):
    sent = actions.release(waiting, by=actor(karel), text="Turn it off and on again.", why="Spelling, and what comes next.")
    waiting.refresh_from_db()
    assert (waiting.message.text, sent.text, waiting.why) == (
        "Turn it of and on.", "Turn it off and on again.", "Spelling, and what comes next."
    )  # fmt: skip
    facts = last(hers, "release.given").facts
    assert (facts["kept"], facts["added"], facts["dropped"]) == (16, 9, 2)
    assert waiting.is_edited


def test_authorship_counts_words_in_characters():
    assert authorship("Hi Bo, restart it.", "Hi Bo, restart it.") == {"kept": 18, "added": 0, "dropped": 0}
    assert authorship("Restart it", "Please restart it") == {"kept": 3, "added": 14, "dropped": 7}


def test_an_edit_needs_a_reason_and_a_text(tia, karel, waiting, hers):
    with refused("why", "Say why"):
        actions.release(waiting, by=actor(karel), text="Something else")
    with refused("text"):
        actions.release(waiting, by=actor(karel), text="  ", why="Nothing")
    assert public(hers) == []
    assert Release.objects.get().is_waiting


def test_only_a_coach_or_lead_releases_and_never_their_own(tia, ada, dee, karel, waiting, hers):
    for other in (ada, tia):
        with pytest.raises(NotAllowed):
            actions.release(waiting, by=actor(other))
        with pytest.raises(NotAllowed):
            actions.send_back(waiting, by=actor(other), why="No")
    people.grant_role(tia, by=INSTALLER, role=Role.COACH)
    with refused(saying="Somebody else"):
        actions.release(waiting, by=actor(tia))
    actions.release(waiting, by=actor(dee))
    assert public(hers) == ["Turn it of and on."]


def test_a_coach_of_another_team_does_not_release(waiting, systems):
    other = cast.make_person("Coach Elsewhere", role=Role.COACH, scope=systems)
    with pytest.raises(NotAllowed):
        actions.release(waiting, by=actor(other))


def test_what_the_act_refuses_by_now_stays_waiting(hers, tia, bo, ada, karel, waiting):
    actions.withdraw(hers, by=actor(bo, door=Door.PORTAL))
    with refused(saying="closed"):
        actions.release(waiting, by=actor(karel))
    assert Release.objects.get().is_waiting


def test_nothing_is_sent_in_the_name_of_who_has_left(tia, karel, waiting):
    people.record_leaving(tia, by=INSTALLER)
    with refused(saying="may no longer write"):
        actions.release(waiting, by=actor(karel))


def test_it_is_released_once(karel, waiting):
    actions.release(waiting, by=actor(karel))
    with refused(saying="released"):
        actions.release(waiting, by=actor(karel))
    with refused(saying="released"):
        actions.send_back(waiting, by=actor(karel), why="Too late")


def test_sent_back_it_is_the_trainees_draft_with_the_coachs_words(hers, tia, karel, waiting):
    actions.send_back(waiting, by=actor(karel), why="Say which button.")
    assert public(hers) == []
    assert (Draft.objects.get().person, Draft.objects.get().text) == (tia, "Turn it of and on.")
    found = Release.objects.get()
    assert (found.state, found.why, found.decided_by) == (ReleaseState.SENT_BACK, "Say which button.", karel)
    assert last(hers, "release.sent_back").facts == {"message": found.pk, "speech": "reply", "trainee": tia.pk}


def test_sending_back_needs_words_and_overwrites_nothing(hers, tia, karel, waiting):
    with refused("why"):
        actions.send_back(waiting, by=actor(karel), why=" ")
    records.save_draft(hers.record, by=actor(tia), side=Side.STAFF, text="Another thought")
    actions.send_back(waiting, by=actor(karel), why="Say which button.")
    assert Draft.objects.get().text == "Another thought"


def test_its_writer_takes_it_back(hers, tia, karel, waiting):
    actions.take_back(waiting, by=actor(tia))
    assert (Release.objects.get().state, Draft.objects.get().text) == (ReleaseState.TAKEN_BACK, "Turn it of and on.")
    assert last(hers, "release.taken_back").facts == {"message": waiting.pk, "speech": "reply"}
    with refused(saying="taken back"):
        actions.release(waiting, by=actor(karel))
    with refused(saying="taken back"):
        actions.take_back(waiting, by=actor(tia))


def test_nobody_else_takes_it_back(ada, waiting):
    with refused(saying="Only its writer"):
        actions.take_back(waiting, by=actor(ada))


def test_without_a_coach_it_is_the_leads_at_once(hers, tia, dee):
    actions.reply(hers, by=actor(tia), text="Hello")
    found = Release.objects.get()
    assert found.lapsed_at == found.at
    assert verbs(hers)[-2:] == ["release.asked", "release.lapsed"]
    assert list(Release.objects.due_for(actor(dee))) == [found]


def test_requesters_learn_nothing_of_what_waits(hers, tia, bo, karel, waiting):
    assert not Release.objects.visible_to(actor(bo)).exists()
    assert not Message.objects.visible_to(actor(bo)).filter(text=waiting.message.text).exists()


def test_the_clock_runs_until_the_requester_has_it(hers, tia, karel, waiting):
    assert fresh(hers).first_replied_at is None
    assert fresh(hers).needs_answer
    actions.release(waiting, by=actor(karel))
    assert fresh(hers).first_replied_at is not None


def test_the_day_of_the_house_decides_which_setting_is_in_force(tia, karel):
    with clock.travel(MONDAY):
        assert today() == MONDAY.date()
