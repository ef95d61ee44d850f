"""What can happen to a standard."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PLAIN, Verb, choice
from vakdesk.standards.kinds import Irregularity

IMPORTED = Verb(
    "framework.imported",
    _("brought in the text of this standard: {nodes} parts, {warnings} things that look wrong"),
    carries={"nodes": PLAIN, "warnings": PLAIN, "source_hash": PLAIN},
    icon="book-open",
)
SETTLED = Verb(
    "framework.settled",
    _("settled at {code}: {what}"),
    carries={"code": PLAIN, "what": choice(Irregularity), "finding": PLAIN},
    seals=("reason",),
    icon="check",
)
CONFIRMED = Verb(
    "framework.link_confirmed",
    _("confirmed that {source} belongs to {target}"),
    carries={"source": PLAIN, "target": PLAIN},
    seals=("reason",),
    icon="link",
)
