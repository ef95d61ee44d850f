"""The current text is written once and reaches everybody once, each in their own conversation and language."""

from datetime import timedelta

import pytest

from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.majors import actions, jobs
from vakdesk.majors.kinds import MajorState
from vakdesk.majors.models import Major, Told
from vakdesk.majors.tests.conftest import NEWS, declared
from vakdesk.notices.models import Notice
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.records.kinds import Side
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.following import FAMILY
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import SOLUTION, fresh, refused, report, verbs
from vakdesk.tickets.tests.test_merge import told

LATER = {"en": "The supplier works on it.", "nl": "De leverancier werkt eraan."}
OVER = {"en": "Mail works again.", "nl": "De mail werkt weer."}


def said(ticket: Ticket) -> list[str]:
    """What the desk wrote to its requester."""
    public = ticket.record.messages.filter(side=Side.PUBLIC).exclude(author=ticket.requester_id)
    return list(public.order_by("pk").values_list("text", flat=True))


def test_everybody_reads_it_once_in_their_own_language(dee, reports, major):
    work_off()
    actions.tell(major, by=actor(dee), texts=LATER)
    work_off()
    for news in major.news.all():
        jobs.tell_all.enqueue(news.pk)
    work_off()
    assert [said(one) for one in reports] == [[NEWS["en"], LATER["en"]], [NEWS["nl"], LATER["nl"]]]
    assert not fresh(reports[0]).needs_answer


def test_each_requester_gets_one_mail_per_news_in_the_thread_of_their_own_report(bo, dee, reports, major):
    work_off()
    told(bo)
    mails = Notice.objects.filter(person=bo, channel="mail", text__contains=NEWS["en"])
    assert [mail.record_id for mail in mails] == [reports[0].pk]


def test_a_language_nobody_wrote_reads_the_english_text(dee, major, lindewaard):
    own = report(make_person("Kai Kask", organisation=lindewaard, email="kai@lindewaard.example", language="et"))
    actions.answer(own, by=actor(dee), major=major)
    assert said(own) == [NEWS["en"]]


def test_a_run_that_was_killed_goes_on_and_tells_nobody_twice(lindewaard, dee, desk, monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 3)
    people = [make_person(f"Pia {number}", organisation=lindewaard, email=f"pia{number}@lindewaard.example") for number in range(7)]
    own = [report(one) for one in people]
    major = declared(own, dee)
    actions.pass_on(fresh(own[1]), by=FAMILY, news=major.latest)  # all that was done when it was killed
    work_off()
    assert [said(one) for one in own] == [[NEWS["en"]]] * len(own)


def test_nobody_reads_an_older_text_after_a_newer(dee, reports, major):
    older = major.latest
    newer = actions.tell(major, by=actor(dee), texts=LATER)
    actions.pass_on(fresh(reports[0]), by=FAMILY, news=newer)
    with refused("", "know this already"):
        actions.pass_on(fresh(reports[0]), by=FAMILY, news=older)
    work_off()
    assert (said(reports[0]), said(reports[1])) == ([LATER["en"]], [NEWS["nl"], LATER["nl"]])


def test_at_the_end_all_are_solved_and_told_in_one_message(bo, dee, reports, major):
    work_off()
    actions.end(major, by=actor(dee), **SOLUTION, texts=OVER)
    work_off()
    for one, text in zip(reports, (OVER["en"], OVER["nl"]), strict=True):
        assert (fresh(one).state, said(one)[-1], len(said(one))) == (State.RESOLVED, text, 2)
        assert Told.objects.get(ticket=one).news.is_last
    mails = [text for text in told(bo) if OVER["en"] in text]
    assert len(mails) == 1 and "Does it work now?" in mails[0]
    found = Major.objects.get(pk=major.pk)
    assert (found.state, found.ticket.state, "major.ended" in verbs(found.ticket)) == (MajorState.SOLVED, State.RESOLVED, True)
    with refused("", "over already"):
        actions.end(found, by=actor(dee), **SOLUTION, texts=OVER)


def test_without_words_for_those_who_wait_it_does_not_end(dee, reports, major):
    with refused("text"):
        actions.end(major, by=actor(dee), **SOLUTION, texts={"en": " "})
    assert Major.objects.get(pk=major.pk).is_going_on


def test_after_its_end_there_is_no_news(dee, major):
    actions.end(major, by=actor(dee), **SOLUTION, texts=OVER)
    with refused("", "over already"):
        actions.tell(major, by=actor(dee), texts=LATER)


def test_promised_news_is_warned_of_once_until_it_is_written(dee, ada, major):
    actions.give_duty(major, by=actor(dee), person=ada, what="Writes the news")
    due = major.next_news_at
    with clock.travel(due - timedelta(minutes=20)):
        jobs.news_due()
    assert "major.news_due" not in verbs(major.ticket)
    with clock.travel(due - timedelta(minutes=4)):
        jobs.news_due()
        jobs.news_due()
    assert verbs(major.ticket).count("major.news_due") == 1
    told(ada)
    assert {one.person for one in Notice.objects.filter(text__contains="promised news")} == {ada, dee}
    with clock.travel(due + timedelta(minutes=1)):
        actions.tell(Major.objects.get(pk=major.pk), by=actor(dee), texts=LATER, next_at=due + timedelta(hours=1))
    found = Major.objects.get(pk=major.pk)
    assert (found.warned_at, found.next_news_at) == (None, due + timedelta(hours=1))
    with pytest.raises(NotAllowed):
        actions.warn(found, by=actor(dee))


def test_trainees_and_requesters_write_no_news(tia, bo, major):
    for person in (tia, bo):
        with pytest.raises(NotAllowed):
            actions.tell(major, by=actor(person), texts=LATER)
        with pytest.raises(NotAllowed):
            actions.end(major, by=actor(person), **SOLUTION, texts=OVER)
        with pytest.raises(NotAllowed):
            actions.stand_down(major, by=actor(person), why="No", texts=OVER)


def test_whoever_says_that_it_does_not_work_is_seen(as_dee, dee, bo, reports, major):
    actions.end(major, by=actor(dee), **SOLUTION, texts=OVER)
    work_off()
    tickets.dispute(fresh(reports[0]), by=actor(bo))
    assert "says it does not work yet" in as_dee.get(major.get_absolute_url()).content.decode()
