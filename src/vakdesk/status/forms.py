"""The form of planned maintenance."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.services.models import Service
from vakdesk.status.actions import LONGEST_TEXT
from vakdesk.status.models import Maintenance
from vakdesk.ui.forms import Checks, Form, MomentField, NamedForm, TextField


class MaintenanceForm(NamedForm):
    """Its name and what people should know, in each language; services; from when until when."""

    services = forms.ModelMultipleChoiceField(Service.objects.active(), label=gettext_lazy("Services"), widget=Checks)
    starts_at = MomentField(label=gettext_lazy("From"))
    ends_at = MomentField(label=gettext_lazy("Until"))

    def __init__(self, *args: Any, maintenance: Maintenance | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=maintenance, **kwargs)
        if self.actor is not None:
            self.fields["services"].queryset = Service.objects.visible_to(self.actor).active()  # type: ignore[attr-defined]
        for code, language in settings.LANGUAGES:
            label = _("What people should know, in %(language)s") % {"language": language}
            initial = maintenance.texts.get(code, "") if maintenance else ""
            self.fields[f"text_{code}"] = TextField(label=label, rows=2, required=False, max_length=LONGEST_TEXT, initial=initial)
        if maintenance is not None:
            self.initial["services"] = list(maintenance.services.all())

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        return {"texts": {code: given.pop(f"text_{code}", "") for code, _language in settings.LANGUAGES}, **given}


class CancelForm(Form):
    why = TextField(label=gettext_lazy("Why it does not take place"), max_length=500)
