"""A privacy officer erases what the logbook holds of a person under seal."""

import pytest
from django.test import Client

from vakdesk.administration import actions
from vakdesk.administration.queries import erasable
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.logbook.models import Entry
from vakdesk.logbook.redaction import REDACTED
from vakdesk.logbook.verify import verify
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db
ERASE = "/administration/erase/"


def test_found_shown_and_erased_with_a_ground(as_pia: Client, ada: Person, ticket: Ticket) -> None:
    found = as_pia.post(ERASE, {"person": "Ada Kask"})
    assert found.status_code == 303 and found["Location"] == f"{ERASE}{ada.pk}/"
    told = as_pia.get(f"{ERASE}{ada.pk}/").content.decode()
    assert "gone for good" in told and "ticket.taken" in told
    meant = erasable(ada).count()
    done = as_pia.post(f"{ERASE}{ada.pk}/", {"reach": "both", "ground": "gdpr-17", "sure": "on"}, follow=True).content.decode()
    assert f"Erased in {meant} entries" in done and "gdpr-17" in done
    taken = Entry.objects.get(verb="ticket.taken")
    assert taken.sealed is None and taken.salt is None
    assert Entry.objects.get(verb=REDACTED.name).facts["ground"] == "gdpr-17"
    assert verify().ok


def test_what_was_erased_is_shown_as_erased(as_eli: Client, pia: Person, ada: Person, ticket: Ticket) -> None:
    actions.erase(ada, by=cast.actor(pia), ground="gdpr-17")
    taken = Entry.objects.get(verb="ticket.taken")
    assert "Erased. The seal shows" in as_eli.get(f"/administration/logbook/{taken.pk}/").content.decode()


def test_only_what_was_asked_for_is_erased(pia: Person, ada: Person, ticket: Ticket) -> None:
    actions.erase(ada, by=cast.actor(pia), ground="gdpr-16", reach="about")
    assert Entry.objects.get(verb="ticket.taken").sealed is not None
    assert not erasable(ada, "about").exists() and erasable(ada, "by").exists()


def test_nothing_is_erased_without_a_ground_and_being_sure(as_pia: Client, ada: Person, ticket: Ticket) -> None:
    for sent in (
        {"reach": "both", "ground": "gdpr-17"},
        {"reach": "both", "sure": "on"},
        {"reach": "x", "ground": "gdpr-17", "sure": "on"},
    ):
        assert as_pia.post(f"{ERASE}{ada.pk}/", sent).status_code == 422
    assert Entry.objects.get(verb="ticket.taken").sealed is not None


def test_what_is_gone_cannot_be_erased_again(pia: Person, ada: Person, ticket: Ticket) -> None:
    actions.erase(ada, by=cast.actor(pia), ground="gdpr-17")
    with pytest.raises(Refused, match="nothing to erase"):
        actions.erase(ada, by=cast.actor(pia), ground="gdpr-17")


def test_only_privacy_officers_and_administrators_get_in(
    as_ada: Client, as_bo: Client, as_eli: Client, ada: Person, ticket: Ticket
) -> None:
    for client in (as_ada, as_bo, as_eli):
        assert [client.get(path).status_code for path in (ERASE, f"{ERASE}{ada.pk}/")] == [403, 403]
        assert client.post(f"{ERASE}{ada.pk}/", {"reach": "both", "ground": "gdpr-17", "sure": "on"}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.erase(ada, by=cast.actor(ada), ground="gdpr-17")
