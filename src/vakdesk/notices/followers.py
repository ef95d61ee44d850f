"""The follower that writes notices stands in about.py, beside the declarations it carries out."""

import vakdesk.notices.about  # noqa: F401  declares it
