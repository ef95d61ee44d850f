"""Messages that came together are worked in one act, and each is as if it had come alone."""

import logging
from typing import Any

import pytest

from vakdesk.logbook.models import Entry
from vakdesk.logbook.verify import verify
from vakdesk.mailroom.actions import keep
from vakdesk.mailroom.models import Arrival, Breaker, Mailbox
from vakdesk.mailroom.sorting import sort_out_all
from vakdesk.mailroom.tests.conftest import message
from vakdesk.notices.models import Notice
from vakdesk.notices.tests.postbox import send_all
from vakdesk.people.models import Person
from vakdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def come(*originals: bytes) -> list[Arrival]:
    return [one.arrival for one in keep(originals, source="help@desk.example")]


def new(name: str, body: str = "The printer in C2 is dead.", **headers: str) -> bytes:
    return message(body, Message_ID=f"<{name}@x>", Subject=name, **headers)


def test_a_report_its_answer_and_its_copy_may_come_at_once(bo: Person) -> None:
    together = come(
        new("Printer"),
        new("Re: Printer", "And the scanner.", In_Reply_To="<Printer@x>"),
        b"Received: by another.example\n" + new("Printer"),
        new("Lamp", From="Kai Post <kai@elsewhere.example>"),
        new("Desk", From="Kai Post <kai@elsewhere.example>"),
        new("Away", Auto_Submitted="auto-replied"),
    )
    sort_out_all(together)
    assert [one.outcome for one in together] == ["ticket", "reply", "duplicate", "ticket", "ticket", "ignored"]
    assert together[0].record == together[1].record == together[2].record and Ticket.objects.count() == 3
    assert Person.objects.filter(name="Kai Post").count() == 1
    assert verify().ok


def test_two_answers_on_one_ticket_are_both_told(bo: Person, ada: Person, as_ada: Any) -> None:
    [first] = come(new("Printer"))
    sort_out_all([first])
    assert first.record is not None
    as_ada.post(f"/tickets/{first.record.reference}/take/")
    send_all()
    told = Notice.objects.filter(person=ada, channel="inbox")
    before = told.count()
    sort_out_all(come(*(new(f"Re: Printer {word}", word, In_Reply_To="<Printer@x>") for word in ("Hot", "Smoking"))))
    send_all()
    assert {"Hot", "Smoking"} <= {word for text in told.values_list("text", flat=True) for word in text.split()}
    assert told.count() == before + 2
    acts = Entry.objects.filter(verb="mail.taken_in").values_list("correlation", flat=True)
    assert len(set(acts)) == len(acts) == 3


def test_one_that_fails_leaves_no_trace_and_holds_nobody_up(caplog: pytest.LogCaptureFixture) -> None:
    together = come(new("Before"), new("Poison", From="secret@elsewhere.example"), new("After"))
    together[1].mailbox = Mailbox.objects.create(name="Broken", address="broken@desk.example", default_kind="nonsense")
    together[1].save()
    with caplog.at_level(logging.ERROR):
        sort_out_all(together)
    assert [one.outcome for one in together] == ["ticket", "quarantined", "ticket"]
    assert not Person.objects.filter(name="secret").exists() and verify().ok
    assert (together[1].reason, together[1].detail) == ("fault", "ValueError")
    assert "ValueError in " in caplog.text and "nonsense" not in caplog.text


def test_an_act_that_fails_as_a_whole_is_done_message_by_message(bo: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from vakdesk.logbook import act

    def too_many(log: act.Act) -> None:
        if len({entry.subject_id for entry in log.entries if entry.verb == "mail.taken_in"}) > 1:
            raise RuntimeError("what an act ends with fails")

    monkeypatch.setattr(act, "finishers", [*act.finishers, too_many])
    together = come(new("One"), new("Two"))
    sort_out_all(together)
    assert [one.outcome for one in together] == ["ticket", "ticket"]
    assert (Ticket.objects.count(), Entry.objects.filter(verb="mail.taken_in").count()) == (2, 2) and verify().ok


def test_what_another_worker_has_done_is_left_alone(bo: Person) -> None:
    together = come(new("One"), new("Two"))
    sort_out_all([Arrival.objects.get(pk=together[0].pk)])
    sort_out_all(together)
    assert Ticket.objects.count() == 2 and {one.outcome for one in Arrival.objects.all()} == {"ticket"}


@pytest.mark.parametrize("already", [0, 2, 5])
def test_one_too_many_among_them_opens_a_breaker_as_if_they_had_come_alone(already: int, bo: Person, cem: Person, settings: Any) -> None:
    settings.MAIL_MOST_PER_ADDRESS = 4
    for number in range(already):
        sort_out_all(come(new(f"Before {number}")))
    together = come(*(new(f"Number {number}") for number in range(6)), new("Other", From="cem@vlierhof.example"))
    sort_out_all(together)
    taken = max(0, 4 - already)
    assert [one.outcome for one in together] == ["ticket"] * taken + ["quarantined"] * (6 - taken) + ["ticket"]
    assert Breaker.objects.get().letters == already + 6 - 4 and verify().ok
