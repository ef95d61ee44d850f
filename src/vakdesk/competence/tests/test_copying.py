"""What leaves the desk: nobody is named in it, and a second person has read it."""

import pytest
from refusing import refused

from vakdesk.competence import actions
from vakdesk.competence.models import Copy
from vakdesk.competence.redacting import as_text, redacted
from vakdesk.competence.tests.conftest import follow, submitted, worked
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people.tests.cast import actor, client_of
from vakdesk.tickets import actions as tickets

GIVEN_AWAY = (
    "Bo Jansen of ROC Lindewaard (bo@lindewaard.example, +31 6 1234 5678, room C2) lives at Dorpsstraat 12, 3511 AB. "
    "Laptop LW-1521 has 10.20.30.40; see https://intra.example/x?id=7. Password: Zomer2026! BSN 123456782, IBAN NL91 ABNA 0417 1643 00. "
    "Bo says thanks; jansen too. Mari maja Pärnu mnt 15-3."
)


@pytest.fixture
def evidence(passport, tia, bo, karel):
    ticket = worked(bo, tia)
    tickets.note(ticket, by=actor(tia), text=GIVEN_AWAY)
    follow()
    return submitted(passport, ticket, situation=f"A teacher waited. {GIVEN_AWAY}")


def test_names_and_numbers_become_pseudonyms_that_stay_the_same(evidence):
    text = as_text(redacted(evidence))
    for word in (
        "Jansen",
        "jansen",
        "Lindewaard",
        "bo@",
        "1234",
        "Dorpsstraat",
        "3511",
        "LW-1521",
        "10.20",
        "intra",
        "Zomer",
        "123456782",
        "ABNA",
        "Tia",
        "Pärnu",
    ):
        assert word not in text, word
    assert "Bo " not in text and "room C2" in text
    person = next(part for part in redacted(evidence) if "teacher" in part.text).pieces
    names = {piece.was: piece.text for piece in person if piece.was}
    assert names["Bo Jansen"] == names["Bo"] == names["jansen"] and names["Bo Jansen"].startswith("Person-")


def test_it_leaves_only_when_somebody_else_who_may_read_it_has_released_it(evidence, tia, karel, ada):
    copy = actions.prepare_copy(evidence, by=actor(tia), hidden=["room C2"])
    assert "C2" not in copy.text
    with refused("", "not released"):
        actions.take_copy(copy, by=actor(tia))
    for other in (tia, ada):
        with pytest.raises(NotAllowed):
            actions.release_copy(copy, by=actor(other))
    page = client_of(karel).get(copy.get_absolute_url()).content.decode()
    assert "<del>Bo Jansen</del>" in page
    actions.release_copy(copy, by=actor(karel))
    assert actions.take_copy(copy, by=actor(tia)) == copy.text
    with refused("", "decided already"):
        actions.refuse_copy(copy, by=actor(karel), why="Too late")
    assert Entry.objects.filter(verb="copy.taken").count() == 1
    assert client_of(ada).get(copy.get_absolute_url()).status_code == 404


def test_a_copy_whose_original_went_on_is_made_anew(evidence, tia, karel):
    copy = actions.prepare_copy(evidence, by=actor(tia), hidden=[])
    tickets.note(evidence.record.ticket, by=actor(tia), text="And one thing more.")
    with refused("", "changed since"):
        actions.release_copy(copy, by=actor(karel))
    actions.refuse_copy(copy, by=actor(karel), why="Make it anew")
    again = actions.prepare_copy(evidence, by=actor(tia), hidden=[])
    actions.release_copy(again, by=actor(karel))
    assert Copy.objects.filter(state="released").count() == 1
