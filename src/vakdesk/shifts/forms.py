"""One form per verb; its fields are the keyword arguments of the action of that name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.people.models import Person, Team
from vakdesk.shifts.kinds import ShiftKind
from vakdesk.shifts.models import Shift
from vakdesk.ui.forms import Form, MomentField, Segments, TextField


class WhenForm(Form):
    kind = forms.ChoiceField(label=_("What"), choices=ShiftKind.choices, widget=Segments, initial=ShiftKind.SHIFT)
    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))
    note = TextField(
        label=_("Note"),
        required=False,
        max_length=120,
        help_text=_("The team reads it. It is not kept for an absence: nobody is asked why."),
    )


class PlanForm(WhenForm):
    """For one team, whose members can be chosen."""

    person = forms.ModelChoiceField(Person.objects.active(), label=_("Who"))
    field_order = ["person", "kind", "starts_at", "ends_at", "note"]

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = people.queryset.filter(memberships__team=team)


class ChangeForm(WhenForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        shown = {name: getattr(shift, name) for name in ("kind", "starts_at", "ends_at", "note")}
        super().__init__(*args, initial={**shown, "seen": shift.as_seen()}, **kwargs)


class PlainForm(Form):
    """A press: what is done and to what is in the address."""


class CopyForm(Form):
    into = forms.DateField(widget=forms.HiddenInput)
