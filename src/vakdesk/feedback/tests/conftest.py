"""Feedback plays with the tickets' tickets."""

from vakdesk.tickets.tests.conftest import *  # noqa: F403 - fixtures
