"""Forms for estimates and for time that is written down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.records.models import Record
from vakdesk.tasks.durations import DurationField
from vakdesk.tasks.models import Spent, Task
from vakdesk.ui.forms import Form, MomentField, TextField


class EstimateForm(Form):
    minutes = DurationField(label=_("How long will it take?"))


class WriteTimeForm(Form):
    minutes = DurationField(label=_("How long"), at_most=24 * 60)
    task = forms.ModelChoiceField(Task.objects.all(), label=_("For the task"), required=False, empty_label=_("none in particular"))
    about = TextField(label=_("What you did"), required=False)
    happened_at = MomentField(label=_("Until when"), required=False, help_text=_("Empty: until now."))
    why = TextField(label=_("Why only now"), required=False, help_text=_("Needed when it was earlier."))

    def __init__(self, *args: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.actor is not None:
            tasks = Task.objects.visible_to(self.actor).filter(record=record).in_order()
            self.fields["task"].queryset = tasks  # type: ignore[attr-defined]
            if not tasks:
                del self.fields["task"]


class CorrectTimeForm(Form):
    minutes = DurationField(label=_("How long it really was"), at_least=0, at_most=24 * 60)
    why = TextField(label=_("Why it was otherwise"), max_length=200)

    def __init__(self, *args: Any, spent: Spent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"minutes": round(spent.seconds / 60), **self.initial}
