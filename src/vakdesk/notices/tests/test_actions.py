"""What each act leaves behind and what it refuses, at which field; and what is written when somebody is told."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from refusing import refused

from vakdesk.access.actors import Actor
from vakdesk.jobs.models import Job
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.notices import actions
from vakdesk.notices.about import Telling, Words
from vakdesk.notices.actions.rewording import LONGEST_BODY, LONGEST_SUBJECT
from vakdesk.notices.digests import TEXT
from vakdesk.notices.kinds import Channel, Delivery, Hold, How, Kind, Why
from vakdesk.notices.models import NewsChoice, Notice, Rhythm, TextVersion
from vakdesk.notices.news import News
from vakdesk.notices.reply_tokens import tokens_in
from vakdesk.notices.stopping import DIGEST
from vakdesk.people.models import Organisation, Person
from vakdesk.people.tests import cast
from vakdesk.records.models import Record

pytestmark = pytest.mark.django_db

#: A Wednesday, 10:00 in Amsterdam.
MORNING = datetime(2026, 6, 3, 8, tzinfo=UTC)
NIGHT = {"quiet_from": time(20), "quiet_until": time(7)}
NEWS = "work.answered"


@pytest.fixture
def by_ann(ann: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ann)


@pytest.fixture
def by_ada(ada: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ada)


@pytest.fixture
def mail(bo: Person, record: Record) -> Notice:
    """A mail to Bo about the record; nobody has sent it yet."""
    return Notice.objects.create(
        channel=Channel.MAIL, person=bo, record=record, address=bo.email, subject="x", text="y", message_id="<1@x>", at=MORNING
    )


def tell(person: Person, *, of: Entry | None = None, news: str = NEWS, author: str = "", **more: Any) -> list[Notice]:
    """The person is told twice of the entry, by default the last one; what was written of it."""
    entry = of or Entry.objects.latest("pk")
    words = Words(TEXT, {"count": "3", "name": "Bo\0"}, url="/there/", author=author, hint="Answer it.")
    telling = Telling(person, News.registry[news], lambda: words, Why.ASSIGNEE, **more)
    for _again in range(2):
        actions.post(telling, entry=entry)
    return list(Notice.objects.filter(person=person, entry=entry).order_by("channel"))


def rhythm_of(person: Person) -> dict[str, Any]:
    return Rhythm.objects.filter(person=person).values().get()


def test_who_is_told_finds_it_in_the_inbox_and_in_the_mail(ada: Person, record: Record) -> None:
    with clock.travel(MORNING):
        inbox, mail = tell(ada, author="Bo\nJansen", record=record)
    for notice in (inbox, mail):
        assert (notice.kind, notice.news, notice.why, notice.author) == (Kind.NOTICE, NEWS, Why.ASSIGNEE, "Bo Jansen")
        assert (notice.subject, notice.url, notice.record, notice.at, notice.due_at) == (
            "News for you: 3",
            "/there/",
            record,
            MORNING,
            MORNING,
        )
        assert notice.entry == Entry.objects.latest("pk")
    assert (inbox.channel, mail.channel, inbox.address, mail.address) == (Channel.INBOX, Channel.MAIL, "", ada.email)
    assert inbox.text == "Hello Bo\N{REPLACEMENT CHARACTER}, this is what happened since your last digest." and not inbox.html
    said = (inbox.text, "Answer it.", "because the ticket is yours", "/inbox/choose/", "/there/", "Open the inbox", "wrote:", "##~")
    assert [words for words in said if words not in mail.text] == []
    in_html = (
        inbox.text,
        "Answer it.",
        "because the ticket is yours",
        "/inbox/choose/",
        "/there/",
        "Open the inbox",
        "TK-1",
        "News for you: 3",
    )
    assert [words for words in in_html if words not in mail.html] == []
    assert (mail.state, mail.hold) == (Delivery.WAITING, "")
    assert tokens_in([mail.message_id])[0].record_id == record.pk


def test_an_answer_to_what_is_about_nothing_would_lead_nowhere(ada: Person) -> None:
    _inbox, mail = tell(ada)
    assert mail.record is None and "##~" not in mail.text and "wrote:" not in mail.text and not tokens_in([mail.message_id])
    assert "&nbsp;·&nbsp;" not in mail.html  # no reference beside the name of the desk


def test_each_who_is_told_has_a_mail_of_their_own(ada: Person, dee: Person) -> None:
    assert len(tell(ada, author="x" * 300)) == len(tell(dee)) == 2
    assert len(Notice.objects.filter(person=ada)[0].author) == 120


def test_people_are_told_in_their_language_and_zone(lindewaard: Organisation) -> None:
    reader = cast.make_person(language="nl", organisation=lindewaard)
    assert tell(reader)[0].subject != tell(cast.make_person(language="en"))[0].subject


def test_only_mail_that_is_due_calls_the_worker(ada: Person, by_ada: Actor, settings: Any) -> None:
    settings.SMTP = {"EMAIL_HOST": "mail.example"}
    with clock.travel(MORNING):
        for quiet_from, how in ((time(9), How.AT_ONCE), (None, How.DIGEST), (None, How.INBOX)):
            quiet_until = time(11) if quiet_from else None
            actions.choose(ada, by=by_ada, ways={NEWS: how}, digest_at=time(16), quiet_from=quiet_from, quiet_until=quiet_until)
            tell(ada)
            assert not Job.objects.filter(task__endswith="send_due").exists()
        assert {notice.due_at.hour for notice in Notice.objects.filter(channel=Channel.MAIL)} == {9, 14}
        actions.choose_news(ada, by=by_ada, ways={NEWS: How.AT_ONCE})
        tell(ada)
    assert Job.objects.filter(task__endswith="send_due").count() == 1


def test_what_waits_for_a_digest_is_no_mail_yet(ada: Person, by_ada: Actor) -> None:
    actions.choose_news(ada, by=by_ada, ways={NEWS: How.DIGEST})
    inbox, mail = tell(ada)
    assert mail.state == Delivery.GATHERED and mail.text == inbox.text and mail.html == mail.text


def test_requesters_hear_by_mail_and_only_who_has_no_address_in_the_inbox(bo: Person) -> None:
    assert [notice.channel for notice in tell(bo, news="report.solved")] == [Channel.MAIL]
    assert [notice.channel for notice in tell(cast.make_person(email=""), news="report.solved")] == [Channel.INBOX]


def test_an_address_is_sent_one_acknowledgement_an_hour(bo: Person, cem: Person) -> None:
    holds = []
    whose = ((bo, 0), (cem, 30), (bo, 59), (cem, 60), (bo, 60))
    for entry, (person, minutes) in zip(Entry.objects.order_by("pk"), whose, strict=False):
        with clock.travel(MORNING + timedelta(minutes=minutes)):
            (mail,) = tell(person, of=entry, news="report.received", kind=Kind.RECEIPT)
            holds.append((mail.state, mail.hold))
    sent, held = (Delivery.WAITING, ""), (Delivery.HELD, Hold.HOURLY)
    assert holds == [sent, sent, held, held, sent]
    assert tell(bo, news="report.solved")[0].state == Delivery.WAITING


def test_mail_to_whom_the_house_does_not_allow_is_held(ada: Person, settings: Any) -> None:
    settings.MAIL_ALLOW = {"else.example"}
    _inbox, mail = tell(ada)
    assert (mail.state, mail.hold) == (Delivery.HELD, Hold.ALLOW)


def test_the_name_of_an_own_mail_cannot_be_guessed(settings: Any) -> None:
    settings.MAIL_FROM = "Desk <desk@desk.example>"
    first, second = actions.new_message_id(), actions.new_message_id()
    assert first != second and first.startswith("<") and first.endswith("@desk.example>") and len(first) > 36
    settings.MAIL_FROM = ""
    assert actions.new_message_id().endswith("@localhost>")


def test_people_choose_how_they_hear_among_what_there_is(ada: Person, by_ada: Actor) -> None:
    actions.choose_news(ada, by=by_ada, ways={NEWS: How.DIGEST, "work.team": How.INBOX})
    assert NewsChoice.objects.of(ada.pk) == {NEWS: How.DIGEST}  # the other is its usual way
    chosen = Entry.objects.latest("pk")
    assert (chosen.verb, chosen.facts, chosen.subject_id) == ("person.news_chosen", {"news": NEWS, "how": "digest"}, ada.pk)
    for ways in ({NEWS: "pigeon"}, {"no.such": How.INBOX}):
        with refused():
            actions.choose_news(ada, by=by_ada, ways=ways)
    actions.choose_news(ada, by=by_ada, ways={NEWS: How.DIGEST})
    assert Entry.objects.latest("pk") == chosen
    actions.choose_news(ada, by=by_ada, ways={NEWS: How.INBOX})
    assert NewsChoice.objects.of(ada.pk) == {NEWS: How.INBOX}


def test_stopping_digests_stops_what_comes_in_them_and_nothing_else(ada: Person, by_ada: Actor) -> None:
    ways = {NEWS: How.DIGEST, "work.back": How.DIGEST, "work.team": How.AT_ONCE}
    actions.choose_news(ada, by=by_ada, ways=ways)
    actions.stop_mail(ada, by=by_ada, news=DIGEST)
    assert NewsChoice.objects.of(ada.pk) == {NEWS: How.INBOX, "work.back": How.INBOX, "work.team": How.AT_ONCE}
    actions.stop_mail(ada, by=by_ada, news="work.assigned")
    assert NewsChoice.objects.of(ada.pk)["work.team"] == How.AT_ONCE and NewsChoice.objects.of(ada.pk)["work.assigned"] == How.INBOX


def test_people_choose_when_mail_comes(ada: Person, by_ada: Actor, dee: Person, actor: Callable[..., Actor]) -> None:
    chosen = {"digest_at": time(8), "digest_again_at": time(16), "quiet_weekends": True, **NIGHT}
    actions.choose_rhythm(dee, by=actor(dee), **chosen)
    actions.choose_rhythm(ada, by=by_ada, **chosen)
    assert rhythm_of(ada) == {"person_id": ada.pk, **chosen}
    told = Entry.objects.latest("pk")
    assert (told.verb, told.subject_id) == ("person.rhythm_chosen", ada.pk)
    actions.choose_rhythm(ada, by=by_ada, **chosen)
    assert Entry.objects.latest("pk") == told
    actions.choose_rhythm(ada, by=by_ada, digest_at=time(8), digest_again_at=time(8))
    nothing = dict.fromkeys(["digest_again_at", "quiet_from", "quiet_until"])
    assert rhythm_of(ada) == {"person_id": ada.pk, "digest_at": time(8), "quiet_weekends": False, **nothing}


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "field"),
    [(time(20), None, "quiet_until"), (None, time(7), "quiet_from"), (time(7), time(7), "quiet_until")],
)
def test_quiet_hours_have_a_beginning_and_another_end(
    ada: Person, by_ada: Actor, quiet_from: time | None, quiet_until: time | None, field: str
) -> None:
    with refused(field):
        actions.choose_rhythm(ada, by=by_ada, digest_at=time(8), quiet_from=quiet_from, quiet_until=quiet_until)


def test_nobody_chooses_for_another(bo: Person, by_ada: Actor) -> None:
    for choose in (
        lambda: actions.choose_news(bo, by=by_ada, ways={NEWS: How.DIGEST}),
        lambda: actions.choose_rhythm(bo, by=by_ada, digest_at=time(8)),
    ):
        with pytest.raises(NotAllowed):
            choose()


def test_people_read_their_own_notices_only(ada: Person, bo: Person, by_ada: Actor) -> None:
    first, second, third = (tell(ada, of=entry)[0].pk for entry in Entry.objects.order_by("pk")[:3])
    others = [notice.pk for notice in tell(bo)]

    def read() -> set[int]:
        return set(Notice.objects.filter(read_at=MORNING).values_list("pk", flat=True))

    with clock.travel(MORNING):
        assert [actions.mark_read([first, *others], by=by_ada) for _again in range(2)] == [1, 0]
        assert read() == {first}
        assert [actions.mark_all_read(by=by_ada) for _again in range(2)] == [2, 0]
        assert read() == {first, second, third}


def test_a_mail_given_up_is_not_sent_and_its_record_says_so_once(mail: Notice, by_ann: Actor, record: Record) -> None:
    with refused("reason"):
        actions.give_up(mail, by=by_ann, reason=" ")
    with clock.travel(MORNING):
        actions.give_up(mail, by=by_ann, reason="Told\nby phone" + "e" * 600)
    mail.refresh_from_db()
    assert (mail.state, mail.failed_at) == (Delivery.GIVEN_UP, MORNING)
    sealed = Entry.objects.about(mail).get(verb="notice.given_up").sealed
    assert sealed and sealed["reason"].startswith("Told by phone") and len(sealed["reason"]) == 500
    told = Entry.objects.about(record).get(verb="notice.not_delivered")
    assert told.facts == {"person": mail.person_id, "notice": mail.pk, "fate": Delivery.GIVEN_UP}
    with refused(saying="does not wait"):
        actions.give_up(mail, by=by_ann, reason="again")
    actions.retry(mail, by=by_ann)
    with clock.travel(MORNING + timedelta(hours=1)):
        actions.give_up(mail, by=by_ann, reason="still")
    assert Entry.objects.filter(verb="notice.not_delivered").count() == 1
    assert Notice.objects.get().failed_at == MORNING


def test_a_mail_about_no_record_can_be_given_up(mail: Notice, by_ann: Actor) -> None:
    Notice.objects.update(record=None)
    actions.give_up(mail, by=by_ann, reason="Told by phone")
    assert Notice.objects.get().state == Delivery.GIVEN_UP
    assert not Entry.objects.filter(verb="notice.not_delivered").exists()


def test_a_mail_is_tried_again_at_once_from_the_beginning(mail: Notice, by_ann: Actor, settings: Any) -> None:
    settings.SMTP = {"EMAIL_HOST": "mail.example"}
    Notice.objects.update(state=Delivery.STUCK, attempts=9, due_at=MORNING - timedelta(days=2))
    with clock.travel(MORNING):
        actions.retry(mail, by=by_ann)
    kept = Notice.objects.get()
    assert (kept.state, kept.attempts, kept.due_at) == (Delivery.WAITING, 0, MORNING)
    assert Entry.objects.about(mail).get().verb == "notice.retried"
    assert Job.objects.filter(task__endswith="send_due").count() == 1


@pytest.mark.parametrize(("values", "sentence"), [({"state": Delivery.SENT}, "does not wait"), ({"text": ""}, "was erased")])
def test_what_went_or_was_erased_is_not_sent_again(mail: Notice, by_ann: Actor, values: dict[str, str], sentence: str) -> None:
    Notice.objects.update(**values)
    with refused(saying=sentence):
        actions.retry(mail, by=by_ann)


def test_only_administrators_tend_the_outbox(mail: Notice, by_ada: Actor) -> None:
    for tend in (lambda: actions.retry(mail, by=by_ada), lambda: actions.give_up(mail, by=by_ada, reason="x")):
        with pytest.raises(NotAllowed):
            tend()


def test_a_text_is_kept_as_written_with_a_number_of_its_language(by_ann: Actor) -> None:
    with clock.travel(MORNING):
        made = actions.reword_text(TEXT, by=by_ann, language="nl", subject=" Nieuws\0 ", body=" Een\r\ntwee ")
    kept = TextVersion.objects.get()
    assert (kept.text, kept.language, kept.number, kept.at, kept.is_shipped) == (TEXT.name, "nl", 1, MORNING, False)
    assert (kept.subject, kept.body) == ("Nieuws\N{REPLACEMENT CHARACTER}", "Een\ntwee")
    assert [(entry.verb, entry.facts) for entry in Entry.objects.about(made)] == [("text.reworded", {"number": 1})]
    assert actions.reword_text(TEXT, by=by_ann, language="en", subject="News", body="x").number == 1
    back = actions.reset_text(TEXT, by=by_ann, language="nl")
    assert back.number == 2 and Entry.objects.about(back).get().facts == {"number": 2}
    for language in ("nl", "et"):
        with refused(saying="shipped text already"):
            actions.reset_text(TEXT, by=by_ann, language=language)


@pytest.mark.parametrize(
    ("subject", "body", "field"),
    [
        (" ", "x", "subject"),
        ("x", " ", "body"),
        ("x" * (LONGEST_SUBJECT + 1), "x", "subject"),
        ("x\ny", "x", "subject"),
        ("{{ secret }}", "x", "subject"),
        ("x", "x" * (LONGEST_BODY + 1), "body"),
        ("x", "{{ secret }}", "body"),
    ],
)
def test_a_text_that_will_not_do_is_refused(by_ann: Actor, subject: str, body: str, field: str) -> None:
    with refused(field):
        actions.reword_text(TEXT, by=by_ann, language="en", subject=subject, body=body)


def test_a_text_may_be_as_long_as_the_form_says_in_a_language_of_the_house(by_ann: Actor) -> None:
    longest = {"subject": "x" * LONGEST_SUBJECT, "body": "x" * LONGEST_BODY}
    actions.reword_text(TEXT, by=by_ann, language="en", **longest)
    with refused(saying="language"):
        actions.reword_text(TEXT, by=by_ann, language="xx", **longest)
