"""The passport: what is there, what is missing in words, and for whom; hints for who assigns; the purpose and its portal."""

import re
from datetime import timedelta

from refusing import refused

from vakdesk.competence import actions
from vakdesk.competence.hints import hints
from vakdesk.competence.kinds import Readiness
from vakdesk.competence.matrix import Book, sections_of
from vakdesk.competence.models import Evidence
from vakdesk.competence.tests.conftest import BEGINS, follow, submitted, worked
from vakdesk.kit import clock
from vakdesk.people.tests.cast import actor, client_of, make_person
from vakdesk.standards.outlines import KEYS
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.tests.play import MONDAY, report

PLACES = {"essa-technical-specialist": 33, "ee-junior-it": 57, "nl-c0088": 11, "nl-23244": 46, "nl-27016": 57}


def row(passport, code: str, key: str = "nl-c0088"):
    return next(one for one in Book.of(passport, own=True).standard(key).rows if one.branch.code == code)


def test_every_behaviour_outcome_and_indicator_has_its_row():
    assert {key: sum(len(leaves) for _branch, leaves in sections_of(key)) for key in KEYS} == PLACES


def test_one_piece_counts_in_five_standards_and_what_is_missing_is_said(passport, tia, bo, lindewaard):
    ticket = worked(bo, tia)
    follow()
    assert row(passport, "C1-K1-W1.4").waiting and not row(passport, "C1-K1-W1.4").pieces
    submitted(passport, ticket)
    reached = {one.key: one.with_material for one in Book.of(passport, own=False).standards}
    assert all(reached.values()) and set(reached) == set(KEYS)
    found = row(passport, "C1-K1-W1.4")
    assert found.readiness is Readiness.MORE and found.judged.missing == ["2 more pieces", "from different months", "for different people"]
    others = [make_person(f"Asker {number}", organisation=lindewaard) for number in range(2)]
    for number, other in enumerate(others, start=1):
        with clock.travel(MONDAY + timedelta(days=31 * number)):
            again = worked(other, tia, title=f"Again {number}")
            follow()
            submitted(passport, again)
    with clock.travel(MONDAY + timedelta(days=63)):
        assert row(passport, "C1-K1-W1.4").readiness is Readiness.READY
    with clock.travel(MONDAY + timedelta(days=500)):
        assert "3 are older than a year" in row(passport, "C1-K1-W1.4").judged.missing


def test_what_must_be_seen_says_so_until_somebody_saw_it(passport, karel, tia, bo):
    assert row(passport, "C1-K1-W1.3").readiness is Readiness.SEEN
    seen = {"title": "Phone", "seen_on": BEGINS, "activities": ["A10"], "statement": "Calm."}
    for number in range(2):
        actions.accept(actions.observe(passport, by=actor(karel), **seen), by=actor(tia))
        assert (row(passport, "C1-K1-W1.3").readiness is Readiness.READY) == (number == 1)


def test_restricted_later_it_counts_no_more(passport, tia, bo):
    ticket = worked(bo, tia)
    follow()
    submitted(passport, ticket)
    record = Evidence.objects.get().record
    record.restricted = True
    record.save()
    assert not Book.of(passport, own=True).evidence


def test_the_page_has_no_percentage_and_tells_a_coach_nothing_unsubmitted(passport, tia, karel, bo):
    ticket = worked(bo, tia)
    follow()
    own = client_of(tia).get("/passport/?standard=nl-c0088").content.decode()
    assert "of 11 places have material" in own and 'data-s="waiting"' in own and "%" not in own.split("<main")[1].split("</main")[0]
    theirs = client_of(karel).get(f"/passport/people/{tia.pk}/").content.decode()
    assert 'data-s="waiting"></i>' not in theirs
    assert client_of(karel).get("/passport/people/").content.decode().count(tia.name) >= 1
    submitted(passport, ticket)
    paper = client_of(tia).get("/passport/print/?standard=nl-c0088")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")


def test_work_is_submitted_on_its_page_without_script(passport, tia, bo):
    ticket = worked(bo, tia)
    follow()
    client = client_of(tia)
    page = client.get("/passport/work/").content.decode()
    assert ticket.title in page
    url = re.search(r"/passport/work/\d+/submit/", page)[0]
    told = {"situation": "S", "task": "T", "action": "A", "result": "R"}
    assert client.post(url, {"activities": ["A05"], "share": "100", **told}).status_code == 422
    assert client.post(url, {"activities": ["A05"], "share": "100", **told, "reflection": "F"}).status_code == 303
    made = Evidence.objects.get()
    assert "Position" in client.get(made.get_absolute_url()).content.decode()
    tickets.reopen(ticket, by=actor(bo), text="Black again")
    assert "Changed since it was submitted" in client.get(made.get_absolute_url()).content.decode()


def test_a_lead_is_hinted_at_what_helps_only_about_who_asked_for_it(passport, tia, dee, bo):
    report(bo, kind="complaint", title="Nobody answers")
    assert hints(actor(dee)) == []
    actions.set_hints(passport, by=actor(tia), on=True)
    assert [(one.ticket.title, one.people) for one in hints(actor(dee))] == [("Nobody answers", [tia])]
    assert "Nobody answers" in client_of(dee).get("/passport/would-help/").content.decode()
    actions.set_hints(passport, by=actor(tia), on=False)
    assert hints(actor(dee)) == []


def test_a_client_is_off_until_its_contract_is_named_and_its_people_are_told(lindewaard, pim, bo):
    portal = client_of(bo)
    assert "People who learn at this desk" not in portal.get("/portal/").content.decode()
    with refused("contract", "Name the contract"):
        actions.switch_on(lindewaard, by=actor(pim), basis="contract", contract=" ", starts_on=BEGINS)
    actions.switch_on(lindewaard, by=actor(pim), basis="contract", contract="Agreement 7", starts_on=BEGINS)
    page = portal.get("/portal/").content.decode()
    assert "People who learn at this desk" in page and "Agreement 7" in page
    with refused("", "on already"):
        actions.switch_on(lindewaard, by=actor(pim), basis="contract", contract="Agreement 7", starts_on=BEGINS)
    with refused("why"):
        actions.switch_off(lindewaard, by=actor(pim), why="")
    actions.switch_off(lindewaard, by=actor(pim), why="Ended")
    assert "People who learn at this desk" not in portal.get("/portal/").content.decode()
    with refused("", "off already"):
        actions.switch_off(lindewaard, by=actor(pim), why="Ended")
