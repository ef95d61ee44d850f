"""What is told, to whom, in which order, and how we know."""

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

from vakdesk.jobs.embedded import work_off
from vakdesk.kit import clock
from vakdesk.kit.timetable import timetable
from vakdesk.logbook.followers import followers, run_followers
from vakdesk.logbook.models import Entry
from vakdesk.notices.models import Notice
from vakdesk.people.actions.signins import record_sign_in
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.records.models import Record
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket
from vakdesk.webhooks import actions
from vakdesk.webhooks.delivering import DELAYS
from vakdesk.webhooks.kinds import State
from vakdesk.webhooks.models import Delivery, Endpoint
from vakdesk.webhooks.tests.hearing import Heard


def tell() -> None:
    while run_followers():
        pass
    work_off()


def run(name: str) -> None:
    next(each.run for each in timetable if each.name == name)()
    work_off()


def send_all() -> None:
    while Delivery.objects.due(clock.now()).exists():
        run("webhooks.send_due")


def add(by: Person, other: Heard, **more: Any) -> tuple[Endpoint, str]:
    return actions.add_endpoint(by=cast.actor(by), name="Monitor", url=other.url, **more)


def test_what_happens_is_told_with_facts_and_without_names(
    endpoint: Endpoint, other: Heard, ticket: Ticket, ada: Person, bo: Person
) -> None:
    tickets.note(ticket, by=cast.actor(ada), text="the inside story")
    tell()
    said = next(each for each in other.messages() if each["type"] == "ticket.registered")
    assert said["data"]["subject"] == {"type": "tickets.ticket", "id": ticket.pk, "reference": ticket.reference}
    assert said["data"]["facts"] == {"kind": "incident", "via": "phone", "requester": bo.pk}
    assert said["data"]["actor"] == ada.pk and said["timestamp"]
    everything = b"".join(body for _headers, body in other.said)
    for word in (b"inside story", b"Kask", b"Jansen", b"Printer", b"sealed", b"salt"):
        assert word not in everything


def test_a_message_is_signed_as_standard_webhooks_says(ann: Person, other: Heard, bo: Person, ada: Person) -> None:
    _endpoint, secret = add(ann, other, chosen=["ticket.registered"])
    tickets.register(bo, by=cast.actor(ada), kind="incident", title="A", text="B")
    tell()
    [(headers, body)] = other.said
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    assert len(key) == 32
    assert headers["webhook-signature"] == "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert abs(int(headers["webhook-timestamp"]) - clock.now().timestamp()) < 60
    assert secret not in Endpoint.objects.get().sealed


def test_only_what_was_asked_for_is_told(ann: Person, other: Heard, ticket: Ticket, ada: Person) -> None:
    add(ann, other, chosen=["ticket.taken"])
    tickets.take(ticket, by=cast.actor(ada))
    tell()
    assert other.types == ["ticket.taken"]


def test_an_endpoint_for_requesters_hears_nothing_of_the_desk(ann: Person, other: Heard, ticket: Ticket, ada: Person) -> None:
    add(ann, other, reach="requester")
    tickets.note(ticket, by=cast.actor(ada), text="inside")
    tickets.take(ticket, by=cast.actor(ada))
    tell()
    assert other.types == ["ticket.taken"]


def test_sign_ins_and_restricted_records_are_told_to_an_endpoint_for_need_to_know_alone(
    ann: Person, other: Heard, ticket: Ticket, ada: Person
) -> None:
    add(ann, other)
    record_sign_in(ada, method="password")
    tickets.take(ticket, by=cast.actor(ada))
    Record.objects.filter(pk=ticket.pk).update(restricted=True)
    tell()
    assert not any(kind.startswith(("ticket.", "record.", "person.signed")) for kind in other.types)
    Endpoint.objects.update(reach="need-to-know")
    record_sign_in(ada, method="password")
    tell()
    assert Entry.objects.order_by("-position")[0].verb in other.types


def test_what_happened_before_it_was_added_is_not_told(ticket: Ticket, endpoint: Endpoint, other: Heard) -> None:
    tell()
    assert "ticket.registered" not in other.types


def test_what_is_told_of_one_thing_comes_in_order_and_waits_for_what_came_before(
    endpoint: Endpoint, other: Heard, ticket: Ticket, ada: Person
) -> None:
    other.statuses = [500]
    tickets.take(ticket, by=cast.actor(ada))
    tickets.hold(ticket, by=cast.actor(ada), waiting_for="supplier", reason="A part")
    tell()
    assert "ticket.taken" not in other.types and other.types.count("ticket.registered") == 1
    other.statuses, other.said[:] = [204], []
    with clock.travel(clock.now() + timedelta(hours=1)):
        send_all()
    about = [each["type"] for each in other.messages() if each["data"]["subject"]["type"] == "tickets.ticket"]
    assert about == ["ticket.registered", "ticket.taken", "ticket.held"]
    assert not Delivery.objects.waiting().exists()


def test_trouble_with_one_thing_does_not_hold_up_another(ann: Person, other: Heard, ticket: Ticket, ada: Person, bo: Person) -> None:
    add(ann, other, chosen=["ticket.taken"])
    second = tickets.register(bo, by=cast.actor(ada), kind="incident", title="Another", text="Another")
    other.statuses = [500, 204]
    for each in (ticket, second):
        tickets.take(each, by=cast.actor(ada))
    tell()
    assert Delivery.objects.get(state=State.DELIVERED).subject_id == second.pk
    assert Delivery.objects.waiting().get().subject_id == ticket.pk


def test_each_attempt_waits_longer_and_has_the_same_number(ann: Person, other: Heard, ticket: Ticket, ada: Person) -> None:
    add(ann, other, chosen=["ticket.taken"])
    tickets.take(ticket, by=cast.actor(ada))
    other.statuses = [503]
    tell()
    for number, delay in enumerate(DELAYS, start=1):
        waiting = Delivery.objects.get()
        assert (waiting.attempts, waiting.status, waiting.fault) == (number, 503, "status")
        assert waiting.tried_at is not None and waiting.next_at - waiting.tried_at == delay
        with clock.travel(waiting.next_at + timedelta(seconds=1)):
            run("webhooks.send_due")
    assert Delivery.objects.get().state == State.GIVEN_UP
    assert len({headers["webhook-id"] for headers, _body in other.said}) == 1


def test_one_that_fails_for_days_is_paused_and_those_who_arrange_it_are_told(
    endpoint: Endpoint, other: Heard, ticket: Ticket, ann: Person
) -> None:
    other.statuses = [500]
    tell()
    run("webhooks.give_up_failing")
    assert Endpoint.objects.get().paused_at is None
    with clock.travel(clock.now() + timedelta(days=3, minutes=1)):
        run("webhooks.give_up_failing")
        tell()
    assert Endpoint.objects.get().paused_at is not None
    assert Notice.objects.filter(person=ann, news="webhooks.outages").exists()
    assert Entry.objects.get(verb="webhook.failed").facts == {"days": 3, "fault": "status"}


def test_what_happens_while_it_is_paused_waits_and_comes_first(endpoint: Endpoint, other: Heard, ticket: Ticket, ann: Person) -> None:
    actions.pause_endpoint(endpoint, by=cast.actor(ann))
    tell()
    assert other.said == []
    actions.resume_endpoint(endpoint, by=cast.actor(ann))
    tell()
    send_all()
    assert "ticket.registered" in other.types and not Delivery.objects.waiting().exists()


def test_a_new_secret_and_the_old_one_are_both_good_for_a_day(endpoint: Endpoint, other: Heard, ann: Person) -> None:
    actions.rotate_secret(endpoint, by=cast.actor(ann))
    actions.try_endpoint(endpoint, by=cast.actor(ann))
    assert len(other.said[-1][0]["webhook-signature"].split()) == 2
    with clock.travel(clock.now() + timedelta(hours=25)):
        actions.try_endpoint(Endpoint.objects.get(), by=cast.actor(ann))
    assert len(other.said[-1][0]["webhook-signature"].split()) == 1


def test_one_whose_secret_cannot_be_read_any_more_says_so(endpoint: Endpoint, other: Heard, ann: Person, settings: Any) -> None:
    settings.SECRET_KEY = "another-key-after-a-restore-elsewhere"
    assert actions.try_endpoint(endpoint, by=cast.actor(ann)).fault == "sealed"
    actions.rotate_secret(endpoint, by=cast.actor(ann))
    assert actions.try_endpoint(endpoint, by=cast.actor(ann)).fault == ""


def test_it_is_tried_once_and_told_as_a_test(endpoint: Endpoint, other: Heard, ann: Person) -> None:
    found = actions.try_endpoint(endpoint, by=cast.actor(ann))
    assert (found.status, found.fault) == (204, "") and other.types == ["webhook.test"]
    assert Entry.objects.get(verb="webhook.tried").facts == {"status": 204}


def test_a_delivery_is_sent_again_with_the_same_number(ann: Person, other: Heard, ticket: Ticket, ada: Person) -> None:
    add(ann, other, chosen=["ticket.taken"])
    tickets.take(ticket, by=cast.actor(ada))
    tell()
    actions.resend(Delivery.objects.get(), by=cast.actor(ann))
    tell()
    assert len(other.said) == 2 and other.said[0][0]["webhook-id"] == other.said[1][0]["webhook-id"]


def test_an_edited_one_is_told_at_its_new_address(endpoint: Endpoint, other: Heard, ann: Person, ticket: Ticket) -> None:
    by = cast.actor(ann)
    actions.edit_endpoint(endpoint, by=by, name="Chat", url=f"{other.url}?room=1", reach="staff", chosen=["ticket.taken", "ticket.closed"])
    assert Entry.objects.get(verb="webhook.edited").facts["verbs"] == "ticket.closed ticket.taken"
    assert Endpoint.objects.get().url.endswith("?room=1")


def test_a_removed_one_hears_nothing_and_keeps_no_secret(endpoint: Endpoint, other: Heard, ticket: Ticket, ann: Person) -> None:
    actions.remove_endpoint(endpoint, by=cast.actor(ann))
    tell()
    assert other.said == [] and Endpoint.objects.get().sealed == ""
    assert not Endpoint.objects.visible_to(cast.actor(ann)).exists()


def test_imported_history_is_told_to_nobody() -> None:
    assert followers["webhooks"].books == ("main",)


def test_the_log_is_forgotten_after_a_month(endpoint: Endpoint, other: Heard, ticket: Ticket) -> None:
    tell()
    assert Delivery.objects.exists()
    with clock.travel(clock.now() + timedelta(days=31)):
        run("webhooks.forget_old")
    assert not Delivery.objects.exclude(state=State.WAITING).exists()
