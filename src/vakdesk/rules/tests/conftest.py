"""What rules sort into: a team for beamers, and tickets that come in."""

import pytest

from vakdesk.people.models import Team
from vakdesk.people.tests import cast


@pytest.fixture
def av(db: None) -> Team:
    """The team that beamers are for."""
    return cast.make_team("AV", line="2")
