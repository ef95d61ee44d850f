"""A face and a sentence; and who handles complaints about leads."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.feedback.kinds import Score
from vakdesk.people.fields import PersonField
from vakdesk.ui.forms import Form, TextField


class RateForm(Form):
    score = forms.TypedChoiceField(label=_("How did it go?"), choices=Score.choices, coerce=int, widget=forms.RadioSelect)
    text = TextField(label=_("Do you want to tell us why?"), max_length=500, required=False)


class HandlerForm(Form):
    person = PersonField(label=_("Person"))
