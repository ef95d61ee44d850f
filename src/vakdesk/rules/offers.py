"""What programs may read and do with rules."""

from vakdesk.rules import actions
from vakdesk.rules.kinds import Trigger
from vakdesk.rules.models import Rule
from vakdesk.rules.permissions import ARRANGE, SEE
from vakdesk.ui.offering import TEXT, TRUTH, WHOLE, Deed, Part, Shape, Thing, many, maybe, not_offered, one_of

RULES = Thing(
    "rules",
    "If this happens to a ticket, then that is done",
    Shape(
        "Rule",
        [
            Part("id", WHOLE),
            Part("name"),
            Part("place", WHOLE),
            Part("is_on", TRUTH),
            Part("trigger", one_of(Trigger)),
            Part("asked", {"type": "object", "additionalProperties": many(TEXT)}, told="The queue's own filters."),
            Part("team", maybe(WHOLE), lambda row: row.to_team_id),
            Part("category", maybe(WHOLE), lambda row: row.category_id),
            Part("impact", maybe(WHOLE)),
            Part("urgency", maybe(WHOLE)),
            Part("tags", many(TEXT)),
            Part("watcher", maybe(WHOLE), lambda row: row.watcher_id),
            Part("task"),
            Part("task_team", maybe(WHOLE), lambda row: row.task_team_id),
            Part("task_hours", maybe(WHOLE)),
            Part("canned", maybe(WHOLE), lambda row: row.canned_id),
            Part("ask_lead"),
        ],
    ),
    Rule.objects.visible_to,
    room="rules",
    may=SEE,
)
Deed(RULES, "switch-on", actions.switch_on, ARRANGE, told="Switch a rule on")
Deed(RULES, "switch-off", actions.switch_off, ARRANGE, told="Switch a rule off")
Deed(RULES, "remove", actions.remove, ARRANGE, told="Remove a rule")

not_offered("A rule is written and put in order where one sees what it would have done.", "rules.add", "rules.edit", "rules.move")
not_offered("The rules' own machine alone.", "rules.apply", "rules.skip", "rules.stop")
