import pytest

from vakdesk.kit.benches import benches
from vakdesk.mailroom.models import Arrival
from vakdesk.tickets.models import Ticket


@pytest.mark.django_db
def test_the_bench_of_intake_measures_real_tickets() -> None:
    found = benches["intake"].run(3)
    assert (Arrival.objects.count(), Ticket.objects.count(), found["messages"]) == (3, 3, 3)
    assert found["taken_in_per_second"] > 0 and len(found["memory_mb"]) >= 2  # type: ignore[operator,arg-type]
    assert 0 < found["taken_in_share_of_bare"] <= found["stored_share_of_bare"]  # type: ignore[operator]
