"""Forms for particulars that are the same for many tickets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.tickets.forms.working import CategoryField
from vakdesk.tickets.kinds import Level
from vakdesk.ui.forms import Form

AS_IT_IS = _("as it is on each")


def _level(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, required=False, empty_value=None, choices=[("", AS_IT_IS), *Level.choices])


class ClassifyManyForm(Form):
    category = CategoryField(required=False, empty_label=AS_IT_IS)
    impact = _level(_("Impact"))
    urgency = _level(_("Urgency"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not any(given.values()):
            raise forms.ValidationError(_("Choose what shall be different: category, impact or urgency."))
        return given
