"""What others saw: a coach's observation, a witness by link alone; and who reads whose evidence."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from refusing import refused

from vakdesk.access.roles import Role
from vakdesk.competence import actions
from vakdesk.competence.models import Evidence
from vakdesk.competence.tests.conftest import BEGINS, follow, submitted, worked
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import INSTALLER, actor, client_of, make_person
from vakdesk.tickets.tests.play import MONDAY

SEEN = {"title": "The phone on Monday", "seen_on": BEGINS, "activities": ["A10", "A18"], "statement": "A caller shouted; she stayed kind."}
ASKED = {"witness_name": "Rik Maas", "witness_role": "teacher, room C2", "title": "A lesson", "activities": ["A18"]}


def test_an_observation_counts_once_its_person_submits_it(passport, karel, tia):
    made = actions.observe(passport, by=actor(karel), **SEEN)
    assert not made.counts and made.observer == karel
    with pytest.raises(NotAllowed):
        actions.accept(made, by=actor(karel))
    actions.accept(made, by=actor(tia), reflection="I counted to three.")
    made.refresh_from_db()
    assert made.counts
    with refused("", "does not wait"):
        actions.accept(made, by=actor(tia))


def test_nobody_observes_whom_they_do_not_coach_least_of_all_themselves(passport, ada, tia, lindewaard, systems):
    elsewhere = make_person("Coach elsewhere", organisation=lindewaard, role=Role.COACH, scope=systems)
    for other in (ada, tia, elsewhere):
        with pytest.raises(NotAllowed):
            actions.observe(passport, by=actor(other), **SEEN)
    everywhere = make_person("Coach of all", organisation=lindewaard, role=Role.COACH)
    people.grant_role(everywhere, by=INSTALLER, role=Role.AGENT)
    own = actions.open_passport(everywhere, by=actor(everywhere), starts_on=BEGINS)
    with pytest.raises(NotAllowed):
        actions.observe(own, by=actor(everywhere), **SEEN)


def test_a_witness_states_once_by_link_and_in_time(passport, karel, tia):
    token = actions.ask_witness(passport, by=actor(karel), **ASKED)
    client, url = Client(), f"/passport/witness/{token}/"
    assert "Rik Maas" in client.get(url).content.decode()
    assert client.get("/passport/witness/forged/").status_code == 404
    assert client.post(url, {"seen_on": "2026-03-01", "statement": ""}).status_code == 422
    assert client.post(url, {"seen_on": "2026-03-09", "statement": "Good"}).status_code == 409
    assert client.post(url, {"seen_on": "2026-03-01", "statement": "She explained it twice."}).status_code == 200
    assert client.get(url).status_code == 404 and client.post(url, {"seen_on": "2026-03-01", "statement": "Again"}).status_code == 404
    found = Evidence.objects.get()
    assert (found.state, found.statement, found.link_digest) == ("offered", "She explained it twice.", "")
    assert token not in str(list(Entry.objects.values_list("facts", "sealed")))
    late = actions.ask_witness(passport, by=actor(karel), **ASKED)
    with clock.travel(MONDAY + timedelta(days=22)):
        assert client.get(f"/passport/witness/{late}/").status_code == 404


def test_a_person_sees_no_link_and_nobody_sees_what_is_not_submitted(passport, karel, tia, ada, dee, eli, bo):
    ticket = worked(bo, tia)
    follow()
    answer = client_of(karel).post(f"/passport/people/{tia.pk}/ask-witness/", ASKED).content.decode()
    assert re.search(r"/passport/witness/[^/]{20,}/", answer), "the coach gets it once, to hand on"
    asked = Evidence.objects.get()
    page = client_of(tia).get(f"/passport/evidence/{asked.pk}/").content.decode()
    assert "witness/" not in page
    made = submitted(passport, ticket)
    assert client_of(tia).get(f"/passport/evidence/{made.pk}/").status_code == 200
    assert client_of(karel).get(f"/passport/evidence/{made.pk}/").status_code == 200
    for other in (ada, dee, eli, bo):
        assert client_of(other).get(f"/passport/evidence/{made.pk}/").status_code == 404
        assert client_of(other).get(f"/passport/people/{tia.pk}/").status_code == 404
    actions.withdraw(made, by=actor(tia))
    assert client_of(karel).get(f"/passport/evidence/{made.pk}/").status_code == 404


def test_the_auditor_reads_nothing_about_who_submitted_what(passport, karel, tia, eli, bo):
    ticket = worked(bo, tia)
    follow()
    submitted(passport, ticket)
    seen = Entry.objects.filter(verb__startswith="evidence.")
    assert seen.exists()
    for other in (eli, bo):
        assert not seen.visible_to(actor(other)).exists()
    assert seen.visible_to(actor(karel)).exists() and seen.visible_to(actor(tia)).exists()
