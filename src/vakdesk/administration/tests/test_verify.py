"""Having the logbook verified by a worker, and what is seen of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from vakdesk.administration import actions
from vakdesk.administration.concluding import conclude
from vakdesk.administration.jobs import VERIFIER
from vakdesk.administration.models import LOST_AFTER, Verification
from vakdesk.administration.verbs import VERIFICATION_ASKED, VERIFIED
from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.heads import kept_heads
from vakdesk.logbook.models import Entry
from vakdesk.logbook.triggers import install
from vakdesk.logbook.verify import Report
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db
LOGBOOK = "/administration/logbook/"


def test_pressing_the_button_has_a_worker_verify_and_shows_what_it_found(as_eli: Client, ticket: Ticket) -> None:
    assert "has not been verified" in as_eli.get(LOGBOOK).content.decode()
    assert "Verify now" in as_eli.get(f"{LOGBOOK}verify/").content.decode()
    assert "being verified" in as_eli.post(f"{LOGBOOK}verify/", follow=True).content.decode()
    work_off()
    found = Verification.objects.get()
    assert found.ok and found.entries == Entry.objects.get(verb=VERIFICATION_ASKED.name).position
    assert Entry.objects.get(verb=VERIFIED.name).facts == {"entries": found.entries, "ok": True, "first_bad": ""}
    assert kept_heads()[-1]["position"] == Entry.objects.get(verb=VERIFIED.name).position
    assert "The logbook is whole" in as_eli.get(LOGBOOK).content.decode()


def test_an_entry_that_was_changed_is_named(as_eli: Client, eli: Person, ticket: Ticket) -> None:
    entry = Entry.objects.get(verb="ticket.taken")
    with connection.cursor() as cursor:
        on = " ON logbook_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER entry_no_update{on}")
        cursor.execute("UPDATE logbook_entry SET door = 'mail' WHERE id = %s", [entry.pk])
    install()
    actions.verify(by=cast.actor(eli))
    work_off()
    assert not Verification.objects.get().ok
    told = as_eli.get(LOGBOOK).content.decode()
    assert "does not hold" in told and f"main {entry.position}" in told
    assert not kept_heads()


def test_one_verification_at_a_time_until_it_is_lost(eli: Person) -> None:
    actions.verify(by=cast.actor(eli))
    with pytest.raises(Refused, match="already"):
        actions.verify(by=cast.actor(eli))
    with clock.travel(clock.now() + LOST_AFTER + timedelta(minutes=1)):
        actions.verify(by=cast.actor(eli))
    assert Verification.objects.count() == 2


def test_a_verification_is_concluded_once_and_by_the_verifier_alone(eli: Person, ada: Person) -> None:
    asked = actions.verify(by=cast.actor(eli))
    with pytest.raises(NotAllowed):
        conclude(asked, by=cast.actor(eli), report=Report(True, 1))
    conclude(asked, by=VERIFIER, report=Report(True, 1))
    conclude(asked, by=VERIFIER, report=Report(False, 2, "main 1", "x"))
    asked.refresh_from_db()
    assert asked.ok and Entry.objects.filter(verb=VERIFIED.name).count() == 1
    with pytest.raises(NotAllowed):
        actions.verify(by=cast.actor(ada))
