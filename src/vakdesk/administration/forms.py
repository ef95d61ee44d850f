"""What is asked before something is given up or erased for good."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.administration.queries import Reach
from vakdesk.people.fields import PersonField
from vakdesk.ui.forms import Form, RadioCards, TextField


class Ground(models.TextChoices):
    """Why personal data goes, as the redaction entry keeps it: the articles of Regulation (EU) 2016/679."""

    ASKED = "gdpr-17", _("The person asked for erasure (GDPR, article 17)")
    WRONG = "gdpr-16", _("What was recorded is wrong (GDPR, article 16)")
    EXPIRED = "gdpr-5-1-e", _("It is no longer needed (GDPR, article 5, 1 e)")


class ReasonForm(Form):
    reason = TextField(label=_("Why"), help_text=_("One line for whoever reads this in the logbook later."))


class WhoseForm(Form):
    person = PersonField(label=_("Whose data"), help_text=_("Part of a name, address or phone number."))


class EraseForm(Form):
    reach = forms.ChoiceField(label=_("Which entries"), choices=Reach.choices, initial=Reach.BOTH, widget=RadioCards)
    ground = forms.ChoiceField(label=_("Ground"), choices=Ground.choices, widget=RadioCards)
    sure = forms.BooleanField(label=_("I understand that nobody can bring this back"))

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        given.pop("sure", None)
        return given
