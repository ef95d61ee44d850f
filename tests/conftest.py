"""The whole-house tests play with the same cast as the rooms; the journeys visit a served desk."""

from browsing import launched, seeded, served, signed_in, visit  # noqa: F401

from vakdesk.conftest import *  # noqa: F403
