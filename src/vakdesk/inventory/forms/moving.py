"""Forms that move an item along its life."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.kinds import Route, Wiping
from vakdesk.inventory.models import Location
from vakdesk.people.fields import PersonField
from vakdesk.ui.files import StagedField
from vakdesk.ui.forms import DateInput, Form, TextField


class PutInUseForm(Form):
    location = forms.ModelChoiceField(Location.objects.filter(is_active=True), label=_("Where it will do its work"))


class WhyForm(Form):
    why = TextField(label=_("Why"), max_length=500, rows=3)


class TakeBackForm(Form):
    damage = TextField(label=_("Damage"), required=False, max_length=500, help_text=_("Empty: nothing is wrong with it."))


class IssueForm(Form):
    person = PersonField(label=_("Who gets it"))


class LendForm(IssueForm):
    until = forms.DateField(label=_("Until"), widget=DateInput())


class OutcomeForm(Form):
    outcome = TextField(label=_("What was done, or found"), max_length=500, rows=3)


class DisposeForm(Form):
    wiping = forms.ChoiceField(label=_("How what was on it is gone"), choices=Wiping.choices)
    wiping_evidence = TextField(
        label=_("Evidence"), max_length=500, help_text=_("The number of a certificate or report, or why it stores nothing.")
    )
    route = forms.ChoiceField(label=_("Where it went"), choices=Route.choices)
    receiver = TextField(label=_("Who took it"), max_length=200)


class NoteForm(Form):
    text = TextField(label=_("Note"), rows=5)


class AttachForm(Form):
    files = StagedField()
