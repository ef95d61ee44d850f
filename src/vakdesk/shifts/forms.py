"""One form per verb; its fields are the keyword arguments of the action of that name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from vakdesk.kit import clock
from vakdesk.people.models import Person, Team
from vakdesk.shifts.actions import NextStep
from vakdesk.shifts.kinds import AppointmentKind, Consent, Safe, ShiftKind
from vakdesk.shifts.leaving import Left
from vakdesk.shifts.models import SAFETY, Appointment, Shift
from vakdesk.tasks.models import LONGEST_TITLE
from vakdesk.tickets.permissions import TAKE
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
        super().__init__(*args, **kwargs)
        shown = {name: getattr(shift, name) for name in ("kind", "starts_at", "ends_at", "note")}
        self.initial = {**shown, "seen": shift.as_seen(), **self.initial}


class PlainForm(Form):
    """A press: what is done and to what is in the address."""


class CopyForm(Form):
    into = forms.DateField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Row:
    """The fields of one ticket."""

    left: Left
    step: BoundField
    due_at: BoundField
    owner: BoundField


class EndForm(Form):
    """`step_7`, `due_at_7` and `owner_7` for each ticket; cleans to `steps`, those that were given one. Other tickets have no fields."""

    makes_fields = True

    def __init__(self, *args: Any, left: Sequence[Left], soon: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = left
        for one in left:
            key = one.ticket.pk
            self.fields[f"step_{key}"] = TextField(label=_("What happens next"), required=False, max_length=LONGEST_TITLE)
            self.fields[f"due_at_{key}"] = MomentField(label=_("When"), required=False, initial=soon)
            people = Person.objects.visible_to(kwargs["actor"]).filter(pk__in=[owner.pk for owner in one.owners])
            owner = forms.ModelChoiceField(people, label=_("Who sees to it"), required=False, empty_label=None, initial=one.proposed)
            owner.choices = [(person.pk, str(person)) for person in one.owners]
            self.fields[f"owner_{key}"] = owner

    @property
    def rows(self) -> list[Row]:
        return [Row(one, *(self[f"{name}_{one.ticket.pk}"] for name in ("step", "due_at", "owner"))) for one in self.left]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        steps = []
        for one in self.left:
            step, due_at, owner = (given.get(f"{name}_{one.ticket.pk}") for name in ("step", "due_at", "owner"))
            if not step:
                continue
            if due_at is None and f"due_at_{one.ticket.pk}" not in self.errors:
                self.add_error(f"due_at_{one.ticket.pk}", _("Say when."))
            elif due_at is not None and due_at <= clock.now():
                self.add_error(f"due_at_{one.ticket.pk}", _("That moment has passed."))
            elif due_at is not None:
                steps.append(NextStep(one.ticket, step, due_at, owner or one.proposed))
        if not steps and not self.errors:
            self.add_error(None, _("Say for at least one ticket what happens next."))
        return {"steps": steps}


class ArrangeForm(Form):
    kind = forms.ChoiceField(label=_("What"), choices=AppointmentKind.choices, widget=Segments, initial=AppointmentKind.APPOINTMENT)
    person = forms.ModelChoiceField(Person.objects.active().holding(TAKE), label=_("Who goes or connects"), empty_label=None)
    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))
    place = TextField(label=_("Where"), required=False, help_text=_("The requester reads it. A site visit needs a place."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset, people.initial = people.queryset.order_by("folded", "pk"), self.actor and self.actor.person_id


class RescheduleForm(Form):
    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))
    why = TextField(label=_("Why it is moved"), max_length=500, help_text=_("Only the desk reads this."))


class CancelForm(Form):
    why = TextField(label=_("Why it is called off"), max_length=500, help_text=_("Only the desk reads this."))


class SafetyForm(Form):
    power = forms.ChoiceField(label=_("Power is off, or isolated"), choices=Safe.choices, widget=Segments)
    esd = forms.ChoiceField(label=_("ESD protection is on"), choices=Safe.choices, widget=Segments)
    ladder = forms.ChoiceField(label=_("Ladder stands safely, and somebody is near"), choices=Safe.choices, widget=Segments)
    tools = forms.ChoiceField(label=_("Tools are complete and in order"), choices=Safe.choices, widget=Segments)


class ConsentForm(Form):
    how = forms.ChoiceField(label=_("How they agreed"), choices=Consent.choices, widget=Segments)
    given_at = MomentField(label=_("When"), initial=clock.now)


def shown_of(appointment: Appointment) -> dict[str, Any]:
    """How it stands, for whichever form asks."""
    answers = {item: getattr(appointment, f"safe_{item}") for item in SAFETY}
    return {"starts_at": appointment.starts_at, "ends_at": appointment.ends_at, **answers}
