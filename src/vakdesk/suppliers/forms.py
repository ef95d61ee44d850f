"""The form of a supplier."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.suppliers.models import Supplier
from vakdesk.ui.forms import DateInput, Form, TextField


class SupplierForm(Form):
    name = TextField(label=_("Name"), max_length=120)
    contract = TextField(label=_("Contract"), required=False, max_length=80, help_text=_("Its number, as it stands on their letters."))
    contract_starts_on = forms.DateField(label=_("In force from"), required=False, widget=DateInput())
    contract_ends_on = forms.DateField(label=_("Until"), required=False, widget=DateInput())
    contact = TextField(label=_("How to reach them"), required=False, help_text=_("Their desk: phone, mail or address of their portal."))
    is_active = forms.BooleanField(label=_("In use: it can be chosen"), required=False)

    def __init__(self, *args: Any, thing: Supplier | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if thing is None:
            self.fields.pop("is_active")
        else:
            self.initial = {name: getattr(thing, name) for name in self.fields} | self.initial
