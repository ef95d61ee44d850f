"""A record that notices are about."""

import pytest

from vakdesk.kit import clock
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.records.models import Record


@pytest.fixture
def record(bo: Person, lindewaard: Organisation, desk: Team) -> Record:
    now = clock.now()
    return Record.objects.create(
        type="ticket", reference="TK-1", title="Printer", organisation=lindewaard, team=desk, requester=bo, opened_at=now, changed_at=now
    )
