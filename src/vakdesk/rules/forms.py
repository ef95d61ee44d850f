"""What is asked about a rule, and about a dry run."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused
from vakdesk.people.fields import PersonField, label_of
from vakdesk.people.models import Team
from vakdesk.rules.actions.arranging import MOST_HOURS
from vakdesk.rules.conditions import ALL
from vakdesk.rules.kinds import Trigger
from vakdesk.rules.models import LONGEST_NAME, Rule
from vakdesk.rules.trying import MOST_TICKETS, USUAL
from vakdesk.tickets.forms.viewing import ConditionsForm
from vakdesk.tickets.kinds import Level
from vakdesk.tickets.models import CannedAnswer, Category
from vakdesk.ui.forms import Form, TextField

LEVELS = [("", _("as it is")), *Level.choices]


def _level(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=LEVELS, coerce=int, empty_value=None, required=False)


class RuleForm(ConditionsForm):
    """A rule with what it asks for. Cleans to what the actions take."""

    known: ClassVar = ALL
    name = TextField(label=_("Name"), max_length=LONGEST_NAME, help_text=_("Tickets name it, such as “Beamers to AV”."))
    trigger = forms.ChoiceField(label=_("When"), choices=Trigger.choices)
    to_team = forms.ModelChoiceField(
        Team.objects.active(), label=_("Send it to"), required=False, empty_label=_("no team"), help_text=_("Unless somebody works on it.")
    )
    to_category = forms.ModelChoiceField(Category.objects.active(), label=_("Category"), required=False, empty_label=_("as it is"))
    impact = _level(_("Impact"))
    urgency = _level(_("Urgency"))
    tags = TextField(label=_("Tags"), required=False, max_length=500, help_text=_("Several with a comma between them."))
    watcher = PersonField(label=_("Watcher"), required=False)
    task = TextField(label=_("Task or reminder"), required=False, max_length=200)
    task_team = forms.ModelChoiceField(Team.objects.active(), label=_("Of the team"), required=False, empty_label=_("nobody's yet"))
    task_hours = forms.IntegerField(label=_("Due after hours"), required=False, min_value=1, max_value=MOST_HOURS)
    canned = forms.ModelChoiceField(
        CannedAnswer.objects.filter(is_active=True, owner=None),
        label=_("First answer"),
        required=False,
        empty_label=_("none"),
        help_text=_("Sent where nobody has answered. The agreed time to answer runs on: only a person's words end it."),
    )
    ask_lead = TextField(label=_("Ask the lead"), required=False, max_length=500, help_text=_("What the lead is asked to do."))

    def __init__(self, *args: Any, actor: Actor, rule: Rule | None = None, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, asked=rule.asked if rule else None, **kwargs)
        if rule is not None:
            names = ("name", "trigger", "to_team", "impact", "urgency", "task", "task_team", "task_hours", "canned", "ask_lead")
            shown = {name: getattr(rule, name) for name in names}
            shown |= {"to_category": rule.category, "tags": ", ".join(rule.tags), "watcher": rule.watcher and label_of(rule.watcher)}
            self.initial = shown | self.initial

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given["category"] = given.pop("to_category", None)
        given["tags"] = [word for word in (given.get("tags") or "").split(",") if word.strip()]
        return given

    def refuse(self, refusal: Refused) -> None:
        field = "to_category" if refusal.field == "category" else refusal.field
        super().refuse(Refused(refusal.sentence, field=field))


class DryRunForm(Form):
    """Asked by the address, so that a dry run can be looked at again."""

    rule = forms.ModelChoiceField(
        Rule.objects.standing(), label=_("Rule"), required=False, empty_label=_("all that are on, in their order")
    )
    last = forms.IntegerField(label=_("Over the last tickets"), min_value=1, max_value=MOST_TICKETS, initial=USUAL)
