from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from vakdesk.mailroom.actions import receive
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.models import Arrival
from vakdesk.mailroom.tests.conftest import message
from vakdesk.people.models import Person
from vakdesk.tickets.models import Ticket


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_mail_take_each_message_in_once() -> None:
    originals = [message(Message_ID=f"<{number}@x>", From=f"sender{number % 3}@lindewaard.example") for number in range(12)]
    other_way = [b"Received: by another.example\n" + original for original in originals]

    def work(_worker: int) -> None:
        for original in (*originals, *other_way):
            receive(original, source="help@desk.example")
        connections.close_all()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))
    assert (Ticket.objects.count(), Person.objects.count(), Arrival.objects.count()) == (12, 3, 24)
    assert Arrival.objects.filter(outcome=Outcome.DUPLICATE).count() == 12
