"""What the access register asks: applications and rights, wishes, account work, reviews, leavers."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.grants.actions.common import house_zone
from vakdesk.grants.kinds import AccountWork
from vakdesk.grants.models import Application, Right
from vakdesk.people.fields import PersonField
from vakdesk.people.models import Team
from vakdesk.services.models import Service
from vakdesk.tickets.models import IdentityWay
from vakdesk.ui.forms import Checks, DateInput, Form, NamedForm, TextField


class ApplicationForm(NamedForm):
    about = TextField(label=_("What it is for"), required=False, max_length=300)
    owner = PersonField(label=_("Owner"), help_text=_("Approves who gets a right, and reviews who has one."))
    team = forms.ModelChoiceField(Team.objects.active(), label=_("Team that carries it out"), required=False, empty_label=_("None"))
    service = forms.ModelChoiceField(Service.objects.active(), label=_("Part of the service"), required=False, empty_label=_("None"))
    is_active = forms.BooleanField(label=_("In use"), required=False)


class RightForm(NamedForm):
    allows = TextField(label=_("What it allows"), required=False, max_length=300)
    own_owner = PersonField(label=_("Owner, if another"), required=False)
    identity_needed = forms.BooleanField(label=_("First make sure who asks"), required=False)
    way = forms.ModelChoiceField(
        IdentityWay.objects.filter(is_active=True), label=_("In this way only"), required=False, empty_label=_("Any way")
    )
    longest_days = forms.IntegerField(label=_("At most so many days"), required=False, min_value=1, max_value=3650)
    is_active = forms.BooleanField(label=_("In use"), required=False)


class WishForm(Form):
    right = forms.ModelChoiceField(Right.objects.offered(), label=_("Right"), empty_label=_("Choose one"))
    person = PersonField(label=_("For whom"))
    why = TextField(label=_("What they need it for"), max_length=500)
    ends_on = forms.DateField(
        label=_("Up to and including"), required=False, widget=DateInput, help_text=_("Empty: as long as it is needed.")
    )


class ChangeWishForm(Form):
    why = TextField(label=_("What they need it for"), max_length=500)
    ends_on = forms.DateField(label=_("Up to and including"), required=False, widget=DateInput)


class RecordForm(Form):
    right = forms.ModelChoiceField(Right.objects.offered(), label=_("Right"), empty_label=_("Choose one"))
    person = PersonField(label=_("Who has it"))
    why = TextField(label=_("Why"), max_length=500)
    since = forms.DateField(label=_("Since"), required=False, widget=DateInput)
    ends_on = forms.DateField(label=_("Up to and including"), required=False, widget=DateInput)


class AccountForm(Form):
    work = forms.ChoiceField(label=_("What is to be done"), choices=AccountWork.choices)
    application = forms.ModelChoiceField(Application.objects.active(), label=_("Application"), empty_label=_("Choose one"))
    person = PersonField(label=_("Whose account"), required=False, help_text=_("Empty: of who asks."))


class CampaignForm(Form):
    title = TextField(label=_("Name"), max_length=120)
    due_on = forms.DateField(label=_("To be decided up to and including"), widget=DateInput)
    applications = forms.ModelMultipleChoiceField(
        Application.objects.active(), label=_("Of these applications"), required=False, widget=Checks, help_text=_("None chosen: of all.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (day := given.pop("due_on", None)) is not None:
            given["due_at"] = datetime.combine(day + timedelta(days=1), time.min, house_zone())
        if "applications" in given:
            given["applications"] = list(given["applications"])
        return given


class LeavingForm(Form):
    person = PersonField(label=_("Who leaves"))
    on = forms.DateField(label=_("On"), widget=DateInput)
