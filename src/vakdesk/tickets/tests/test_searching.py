"""What finds a ticket changes with what it says, and with what its requester is called."""

from vakdesk.logbook.followers import run_followers
from vakdesk.people import actions as people
from vakdesk.people.tests.cast import actor
from vakdesk.search.find import find
from vakdesk.tickets.tests.play import report


def found(person, text):
    return [hit.reference for hit in find(actor(person), text).hits]


def test_who_is_renamed_is_found_by_the_new_name_in_all_they_asked(ann, ada, bo, cem, desk):
    mine, other = report(bo), report(bo, title="Another thing")
    report(cem)
    people.edit(bo, by=actor(ann), name="Bo Zwartjes")
    while run_followers():
        pass
    assert sorted(found(ada, "Zwartjes")) == sorted([mine.reference, other.reference])
    assert found(ada, "Jansen") == []


def test_any_other_edit_of_a_person_leaves_the_index_alone(ann, bo, desk, django_assert_max_num_queries):
    report(bo)
    while run_followers():
        pass
    people.edit(bo, by=actor(ann), phone="+31 6 0000 0000")
    with django_assert_max_num_queries(60) as asked:
        while run_followers():
            pass
    assert not [query for query in asked.captured_queries if "search_document" in query["sql"]]
