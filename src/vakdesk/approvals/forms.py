"""What approvers, their deputies and those who ask are asked about."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vakdesk.approvals import steps
from vakdesk.approvals.kinds import Answer
from vakdesk.approvals.steps import Approver, Step
from vakdesk.approvals.what import LONGEST_TEXT, LONGEST_TITLE, What
from vakdesk.people.fields import PersonField
from vakdesk.people.models import Team
from vakdesk.ui.forms import DateInput, Form, TextField


class DecideForm(Form):
    """`answer` is the button that was pressed, `step` the one that was shown."""

    comment = TextField(label=_("Comment"), rows=2, required=False, max_length=2000, help_text=_("Needed if you do not approve it."))
    answer = forms.ChoiceField(choices=[(Answer.YES, _("Approve")), (Answer.NO, _("Do not approve"))], widget=forms.HiddenInput)
    step = forms.IntegerField(min_value=1, max_value=99, widget=forms.HiddenInput)


class WithdrawForm(Form):
    why = TextField(label=_("Why"), required=False, max_length=500)


class AppointForm(Form):
    person = PersonField(label=_("Who decides instead"))
    why = TextField(label=_("Why"), max_length=500)


class DeputyForm(Form):
    """Whole days, in the zone of whoever fills it in; the last one counts."""

    deputy = PersonField(label=_("Who decides in your place"))
    starts_on = forms.DateField(label=_("From"), widget=DateInput)
    ends_on = forms.DateField(label=_("Up to and including"), widget=DateInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends = given.pop("starts_on", None), given.pop("ends_on", None)
        if starts is None or ends is None:
            return given
        return {**given, "starts_at": _midnight(starts), "ends_at": _midnight(ends + timedelta(days=1))}


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


class AskForm(Form):
    """Asked by hand, on a record: what, whom, how many of them, until when."""

    title = TextField(label=_("What is to be approved"), max_length=LONGEST_TITLE)
    text = TextField(label=_("What they must know to decide"), rows=3, required=False, max_length=LONGEST_TEXT)
    first = PersonField(label=_("Who approves"), required=False)
    second = PersonField(label=_("And who else"), required=False)
    lead = forms.BooleanField(label=_("Whoever leads the requester"), required=False)
    team = forms.ModelChoiceField(Team.objects.active(), label=_("Somebody of a team"), required=False, empty_label=_("None"))
    one_is_enough = forms.BooleanField(label=_("One of them is enough"), required=False)
    days = forms.IntegerField(label=_("Days to decide"), min_value=1, max_value=90, initial=14)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        approvers: list[Approver] = [steps.person(one) for one in (given["first"], given["second"]) if one]
        approvers += [steps.LEAD] if given["lead"] else []
        approvers += [steps.team(given["team"])] if given["team"] else []
        if not approvers:
            raise forms.ValidationError(_("Say who approves it."), code="nobody")
        days = timedelta(days=given["days"])
        return {
            "steps": [Step(tuple(approvers), 1 if given["one_is_enough"] else 0)],
            "what": What(given["title"], text=given["text"]),
            "within": days,
            "remind_before": days / 3,
        }
