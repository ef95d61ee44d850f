"""More like this."""

from collections.abc import Callable

from vakdesk.access.actors import Actor
from vakdesk.search.similar import alike, similar
from vakdesk.search.tests.conftest import Person, Write

AsActor = Callable[[Person], Actor]


def test_records_that_share_rare_words_come_first(write: Write, ada: Person, actor: AsActor) -> None:
    for number in range(20):
        write(f"Printer {number}", "de printer doet het niet")
    write("Dockingstation", "het dockingstation geeft geen beeld op de monitor")
    record = write("Geen beeld", "mijn dockingstation en de printer geven geen beeld")
    hits = similar(record, actor(ada), limit=3)
    assert hits[0].title == "Dockingstation"
    assert record.reference not in [hit.reference for hit in hits]


def test_similar_records_of_others_are_not_shown(write: Write, bo: Person, cem: Person, actor: AsActor) -> None:
    write("Dockingstation", "geen beeld", requester=bo)
    record = write("Dockingstation", "zwart beeld", requester=cem)
    assert similar(record, actor(cem)) == []


def test_a_record_unlike_any_other_has_none(write: Write, ada: Person, actor: AsActor) -> None:
    write("Muis")
    assert similar(write("Toetsenbord"), actor(ada)) == []


def test_what_is_like_a_text_being_written_is_found_by_a_word_that_stands_once(
    write: Write, ada: Person, cem: Person, actor: AsActor
) -> None:
    write("Dockingstation", "geen beeld")
    write("Toetsenbord", "de toetsen plakken")
    assert [hit.title for hit in alike("mijn dockingstations doen het niet", "nl", actor(ada))] == ["Dockingstation"]
    assert alike("mijn dockingstations doen het niet", "nl", actor(cem)) == []
    assert alike("", "nl", actor(ada)) == []
