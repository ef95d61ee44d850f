"""What another desk recorded, and that somebody brought it here."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PLAIN, TEAM, Verb

#: One row of another desk's log. `activity` and `place` (which desk, which team) stand as they were written there;
#: `state` and `waiting_for` are what they mean here; `team` and `line` are ours, None and "" where no team was named.
STEP = Verb(
    "elsewhere.recorded",
    _("set it to {activity} ({place})"),
    carries={
        "activity": PLAIN,
        "place": PLAIN,
        "state": PLAIN,
        "waiting_for": PLAIN,
        "team": TEAM,
        "line": PLAIN,
    },
    icon="history",
)
IMPORTED = Verb(
    "history.imported",
    _("brought in {tickets} tickets with {entries} entries from {system}"),
    carries={"system": PLAIN, "tickets": PLAIN, "entries": PLAIN, "skipped": PLAIN},
    icon="file-input",
)
