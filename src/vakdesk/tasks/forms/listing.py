"""Forms for the tasks of a record."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vakdesk.people.fields import PersonField
from vakdesk.people.models import Team
from vakdesk.records.models import Record
from vakdesk.tasks.durations import DurationField
from vakdesk.tasks.kinds import Outcome, State
from vakdesk.tasks.models import LONGEST_TITLE, Task, TaskSet
from vakdesk.ui.forms import Form, MomentField, RadioCards, TextField


class PlainForm(Form):
    """For what needs no words: a press of the button is all."""


class OwnerFields(Form):
    owner = PersonField(label=_("Person"), required=False, help_text=_("Part of a name, address or phone number."))
    team = forms.ModelChoiceField(Team.objects.active(), label=_("Team"), required=False, empty_label=_("none"))


class AddForm(OwnerFields):
    title = TextField(label=_("What is to be done"), max_length=LONGEST_TITLE)
    about = TextField(label=_("How, or what to look out for"), rows=2, required=False)
    due_at = MomentField(label=_("Due"), required=False)
    estimate_minutes = DurationField(label=_("Takes about"), required=False)
    after = forms.ModelChoiceField(Task.objects.all(), label=_("Only after"), required=False, empty_label=_("at any time"))
    is_public = forms.BooleanField(
        label=_("The requester sees it"), required=False, help_text=_("Its words, when it is due and whether it is done.")
    )

    field_order = ("title", "about", "owner", "team", "due_at", "estimate_minutes", "after", "is_public")

    def __init__(self, *args: Any, record: Record, task: Task | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.actor is not None:
            offered = Q(state=State.OPEN) | Q(pk=task.after_id if task else None)
            others = Task.objects.visible_to(self.actor).filter(offered, record=record).exclude(pk=task and task.pk).in_order()
            self.fields["after"].queryset = others  # type: ignore[attr-defined]
            if not others:
                del self.fields["after"]


class QuickAddForm(Form):
    """The one line below the list."""

    title = TextField(label=_("What is to be done"), max_length=LONGEST_TITLE)


class EditForm(AddForm):
    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, record=task.record, task=task, **kwargs)
        del self.fields["owner"], self.fields["team"]
        shown = {name: getattr(task, name) for name in ("about", "estimate_minutes", "is_public", "after")}
        self.initial = {"title": str(task), "due_at": task.due, **shown, **self.initial}


class AssignForm(OwnerFields):
    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"owner": task.owner, "team": task.team, **self.initial}


class SkipForm(Form):
    why = TextField(label=_("Why it is not done"), max_length=500)


class CallBackForm(Form):
    outcome = forms.ChoiceField(label=_("How is it?"), choices=Outcome.choices, widget=RadioCards)
    text = TextField(
        label=_("What is the matter now"), rows=3, required=False, help_text=_("Needed when it is not well; the requester gets it.")
    )
    again_at = MomentField(label=_("Call again on"), required=False, help_text=_("For whom you did not reach. Empty: leave it at that."))


class ApplyForm(Form):
    task_set = forms.ModelChoiceField(TaskSet.objects.active(), label=_("Set of tasks"), empty_label=_("choose one"))
