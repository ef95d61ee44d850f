"""The portal plays with the tickets' tickets."""

from vakdesk.scripts.tests.conftest import draft, script  # noqa: F401  asked on the way to a report
from vakdesk.tickets.tests.conftest import *  # noqa: F403 - fixtures
