"""Two reports of one matter become one piece of work, and neither requester reads what the other wrote."""

import pytest
from django.urls import reverse

from vakdesk.access.roles import Role
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.followers import run_followers
from vakdesk.notices.models import Notice
from vakdesk.people.models import Person
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.records import actions as records
from vakdesk.records.kinds import LinkKind
from vakdesk.records.models import Link
from vakdesk.records.store import stage
from vakdesk.search.find import ranked
from vakdesk.search.terms import parse
from vakdesk.tickets import actions
from vakdesk.tickets.kinds import Closure, State
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import SOLUTION, fresh, last, refused, report
from vakdesk.tickets.tests.play import taken as taken_by


@pytest.fixture
def fay(lindewaard) -> Person:
    """A colleague of Bo's, who asks about the same."""
    return make_person("Fay Bos", organisation=lindewaard, email="fay@lindewaard.example")


@pytest.fixture
def other(bo, ada) -> Ticket:
    """Another report of Bo's about the same, which Ada works on."""
    return taken_by(bo, ada, title="Recovery key again", text="The laptop asks once more.")


@pytest.fixture
def fays(fay) -> Ticket:
    return report(fay, title="Blue screen with a key", text="Only Fay knows this.")


def merged(ticket: Ticket, target: Ticket, by: Person) -> Ticket:
    actions.merge(fresh(ticket), by=actor(by), target=fresh(target), of_two_people=ticket.requester_id != target.requester_id)
    return fresh(ticket)


def told(person: Person) -> list[str]:
    while run_followers():
        pass
    return [one.text for one in Notice.objects.filter(person=person, channel="mail").order_by("pk")]


def test_the_merged_one_is_closed_as_a_duplicate_and_the_other_goes_on(ada, ticket, other):
    was = fresh(other)
    found = merged(ticket, other, ada)
    assert (found.state, found.closure, found.merged_into_id, found.closed_at is not None) == (State.CLOSED, Closure.MERGED, other.pk, True)
    assert last(ticket, "ticket.merged").facts == {"into": other.reference}
    assert last(other, "ticket.absorbed").facts == {"merged": ticket.reference}
    assert Link.objects.get().kind == LinkKind.DUPLICATES and Link.objects.get().target_id == other.pk
    goes_on = fresh(other)
    assert (goes_on.state, goes_on.assignee_id, goes_on.opened_at) == (was.state, was.assignee_id, was.opened_at)
    assert goes_on.record.version == was.record.version + 1


def test_what_lies_unanswered_on_it_is_the_others_to_answer(ada, bo, ticket, other):
    actions.reply(other, by=actor(ada), text="We look.")
    actions.reply(ticket, by=actor(bo), text="Hello?")
    merged(ticket, other, ada)
    assert (fresh(ticket).needs_answer, fresh(other).needs_answer) == (False, True)


def test_no_queue_holds_it_any_more(as_ada, ada, ticket, other):
    merged(ticket, other, ada)
    assert not Ticket.objects.open().filter(pk=ticket.pk)
    assert ticket.reference not in as_ada.get("/tickets/?view=unassigned").content.decode()
    table = b"".join(as_ada.get("/tickets/?view=all&format=csv")).decode()
    assert [line for line in table.splitlines() if ticket.reference in line and "Closed" in line]


def test_search_still_finds_it_by_its_words(as_ada, ada, ticket, other):
    merged(ticket, other, ada)
    assert ticket.reference in as_ada.get("/tickets/?view=all&words=recovery").content.decode()


def test_a_ticket_is_not_merged_into_itself(ada, ticket):
    with refused("target", "merged into itself"):
        actions.merge(ticket, by=actor(ada), target=fresh(ticket))


def test_two_merges_that_cross_end_in_a_refusal(ada, ticket, other):
    merged(ticket, other, ada)
    with refused("target", "Undo that first"):
        actions.merge(other, by=actor(ada), target=fresh(ticket))


def test_what_is_merged_is_merged_no_second_time(ada, bo, ticket, other):
    merged(ticket, other, ada)
    with refused("", "already"):
        actions.merge(fresh(ticket), by=actor(ada), target=report(bo))


def test_nothing_is_merged_into_what_is_merged_itself(ada, bo, ticket, other):
    merged(ticket, other, ada)
    with refused("target", "Merge into that one"):
        actions.merge(report(bo), by=actor(ada), target=fresh(ticket))


def test_what_is_closed_is_linked_instead(ada, bo, ticket, other):
    actions.withdraw(ticket, by=actor(bo))
    with refused("", "link"):
        actions.merge(fresh(ticket), by=actor(ada), target=other)
    with refused("target", "Reopen it first"):
        actions.merge(other, by=actor(ada), target=fresh(ticket))


def test_another_clients_ticket_is_refused(ada, cem, ticket):
    with refused("target", "another client"):
        actions.merge(ticket, by=actor(ada), target=report(cem), of_two_people=True)


def test_another_persons_ticket_needs_a_word_that_one_knows(ada, ticket, fays):
    with refused("of_two_people", "Bo Jansen and Fay Bos"):
        actions.merge(ticket, by=actor(ada), target=fays)
    merged(ticket, fays, ada)


def test_what_waits_for_its_release_is_decided_first(ada, tia, ticket, other):
    actions.take(ticket, by=actor(tia))
    actions.reply(ticket, by=actor(tia), text="Did you restart it?")
    with refused("", "release"):
        actions.merge(fresh(ticket), by=actor(ada), target=other)


def test_who_does_not_read_the_other_one_learns_nothing_of_it(desk, vlierhof, ticket, cem):
    agent = make_person("Ivo Elders", role=Role.AGENT, scope=vlierhof)
    theirs = report(cem, title="Ours")
    with refused("target", "no ticket"):
        actions.merge(theirs, by=actor(agent), target=ticket)
    client = client_of(agent)
    assert client.get(reverse("tickets:merge", args=[ticket.reference])).status_code == 404
    assert client.get(reverse("tickets:merge_targets", args=[ticket.reference])).status_code == 404
    sent = client.post(reverse("tickets:merge", args=[theirs.reference]), {"target": ticket.reference})
    assert sent.status_code == 422 and ticket.title not in sent.content.decode()


@pytest.mark.parametrize("shared_is_target", [True, False])
@pytest.mark.parametrize("shared_is_older", [True, False])
def test_who_reads_one_of_them_by_a_share_alone_may_not_merge(vlierhof, desk, ada, bo, cem, shared_is_target, shared_is_older):
    agent = make_person("Ivo Elders", role=Role.AGENT, scope=vlierhof)
    older, newer = (report(bo), report(cem)) if shared_is_older else (report(cem), report(bo))
    shared, theirs = (older, newer) if shared_is_older else (newer, older)
    records.share(shared.record, by=actor(ada), person_id=agent.pk, side="staff", why="The same fault at their client")
    ticket, target = (theirs, shared) if shared_is_target else (shared, theirs)
    with pytest.raises(NotAllowed):
        actions.merge(ticket, by=actor(agent), target=target, of_two_people=True)


def test_requesters_do_not_merge(bo, ticket, other):
    with refused("target", "no ticket"):
        actions.merge(ticket, by=actor(bo), target=other)


def test_who_only_looks_on_does_not_merge(ann, ticket, other):
    with pytest.raises(NotAllowed):
        actions.merge(ticket, by=actor(ann), target=other)


def test_a_link_of_another_ticket_is_not_enough(ada, fays, ticket, other):
    records.link(fays.record, by=actor(ada), kind=LinkKind.DUPLICATES, target=other.record)
    merged(ticket, other, ada)
    assert Link.objects.filter(source=ticket.record, target=other.record, kind=LinkKind.DUPLICATES).exists()


def test_a_link_that_was_there_is_enough(ada, ticket, other):
    records.link(ticket.record, by=actor(ada), kind=LinkKind.DUPLICATES, target=other.record)
    merged(ticket, other, ada)
    assert Link.objects.count() == 1


def test_a_merged_one_is_not_reopened(ada, bo, ticket, other):
    merged(ticket, other, ada)
    for who in (ada, bo):
        with refused("", "together"):
            actions.reopen(fresh(ticket), by=actor(who), text="Again")


def test_of_one_person_there_is_one_conversation(as_ada, ada, bo, ticket, other):
    merged(ticket, other, ada)
    for who in (ada, bo):
        with refused("", "Write there"):
            actions.reply(fresh(ticket), by=actor(who), text="Hello?")
    page = as_ada.get(other.get_absolute_url()).content.decode()
    assert "Since the update." in page and f"/tickets/{ticket.reference}/reply/" not in page


def test_another_requester_writes_on_their_own_and_the_desk_reads_it_on_the_one_that_goes_on(as_ada, ada, fay, fays, ticket, bo):
    actions.reply(ticket, by=actor(ada), text="We look, Bo.")
    merged(fays, ticket, ada)
    actions.reply(fresh(fays), by=actor(fay), text="It is **red** here.")
    assert fresh(ticket).needs_answer
    page = as_ada.get(ticket.get_absolute_url()).content.decode()
    assert "Only Fay knows this." in page and "<strong>red</strong>" in page
    assert page.count("said-corrected") == 1, "what was written before is folded, what came since is not"
    assert f'href="/tickets/{fays.reference}/reply/?next=' in page
    actions.reply(fresh(fays), by=actor(ada), text="Only to Fay.")
    assert (fresh(fays).needs_answer, fresh(ticket).needs_answer) == (False, False)


def test_an_answer_to_one_leaves_the_other_unanswered(ada, bo, fay, fays, ticket):
    merged(fays, ticket, ada)
    actions.reply(fresh(fays), by=actor(fay), text="Red here.")
    actions.reply(fresh(fays), by=actor(ada), text="Only to Fay.")
    assert fresh(ticket).needs_answer is ticket.needs_answer, "Bo has heard nothing yet"
    actions.reply(fresh(ticket), by=actor(bo), text="And me?")
    actions.reply(fresh(fays), by=actor(ada), text="More to Fay.")
    assert fresh(ticket).needs_answer


def test_once_the_other_is_closed_its_requester_makes_a_new_report(ada, bo, fay, fays, ticket):
    merged(fays, ticket, ada)
    actions.withdraw(fresh(ticket), by=actor(bo))
    with refused("", "together"):
        actions.reply(fresh(fays), by=actor(fay), text="And mine?")
    page = client_of(fay).get(f"/portal/reports/{fays.reference}/").content.decode()
    assert "Make a new report" in page and 'id="answer"' not in page


def test_neither_requester_reads_anything_of_the_other(ada, bo, fay, fays, ticket):
    actions.note(fays, by=actor(ada), text="zqsecret note")
    records.attach(fays.record, by=actor(ada), files=[stage("zqsecret.txt", [b"x"])], side="public")
    merged(fays, ticket, ada)
    actions.reply(fresh(fays), by=actor(fay), text="zqfay wrote")
    actions.reply(fresh(ticket), by=actor(ada), text="zqbo answered")
    for address in ("/portal/", f"/portal/reports/{ticket.reference}/", "/portal/reports/"):
        said = client_of(bo).get(address).content.decode()
        assert not [word for word in ("Fay", fays.reference, "zqsecret", "zqfay") if word in said]
    assert not ranked(actor(bo), parse("zqfay")) and ranked(actor(fay), parse("zqfay"))
    fays_page = client_of(fay).get(f"/portal/reports/{fays.reference}/").content.decode()
    assert "We handle this together with another report." in fays_page and "zqfay wrote" in fays_page
    for word in ("Jansen", ticket.reference, ticket.title, "Since the update", "zqbo", "zqsecret note"):
        assert word not in fays_page
    assert client_of(fay).get(f"/portal/reports/{ticket.reference}/").status_code == 404
    assert client_of(bo).get(f"/portal/reports/{fays.reference}/").status_code == 404


def test_it_stays_among_the_open_reports_of_who_asked_until_the_other_is_closed(ada, bo, fay, fays, ticket):
    merged(fays, ticket, ada)
    home = client_of(fay)
    assert fays.title in home.get("/portal/").content.decode()
    actions.withdraw(fresh(ticket), by=actor(bo))
    assert fays.title not in home.get("/portal/").content.decode()


def test_who_asked_for_both_is_led_to_the_one_that_goes_on(as_bo, ada, ticket, other):
    merged(ticket, other, ada)
    page = as_bo.get(f"/portal/reports/{ticket.reference}/").content.decode()
    assert f'href="/portal/reports/{other.reference}/"' in page and 'id="answer"' not in page
    home = as_bo.get("/portal/").content.decode()
    assert other.title in home and ticket.title not in home


def test_each_requester_hears_of_their_own(ada, bo, fay, fays, ticket, other):
    merged(ticket, other, ada)
    merged(fays, other, ada)
    assert any(f"your other report {other.reference}" in text for text in told(bo))
    assert any("together with another report about the same" in text for text in told(fay))
    actions.resolve(fresh(other), by=actor(ada), **SOLUTION)
    assert any("think that it is solved" in text for text in told(fay))
    assert not any("think that it is solved" in text for text in told(bo)), "Bo is asked on the one that goes on"
    assert not any(bo.name in text or other.reference in text for text in told(fay))


def test_whoever_has_the_work_hears_what_the_other_requester_writes(ada, dee, fay, fays, other):
    merged(fays, other, dee)
    told(ada)
    assert any(f"{fays.reference} is merged into this ticket." in one.text for one in Notice.objects.filter(person=ada))
    actions.reply(fresh(fays), by=actor(fay), text="Red here.")
    assert any("Red here." in text for text in told(ada))


def test_whoever_has_the_work_and_may_not_read_it_hears_nothing_of_it(lindewaard, desk, systems, ada, fay, fays, bo):
    limited = make_person("Lea Teams", organisation=lindewaard, email="lea@lindewaard.example", role=Role.AGENT, scope=desk)
    target = taken_by(bo, limited)
    actions.hand_over(fays, by=actor(ada), team=systems, found="Yours", tried="A restart", expected="Look")
    merged(fays, target, ada)
    actions.reply(fresh(fays), by=actor(fay), text="Red here.")
    assert not any("Red here." in text for text in told(limited))
    assert "Only Fay" not in client_of(limited).get(target.get_absolute_url()).content.decode()


def test_merging_by_its_form_goes_by_number_or_words(as_ada, ticket, other, fays):
    address = reverse("tickets:merge", args=[ticket.reference])
    assert "Merge into another ticket" in as_ada.get(ticket.get_absolute_url()).content.decode()
    assert as_ada.get(address).status_code == 200
    offered = as_ada.get(reverse("tickets:merge_targets", args=[ticket.reference]), {"q": "recovery"}).content.decode()
    assert other.reference in offered and ticket.reference not in offered
    assert as_ada.post(address, {"target": "TK-999999"}).status_code == 422
    assert as_ada.post(address, {"target": fays.reference}).status_code == 409
    done = as_ada.post(address, {"target": "recovery"})
    assert done.status_code == 303 and fresh(ticket).merged_into_id == other.pk
    page = as_ada.get(ticket.get_absolute_url()).content.decode()
    assert other.get_absolute_url() in page and reverse("tickets:unmerge", args=[ticket.reference]) in page


def test_words_that_cost_much_find_nothing_at_once(as_ada, ticket):
    address = reverse("tickets:merge_targets", args=[ticket.reference])
    for words in ("", " ", "%%%%", "a " * 5000, "\0", "(" * 300, "' OR 1=1 --"):
        assert as_ada.get(address, {"q": words}).status_code == 200


def test_what_was_merged_into_what_is_merged_now_is_read_there_too(as_ada, ada, bo, fay, fays, ticket, other):
    merged(fays, ticket, ada)
    merged(ticket, other, ada)
    actions.reply(fresh(fays), by=actor(fay), text="Red here.")
    page = as_ada.get(other.get_absolute_url()).content.decode()
    assert "Red here." in page and "Since the update." in page
    assert fresh(other).needs_answer
