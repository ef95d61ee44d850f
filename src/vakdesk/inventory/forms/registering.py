"""Forms by which an item comes into the register and is described."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.fields import ProductField, form_field_of
from vakdesk.inventory.kinds import FIRST, Level, State
from vakdesk.inventory.models import Item, ItemType, Location
from vakdesk.inventory.own_fields import fields_of
from vakdesk.people.fields import PersonField
from vakdesk.people.models import Organisation, Team
from vakdesk.suppliers.models import Supplier
from vakdesk.ui.forms import DateInput, Form, TextField

OWN = "own_"


class DescribeForm(Form):
    """What the register says of an item of that type; the type's own fields come after what all items have."""

    makes_fields = True
    #: Which fields stand together, with their heading; own fields are a group of their own.
    groups = (
        (_("What it is"), ("title", "product", "tag", "serial", "macs")),
        (_("Where and whose"), ("organisation", "location", "team", "function", "meant_for")),
        (_("Bought"), ("supplier", "order_number", "bought_on", "price", "warranty_until", "support_until")),
        (_("How much it matters"), ("availability", "integrity", "confidentiality")),
    )

    title = TextField(label=_("Name"), required=False, help_text=_("Empty: called after its model."))
    product = ProductField(label=_("Model"), required=False, help_text=_("Part of the maker's or the model's name."))
    tag = TextField(label=_("Asset tag"), required=False, max_length=60, help_text=_("What the sticker on it says."))
    serial = TextField(label=_("Serial number"), required=False, max_length=120)
    macs = TextField(label=_("Network cards"), required=False, max_length=700, help_text=_("Hardware addresses, separated by commas."))
    organisation = forms.ModelChoiceField(Organisation.objects.active(), label=_("Owner"), required=False, empty_label=_("nobody named"))
    location = forms.ModelChoiceField(
        Location.objects.filter(is_active=True), label=_("Location"), required=False, empty_label=_("not known")
    )
    team = forms.ModelChoiceField(Team.objects.active(), label=_("Looked after by"), required=False, empty_label=_("nobody named"))
    function = TextField(label=_("Function"), required=False, help_text=_("What it is there to do: “exam room”, “spare”."))
    meant_for = TextField(label=_("For whom it is meant"), required=False, help_text=_("A kind of user: “teachers of building C”."))
    supplier = forms.ModelChoiceField(Supplier.objects.active(), label=_("Supplier"), required=False, empty_label=_("not known"))
    order_number = TextField(label=_("Order"), required=False, max_length=80)
    bought_on = forms.DateField(label=_("Bought on"), required=False, widget=DateInput())
    price = forms.DecimalField(label=_("Price"), required=False, min_value=0, max_digits=12, decimal_places=2)
    warranty_until = forms.DateField(label=_("Warranty until"), required=False, widget=DateInput())
    support_until = forms.DateField(label=_("Supported until"), required=False, widget=DateInput(), help_text=_("Empty: as its model is."))
    availability = forms.TypedChoiceField(label=_("Availability"), choices=Level.choices, coerce=int, initial=Level.UNKNOWN)
    integrity = forms.TypedChoiceField(label=_("Integrity"), choices=Level.choices, coerce=int, initial=Level.UNKNOWN)
    confidentiality = forms.TypedChoiceField(label=_("Confidentiality"), choices=Level.choices, coerce=int, initial=Level.UNKNOWN)

    def __init__(self, *args: Any, type: ItemType | None = None, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = item.type if item else type
        self.own = fields_of(self.type.fields) if self.type else []
        for one in self.own:
            self.fields[f"{OWN}{one.key}"] = form_field_of(one)
        if item is not None:
            self.fields["title"].required = True
            self.fields["title"].help_text = ""
            self.initial = self._as_kept(item) | self.initial

    def _as_kept(self, item: Item) -> dict[str, Any]:
        kept = {name: getattr(item, name) for name in self.fields if hasattr(item, name) and name != "macs"}
        record = item.record
        kept |= {"title": record.title, "organisation": record.organisation, "team": record.team}
        kept["macs"] = ", ".join(str(mac) for mac in item.macs.all())
        shown = {one.key: item.values.get(one.key) for one in self.own}
        words = {True: "true", False: "false"}
        return kept | {f"{OWN}{key}": words[value] if isinstance(value, bool) else value for key, value in shown.items()}

    def parts(self) -> list[tuple[Any, list[Any]]]:
        """The fields as they stand together, with their headings."""
        found = [(label, [self[name] for name in names if name in self.fields]) for label, names in self.groups]
        own = [self[f"{OWN}{one.key}"] for one in self.own]
        return [found[0], *([(_("More about it"), own)] if own else []), *found[1:]]

    def clean_macs(self) -> list[str]:
        return [part.strip() for part in self.cleaned_data["macs"].replace(";", ",").split(",") if part.strip()]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        values = {one.key: given.pop(f"{OWN}{one.key}", None) for one in self.own}
        return {**given, "values": values}


class RegisterForm(DescribeForm):
    groups = ((_("What it is"), ("state", "holder", *DescribeForm.groups[0][1])), *DescribeForm.groups[1:])

    state = forms.ChoiceField(label=_("It is"), choices=[(one.value, one.label) for one in FIRST], initial=State.IN_STOCK)
    holder = PersonField(label=_("Who has it"), required=False, help_text=_("Where it is issued already."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["state", "holder"])


class _ValuesForm(DescribeForm):
    """For programs: own fields by their keys."""

    values = forms.JSONField(required=False, help_text="Values of the type's own fields, by key.")
    type = forms.ModelChoiceField(ItemType.objects.active())

    def clean(self) -> dict[str, Any]:
        given = super(DescribeForm, self).clean() or {}
        return {**given, "values": given.get("values") or {}}

    def clean_values(self) -> dict[str, Any]:
        values = self.cleaned_data["values"]
        if values is not None and not isinstance(values, dict):
            raise forms.ValidationError("Give an object.")
        return values or {}


class RegisterOneForm(_ValuesForm):
    state = RegisterForm.base_fields["state"]
    holder = RegisterForm.base_fields["holder"]


class EditOneForm(_ValuesForm):
    def __init__(self, *args: Any, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        if item is not None:
            self.initial |= {"values": item.values, "type": item.type}
            for one in self.own:
                self.fields.pop(f"{OWN}{one.key}")
            self.own = []
