"""Forms for what the register is made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.kinds import FieldKind
from vakdesk.inventory.models import ItemType, Location, Product
from vakdesk.people.models import Organisation
from vakdesk.ui.forms import DateInput, Form, NamedForm, TextField

#: Rows for own fields that are not there yet.
SPARE_ROWS = 3


class TypeForm(NamedForm):
    """Names, icon, and a row for each own field; a row without an English name is no field."""

    icon = forms.SlugField(label=_("Icon"), max_length=40, initial="box", help_text=_("The name of one of Lucide's icons."))
    needs_preparation = forms.BooleanField(label=_("It is prepared before it is issued or put in use"), required=False, initial=True)
    is_thing = forms.BooleanField(label=_("It can be held, labelled and counted"), required=False, initial=True)
    is_active = forms.BooleanField(label=_("In use: it can be chosen"), required=False)

    def __init__(self, *args: Any, thing: ItemType | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.kept: list[dict[str, Any]] = thing.fields if thing else []
        for number in range(len(self.kept) + SPARE_ROWS):
            one = self.kept[number] if number < len(self.kept) else {"names": {}, "kind": "text", "choices": []}
            label = _("Own field %(number)d") % {"number": number + 1}
            self.fields[f"field_{number}_en"] = TextField(
                label=label, required=False, max_length=60, initial=one["names"].get("en", ""), help_text=_("In English.")
            )
            self.fields[f"field_{number}_nl"] = TextField(
                label=_("%(field)s in Dutch") % {"field": label}, required=False, max_length=60, initial=one["names"].get("nl", "")
            )
            self.fields[f"field_{number}_kind"] = forms.ChoiceField(
                label=_("%(field)s is a") % {"field": label}, choices=FieldKind.choices, initial=one["kind"], required=False
            )
            self.fields[f"field_{number}_choices"] = TextField(
                label=_("%(field)s is one of") % {"field": label},
                required=False,
                initial=", ".join(one.get("choices", [])),
                help_text=_("Separated by commas."),
                max_length=2000,
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        own = []
        for number in range(len(self.kept) + SPARE_ROWS):
            row = {part: given.pop(f"field_{number}_{part}", "") for part in ("en", "nl", "kind", "choices")}
            if not row["en"]:
                continue
            before = self.kept[number] if number < len(self.kept) else {"names": {}}
            names = before["names"] | {"en": row["en"], "nl": row["nl"]}
            one = {"names": names, "kind": row["kind"] or FieldKind.TEXT, "choices": row["choices"].split(",")}
            own.append(one | ({"key": before["key"]} if "key" in before else {}))
        return given | {"own_fields": own}


class ProductForm(Form):
    maker = TextField(label=_("Maker"), max_length=80)
    name = TextField(label=_("Model"), max_length=120)
    type = forms.ModelChoiceField(ItemType.objects.active(), label=_("Type"))
    part_number = TextField(label=_("Part number"), required=False, max_length=80)
    support_until = forms.DateField(label=_("Supported until"), required=False, widget=DateInput())
    is_active = forms.BooleanField(label=_("In use: it can be chosen"), required=False)

    def __init__(self, *args: Any, thing: Product | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if thing is None:
            self.fields.pop("is_active")
        else:
            self.initial = {name: getattr(thing, name) for name in self.fields} | self.initial


class LocationForm(Form):
    name = TextField(label=_("Name"), max_length=80)
    parent = forms.ModelChoiceField(Location.objects.all(), label=_("Within"), required=False, empty_label=_("nothing: it is at the top"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.active(), label=_("Organisation"), required=False, empty_label=_("that of the place it is in")
    )
    is_active = forms.BooleanField(label=_("In use: it can be chosen"), required=False)

    def __init__(self, *args: Any, thing: Location | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if thing is None:
            self.fields.pop("is_active")
        else:
            self.initial = {name: getattr(thing, name) for name in self.fields} | self.initial
