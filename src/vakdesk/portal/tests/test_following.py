"""Following a report: how it stands, answering, saying whether it works, asking to look again."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.logbook import remembering
from vakdesk.people.tests import cast
from vakdesk.portal.tests.play import picture
from vakdesk.portal.words import standing
from vakdesk.records import actions as records
from vakdesk.records.models import Draft, Message
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Closure, State
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests import play

pytestmark = pytest.mark.django_db


def url(ticket, verb=""):
    return f"/portal/reports/{ticket.reference}/{verb}"


def page(client, ticket, verb=""):
    answer = client.get(url(ticket, verb))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def solved(bo, ada):
    return play.resolved(bo, ada, verification="asked", text="We **changed** the cable.")


def test_a_report_tells_what_was_said_and_done_in_plain_words(as_bo, solved):
    told = page(as_bo, solved)
    for words in (
        "We have this report.",
        "Ada Kask is going to help.",
        "Ada Kask solved it.",
        "<strong>changed</strong>",
        "Does it work now?",
    ):
        assert words in told


def test_every_way_of_ending_has_its_words():
    for closure in Closure:
        assert standing(Ticket(state=State.CLOSED, closure=closure)).sentence


def test_every_state_has_its_words(as_bo, bo, ada, actor):
    ticket = play.report(bo)
    assert "We have it. Somebody will look at it." in page(as_bo, ticket)
    actions.take(ticket, by=actor(ada))
    assert "Somebody is working on it." in page(as_bo, ticket)
    actions.ask(ticket, by=actor(ada), text="Which room?")
    assert "We wait for your answer." in page(as_bo, ticket)
    as_bo.post(url(ticket, "reply/"), {"text": "C2.14"})
    actions.hold(ticket, by=actor(ada), waiting_for="supplier", reason="Part 4711")
    assert "We wait for another company." in page(as_bo, ticket)
    actions.resolve(ticket, by=actor(ada), **play.SOLUTION)
    assert "Does it work now?" in page(as_bo, ticket)


@pytest.mark.parametrize("closure", [Closure.CONFIRMED, Closure.VERIFIED, Closure.NOT_CONFIRMED, Closure.WITHDRAWN])
def test_every_end_has_its_words(as_bo, bo, ada, actor, closure):
    ticket = play.resolved(bo, ada) if closure != Closure.WITHDRAWN else play.report(bo)
    if closure == Closure.CONFIRMED:
        actions.confirm(ticket, by=actor(bo))
    elif closure == Closure.WITHDRAWN:
        actions.withdraw(ticket, by=actor(bo))
    else:
        actions.close(ticket, by=actor(ada), closure=closure)
    words = {
        Closure.CONFIRMED: "You told us that it works.",
        Closure.VERIFIED: "We saw that it works.",
        Closure.NOT_CONFIRMED: "We did not hear from you",
        Closure.WITHDRAWN: "it is no longer needed",
    }
    assert words[closure] in page(as_bo, ticket)


def test_an_answer_with_a_file_goes_to_the_desk(as_bo, bo, ada, actor, taken):
    actions.ask(taken, by=actor(ada), text="Which room?")
    Draft.objects.create(record=taken.record, person=bo, side="public", text="C2", saved_at=clock.now())
    assert as_bo.post(url(taken, "reply/"), {"text": "C2.14", "files": [picture()], "_once": "a"})["Location"] == url(taken)
    again = play.fresh(taken)
    assert (again.state, again.needs_answer) == (State.IN_PROGRESS, True)
    assert Message.objects.get(text="C2.14").via == "portal"
    assert "screen.png" in page(as_bo, taken)
    assert not Draft.objects.exists()


def test_an_empty_answer_is_refused_and_a_double_one_is_one(as_bo, taken):
    assert as_bo.post(url(taken, "reply/"), {"text": " "}).status_code == 422
    for _time in range(2):
        as_bo.post(url(taken, "reply/"), {"text": "Hello?", "_once": "b"})
    assert Message.objects.filter(text="Hello?").count() == 1


def test_what_one_writes_survives_a_reload(as_bo, taken):
    assert as_bo.post(url(taken, "draft/"), {"text": "I was about to"}, headers={"X-Quiet": "1"}).status_code == 204
    assert "I was about to" in page(as_bo, taken)
    assert as_bo.post(url(taken, "draft/"), {"text": "I was about to say"})["Location"] == url(taken)


def test_it_works_now(as_bo, solved):
    assert "It works now" in page(as_bo, solved, "confirm/")
    assert as_bo.post(url(solved, "confirm/"))["Location"] == url(solved)
    assert (play.fresh(solved).state, play.fresh(solved).closure) == (State.CLOSED, Closure.CONFIRMED)
    assert as_bo.post(url(solved, "confirm/")).status_code == 409


def test_not_yet(as_bo, solved):
    assert "What is still wrong?" in page(as_bo, solved, "dispute/")
    as_bo.post(url(solved, "dispute/"), {"text": "It flickers again"})
    assert play.fresh(solved).state == State.IN_PROGRESS
    assert "It flickers again" in page(as_bo, solved)


def test_not_yet_needs_no_words(as_bo, solved):
    assert as_bo.post(url(solved, "dispute/")).status_code == 303
    assert play.fresh(solved).state == State.IN_PROGRESS


def test_what_is_over_can_be_opened_again_for_some_days(as_bo, bo, solved, actor):
    actions.confirm(solved, by=actor(bo))
    assert "Look again, please" in page(as_bo, solved)
    assert as_bo.post(url(solved, "reopen/"), {"text": ""}).status_code == 422
    as_bo.post(url(solved, "reopen/"), {"text": "It is back"})
    assert play.fresh(solved).is_open
    assert "This is open again." in page(as_bo, solved)


def test_after_those_days_a_new_report_is_offered(as_bo, bo, solved, actor):
    actions.confirm(solved, by=actor(bo))
    with clock.travel(clock.now() + timedelta(days=settings.REOPEN_WITHIN_DAYS, minutes=1)):
        told = page(as_bo, solved)
        assert "Report it again" in told and "Look again, please" not in told
        assert as_bo.post(url(solved, "reopen/"), {"text": "It is back"}).status_code == 409


def test_what_is_no_longer_needed_is_closed(as_bo, taken):
    assert "I no longer need this" in page(as_bo, taken)
    as_bo.post(url(taken, "withdraw/"), {"text": "Found it"})
    assert play.fresh(taken).closure == Closure.WITHDRAWN
    assert "I no longer need this" not in page(as_bo, taken)


def test_who_solved_it_cannot_say_that_it_works(as_ada, ada, dee, actor):
    ticket = play.resolved(ada, ada)
    assert as_ada.post(url(ticket, "confirm/")).status_code == 409


def test_the_first_page_shows_what_needs_them_first_with_its_buttons(as_bo, bo, ada, solved):
    play.report(bo, title="Something newer")
    told = as_bo.get("/portal/").content.decode()
    assert told.index(solved.title) < told.index("Something newer")
    assert url(solved, "confirm/") in told and url(solved, "dispute/") in told
    assert "We changed the cable." in told


def test_my_reports_are_open_closed_searched_and_narrowed(as_bo, bo, ada, actor):
    actions.confirm(play.resolved(bo, ada), by=actor(bo))
    play.report(bo, title="The beamer is green")
    assert "The beamer is green" in as_bo.get("/portal/reports/").content.decode()
    assert "recovery key" not in as_bo.get("/portal/reports/").content.decode()
    assert "recovery key" in as_bo.get("/portal/reports/?view=closed").content.decode()
    assert "The beamer is green" in as_bo.get("/portal/reports/?words=beamer").content.decode()
    assert "The beamer is green" not in as_bo.get("/portal/reports/?words=laptop").content.decode()
    assert "The beamer is green" in as_bo.get("/portal/reports/?state=new").content.decode()
    assert "The beamer is green" not in as_bo.get("/portal/reports/?state=resolved").content.decode()
    assert "Received" in as_bo.get("/portal/reports/?format=csv").getvalue().decode()


def test_many_reports_are_turned_page_by_page(as_bo, bo):
    for number in range(26):
        play.report(bo, title=f"Matter {number}")
    first = as_bo.get("/portal/reports/").content.decode()
    assert 'rel="next"' in first and "Matter 25" in first and "Matter 0<" not in first


@pytest.mark.parametrize("address", ["/portal/", "/portal/reports/"])
def test_a_list_asks_no_more_for_more_rows(as_bo, bo, ada, address):
    def asked():
        remembering.forget()
        with CaptureQueriesContext(connection) as queries:
            as_bo.get(address)
        return len(queries)

    play.resolved(bo, ada)
    one = asked()
    for _more in range(3):
        play.resolved(bo, ada)
    assert asked() == one


def test_who_may_read_for_an_organisation_reads_and_does_no_more(bo, ada, lindewaard, solved):
    boss = cast.make_person("Fay Boss", organisation=lindewaard, role=Role.REQUESTER, scope=lindewaard)
    client = cast.client_of(boss)
    assert solved.title in client.get("/portal/reports/?view=others").content.decode()
    told = page(client, solved)
    assert "asked by Bo Jansen" in told and "It works now" not in told and 'id="answer"' not in told
    assert {client.get(url(solved, f"{verb}/")).status_code for verb in ("confirm", "dispute", "reopen", "withdraw")} == {403}
    assert {client.post(url(solved, f"{verb}/"), {"text": "x"}).status_code for verb in ("confirm", "dispute", "reply", "draft")} == {403}


def test_what_is_shared_with_somebody_is_among_those_of_others(as_cem, cem, ada, solved, actor):
    assert as_cem.get(url(solved)).status_code == 404
    records.share(solved.record, by=actor(ada), person_id=cem.pk, why="Same cable")
    assert solved.title in as_cem.get("/portal/reports/?view=others").content.decode()
    assert as_cem.get(url(solved)).status_code == 200


def test_the_desk_is_sent_to_its_own_page(as_ada, ticket):
    assert as_ada.get(url(ticket))["Location"] == f"/tickets/{ticket.reference}/"


def test_who_asks_is_sent_from_the_desks_page_to_their_own(as_bo, as_cem, ticket):
    assert as_bo.get(f"/tickets/{ticket.reference}/")["Location"] == url(ticket)
    assert as_cem.get(f"/tickets/{ticket.reference}/").status_code == 404


def test_of_a_corrected_message_only_the_correction_is_read(as_bo, ada, taken, actor):
    wrong = records.reply(taken.record, by=actor(ada), text="The password is hunter2")
    records.reply(taken.record, by=actor(ada), text="Come by the desk", corrects=wrong)
    assert "hunter2" not in page(as_bo, taken)
    assert "Come by the desk" in page(as_bo, taken)
    assert "instead of what was written on" in page(as_bo, taken)


def test_addresses_may_be_typed_in_small_letters(as_bo, ticket):
    assert as_bo.get(f"/portal/reports/{ticket.reference.lower()}/").status_code == 200
