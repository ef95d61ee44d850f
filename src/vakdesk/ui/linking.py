"""The form by which any record is linked to another."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.records.kinds import LinkKind
from vakdesk.records.models import Record
from vakdesk.ui.forms import Form, TextField


class LinkForm(Form):
    """Cleans to what `records.link` takes. Only records whose staff side the actor reads are found."""

    kind = forms.ChoiceField(label=_("This record"), choices=LinkKind.choices, initial=LinkKind.RELATES_TO)
    target = TextField(label=_("The other record"), max_length=20, help_text=_("Its number, such as TK-1042."))

    def clean_target(self) -> Record:
        assert self.actor is not None
        number = self.cleaned_data["target"].strip().upper()
        found = Record.objects.visible_to_staff(self.actor).filter(reference=number).first()
        if found is None:
            raise forms.ValidationError(_("There is no record with that number. Write it like TK-1042."))
        return found
