"""What can happen to a rule, and what rules do to a ticket."""

from django.utils.translation import gettext_lazy as _

from vakdesk.logbook.verbs import PLAIN, Verb
from vakdesk.rules.kinds import RULE, TRIGGER

ADDED = Verb("rule.added", _("wrote this rule"), icon="workflow")
EDITED = Verb("rule.edited", _("changed this rule"), icon="pencil")
MOVED = Verb("rule.moved", _("moved it to place {place}"), carries={"place": PLAIN}, icon="arrow-up-down")
SWITCHED_ON = Verb("rule.switched_on", _("switched it on"), icon="play")
SWITCHED_OFF = Verb("rule.switched_off", _("switched it off"), icon="pause")
REMOVED = Verb("rule.removed", _("removed this rule"), icon="trash-2")

#: About tickets. `because` is the position of the entry after which the rule was asked, `depth` how many rules came before it.
APPLIED = Verb(
    "ticket.rule_applied",
    _("did this by itself, after: {trigger}"),
    carries={"rule": RULE, "trigger": TRIGGER, "because": PLAIN, "depth": PLAIN},
    icon="workflow",
)
STOPPED = Verb(
    "ticket.rule_stopped",
    _("was stopped, for rules went round in a circle: {trace}"),
    carries={"rule": RULE, "trigger": TRIGGER, "because": PLAIN, "depth": PLAIN, "tell": PLAIN},
    seals=("trace",),
    icon="octagon-x",
)
