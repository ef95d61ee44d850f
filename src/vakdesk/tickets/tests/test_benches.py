import pytest

from vakdesk.kit import clock
from vakdesk.kit.benches import benches
from vakdesk.levels.models import Clock
from vakdesk.tickets.models import Ticket


@pytest.mark.django_db
def test_the_bench_of_clocks_measures_real_tickets() -> None:
    begun = clock.now()
    found = benches["clocks"].run(3)
    assert (Ticket.objects.count(), found["open_tickets"], found["clocks"]) == (6, 3, 6)
    assert set(Clock.objects.filter(read_at__gte=begun).values_list("record", flat=True).distinct()) == set(
        Ticket.objects.filter(record__clocks__isnull=False).values_list("pk", flat=True)
    )
    assert found["queue_queries_for_clocks"] == 1
    assert found["recount_seconds_for_100000"] > 0 and found["hold_ratio"] > 0  # type: ignore[operator]
