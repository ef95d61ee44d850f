"""Forms for many devices at once: a list from elsewhere, what is said of all, how all are moved; and for counting."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.actions.many import MOVABLE
from vakdesk.inventory.kinds import MOVES
from vakdesk.inventory.models import ItemType, Location
from vakdesk.inventory.reading import FIELDS, LIMIT_BYTES, SYSTEMS, Table
from vakdesk.people.models import Organisation
from vakdesk.suppliers.models import Supplier
from vakdesk.ui.files import StagedField
from vakdesk.ui.forms import DateInput, Form, TextField


class UploadForm(Form):
    files = StagedField(label=_("The list, as CSV"), help_text=_("At most 2,000 rows and 5 MB."))

    def clean_files(self) -> Any:
        found = self.cleaned_data["files"]
        if len(found) != 1:
            raise forms.ValidationError(_("Choose one file."))
        if found[0].size_bytes > LIMIT_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Split it."))
        return found[0]


class MappingForm(Form):
    """Which column says what, and what holds for every row."""

    makes_fields = True
    system = forms.ChoiceField(
        label=_("It comes from"),
        required=False,
        choices=lambda: [("", _now("something else")), *((one.name, one.label) for one in SYSTEMS.values())],
    )
    type = forms.ModelChoiceField(ItemType.objects.active(), label=_("Type, where a row names none that is known"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.active(), label=_("Owner of them all"), required=False, empty_label=_("that of whoever has it")
    )

    def __init__(self, *args: Any, table: Table | None = None, guessed: dict[int, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        choices = [("", _("not taken over")), *FIELDS.items()]
        for place, heading in enumerate(table.headings if table else []):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading or _("(no heading)"),
                required=False,
                choices=choices,
                initial=(guessed or {}).get(place, ""),
                help_text=self._example(place),
            )

    def _example(self, place: int) -> str:
        assert self.table is not None
        said = [row[place] for _number, row in self.table.rows[:40] if place < len(row) and row[place].strip()]
        return " · ".join(text[:30] for text in said[:3])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        mapping: dict[int, str] = {}
        for place in range(len(self.table.headings) if self.table else 0):
            name = given.pop(f"column_{place}", "")
            if name and name in mapping.values():
                self.add_error(f"column_{place}", _("Another column says that already."))
            elif name:
                mapping[place] = name
        given.pop("system", None)
        return {**given, "mapping": mapping}


class EditManyForm(Form):
    location = forms.ModelChoiceField(
        Location.objects.filter(is_active=True), label=_("Location"), required=False, empty_label=_("stays as it is")
    )
    supplier = forms.ModelChoiceField(Supplier.objects.active(), label=_("Supplier"), required=False, empty_label=_("stays as it is"))
    warranty_until = forms.DateField(label=_("Warranty until"), required=False, widget=DateInput())
    support_until = forms.DateField(label=_("Supported until"), required=False, widget=DateInput())
    function = TextField(label=_("Function"), required=False)
    meant_for = TextField(label=_("For whom it is meant"), required=False)

    def clean(self) -> dict[str, Any]:
        return {"changes": super().clean() or {}}


class MoveManyForm(Form):
    verb = forms.ChoiceField(label=_("They are"), choices=lambda: [(name, MOVES[name].what) for name in MOVABLE])
    location = forms.ModelChoiceField(
        Location.objects.filter(is_active=True), label=_("Where, of what is put in use"), required=False, empty_label="–"
    )
    why = TextField(label=_("Why, of what is sent to repair, retired or used again"), required=False, max_length=500)


class StocktakeForm(Form):
    location = forms.ModelChoiceField(Location.objects.filter(is_active=True), label=_("Which place, with everything in it"))


class ScanForm(Form):
    codes = TextField(label=_("Codes"), rows=5, max_length=60_000, help_text=_("Scan one after the other; each on its own line."))

    def clean_codes(self) -> list[str]:
        return [code for line in self.cleaned_data["codes"].splitlines() if (code := line.strip())]


class CloseForm(Form):
    move_found = forms.BooleanField(label=_("What was found here and registered elsewhere is here from now on"), required=False)
