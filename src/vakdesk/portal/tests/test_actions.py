"""What a draft keeps, refuses and becomes, without the pages around it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.people.models import Person, Team
from vakdesk.portal import actions
from vakdesk.portal.models import Unsent
from vakdesk.records.store import stage
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import MONDAY, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_bo(bo: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(bo)


@pytest.fixture
def draft(by_bo: Actor) -> Unsent:
    with clock.travel(MONDAY):
        return actions.begin(by=by_bo, text="  The projector hums \n")


def test_a_draft_is_worded_and_dated(draft: Unsent) -> None:
    draft.refresh_from_db()
    assert (draft.text, draft.saved_at) == ("The projector hums", MONDAY)


def test_a_text_that_says_nothing_is_refused(draft: Unsent, by_bo: Actor) -> None:
    with refused("text", "in a few words"):
        actions.begin(by=by_bo, text=" \n\x00")
    with refused("text", "in a few words"):
        actions.answer(draft, by=by_bo, text=" \n")


def test_answers_are_kept_with_their_moment(draft: Unsent, by_bo: Actor) -> None:
    later = MONDAY + timedelta(hours=1)
    with clock.travel(later):
        actions.answer(draft, by=by_bo, kind="incident", details=" Since nine. ")
    kept = Unsent.objects.get()
    assert (kept.text, kept.kind, kept.details, kept.saved_at) == ("The projector hums", "incident", "Since nine.", later)


def test_as_many_files_as_allowed_and_not_one_more(draft: Unsent, by_bo: Actor, settings: pytest.FixtureRequest) -> None:
    settings.ATTACHMENTS_PER_MESSAGE = 2  # type: ignore[attr-defined]
    actions.add_files(draft, by=by_bo, files=[stage("1.txt", [b"1"]), stage("2.txt", [b"2"])])
    with refused("files", "At most 2"):
        actions.add_files(draft, by=by_bo, files=[stage("3.txt", [b"3"])])
    actions.add_files(draft, by=by_bo, files=[stage("2.txt", [b"2"])])
    assert [file.name for file in draft.files.all()] == ["1.txt", "2.txt"]


def test_what_is_sent_goes_with_its_files_and_leaves_nothing(draft: Unsent, by_bo: Actor, desk: Team) -> None:
    actions.begin(by=by_bo, text="Something else")
    actions.add_files(draft, by=by_bo, files=[stage("hum.txt", [b"hmm"])])
    actions.answer(draft, by=by_bo, text="\nHumming projector\nin C2", kind="complaint", details="Since nine.")
    later = MONDAY + timedelta(hours=1)
    with clock.travel(later):
        record = actions.send(draft, by=by_bo)
    ticket = Ticket.objects.get(record=record)
    assert (ticket.title, ticket.kind) == ("Humming projector", "complaint")
    assert record.messages.get().text == "Humming projector\nin C2\n\nSince nine."
    assert [file.name for file in record.attachments.all()] == ["hum.txt"]
    kept = Unsent.objects.get(pk=draft.pk)
    assert (kept.text, kept.details, kept.sent_as, kept.saved_at, kept.files.count()) == ("", "", record, later, 0)


def test_the_title_is_the_first_line_in_which_something_can_be_read(by_bo: Actor, desk: Team) -> None:
    draft = actions.begin(by=by_bo, text="\x07\nThe projector hums")
    assert actions.send(draft, by=by_bo).title == "The projector hums"


def test_without_a_kind_it_is_an_incident(draft: Unsent, by_bo: Actor, desk: Team) -> None:
    assert Ticket.objects.get(record=actions.send(draft, by=by_bo)).kind == "incident"


def test_what_was_sent_takes_nothing_more_and_stays(draft: Unsent, by_bo: Actor, desk: Team) -> None:
    actions.add_files(draft, by=by_bo, files=[stage("hum.txt", [b"hmm"])])
    file = draft.files.get()
    record = actions.send(draft, by=by_bo)
    for late in (
        lambda: actions.answer(draft, by=by_bo, text="Later"),
        lambda: actions.add_files(draft, by=by_bo, files=[stage("2.txt", [b"2"])]),
        lambda: actions.remove_file(draft, by=by_bo, file=file),
        lambda: actions.throw_away(draft, by=by_bo),
    ):
        with refused("", "sent already"):
            late()
    another = actions.begin(by=by_bo, text="Something else")
    actions.answer(another, by=by_bo, details="still open")
    assert actions.send(draft, by=by_bo) == record
    assert Ticket.objects.count() == 1 and Unsent.objects.count() == 2
