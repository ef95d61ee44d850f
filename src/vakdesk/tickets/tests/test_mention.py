"""@name in a note: who is named is told and watches from then on; nobody is named into what they may not read."""

import pytest

from vakdesk.access.roles import Role
from vakdesk.logbook.followers import run_followers
from vakdesk.notices.models import Notice
from vakdesk.people.tests.cast import actor, make_person
from vakdesk.records import actions as records
from vakdesk.records.kinds import Side
from vakdesk.records.models import Record
from vakdesk.tickets import actions
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import last, verbs

pytestmark = pytest.mark.django_db


def noted(ticket, by, text):
    actions.note(ticket, by=actor(by), text=text)
    return verbs(ticket).count("ticket.mentioned")


@pytest.mark.parametrize("called", ["@Dee de Wit, can you look?", "ask @dee.de.wit.", "(@dee) knows", "@DEE DE WIT knows", "@Dee"])
def test_somebody_named_by_whole_user_or_only_first_name_is_told_and_watches(taken, ada, dee, called):
    assert noted(taken, ada, called) == 1
    assert last(taken, "ticket.mentioned").facts["person"] == dee.pk
    assert taken.record.watchers.filter(person=dee).exists()
    while run_followers():
        pass
    assert Notice.objects.filter(person=dee, news="work.mentioned").exists()


@pytest.mark.parametrize("text", ["mail dee@example.org", "nobody here", "@nobody at all", "@", "a@Dee"])
def test_what_names_nobody_tells_nobody(taken, ada, dee, text):
    assert noted(taken, ada, text) == 0


def test_the_requester_and_strangers_are_not_named_into_a_note(taken, ada, bo, cem):
    assert noted(taken, ada, f"@{bo.name} and @{cem.name}") == 0
    assert not taken.record.watchers.exists()


def test_a_restricted_ticket_names_nobody_who_may_not_read_it(taken, ada, dee):
    records.share(taken.record, by=actor(ada), person_id=ada.pk, why="Hers", side=Side.STAFF)
    Record.objects.filter(pk=taken.pk).update(restricted=True)
    assert noted(Ticket.objects.get(pk=taken.pk), ada, "@Dee de Wit") == 0


def test_a_first_name_of_two_means_neither_and_oneself_is_not_told(taken, ada, dee, desk, lindewaard):
    make_person("Dee Mets", role=Role.AGENT, scope=lindewaard, teams=(desk,))
    assert noted(taken, ada, "@Dee look") == 0
    assert noted(taken, ada, "@Ada Kask") == 0
    assert noted(taken, ada, "@Dee Mets and @Dee de Wit, @Dee Mets") == 2


def test_the_note_shows_who_is_meant_and_hides_no_markup(taken, ada, as_ada, dee):
    noted(taken, ada, "@Dee de Wit <script>x</script> https://example.org/@dee")
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert '<span class="mention">@Dee de Wit</span>' in page
    assert "<script>x" not in page and 'href="https://example.org/@dee"' in page


def test_only_who_may_read_is_offered(taken, as_ada, as_bo, as_cem, dee):
    address = f"/tickets/{taken.reference}/mentionable/?q="
    offered = as_ada.get(address + "de").content.decode()
    assert "@Dee de Wit" in offered and "Bo Jansen" not in as_ada.get(address + "bo").content.decode()
    assert as_bo.get(address).status_code == 302 and as_cem.get(address).status_code == 404
