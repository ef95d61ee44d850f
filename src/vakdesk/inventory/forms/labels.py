"""The form that asks on what labels are printed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.forms.handing import CodesField
from vakdesk.inventory.labels import FORMATS
from vakdesk.ui.forms import Form


class LabelsForm(Form):
    codes = CodesField()
    form = forms.ChoiceField(label=_("Labels"), choices=lambda: [(one.name, one.label_words) for one in FORMATS.values()])
    skip = forms.IntegerField(label=_("Labels already used on the first sheet"), min_value=0, max_value=64, initial=0, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].actor = self.actor  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        wanted = FORMATS.get(given.get("form", ""))
        if wanted and (given.get("skip") or 0) >= wanted.on_a_page:
            self.add_error("skip", _("There are not so many labels on a sheet."))
        return given
