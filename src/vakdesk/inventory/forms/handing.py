"""Forms by which devices go from hand to hand: who and which, then what is said of each."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.actions.handing import MOST_LINES, Told
from vakdesk.inventory.fields import ItemField
from vakdesk.inventory.kinds import Condition, Direction
from vakdesk.inventory.models import Handover, Item
from vakdesk.inventory.signatures import decoded
from vakdesk.kit.errors import Refused
from vakdesk.people.fields import PersonField
from vakdesk.ui.files import StagedField
from vakdesk.ui.forms import DateInput, Form, Segments, TextField


class CodesField(TextField):
    """Tags, numbers or serial numbers, one per line or separated by commas: what a scanner types. Cleans to items, in that order."""

    actor: Any = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Devices"))
        kwargs.setdefault("help_text", _("Scan or type tag, number or serial number, one on each line."))
        super().__init__(rows=4, max_length=20_000, **kwargs)

    def clean(self, value: Any) -> list[Item]:
        text = super().clean(value)
        codes = [code for line in text.replace(",", "\n").splitlines() if (code := line.strip())]
        if len(codes) > MOST_LINES:
            raise forms.ValidationError(_now("At most %(count)d devices on one sheet.") % {"count": MOST_LINES})
        found: dict[int, Item] = {}
        unknown: list[str] = []
        for code in codes:
            items = list(Item.objects.visible_to_staff(self.actor).with_places().called(code)[:2]) if self.actor else []
            if len(items) == 1:
                found[items[0].pk] = items[0]
            else:
                unknown.append(code[:60])
        if unknown:
            raise forms.ValidationError(_now("No device, or more than one, is called: %(codes)s") % {"codes": ", ".join(unknown[:10])})
        return list(found.values())


class TakeInForm(Form):
    codes = CodesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].actor = self.actor  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {"direction": Direction.RETURN, "items": given.pop("codes", []), **given}


class HandOutForm(TakeInForm):
    person = PersonField(label=_("Who gets them"), help_text=_("Part of a name, address or phone number."))
    due_on = forms.DateField(
        label=_("Lent until"), required=False, widget=DateInput(), help_text=_("Empty: theirs until they give it back.")
    )
    field_order = ("person", "codes", "due_on")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        return given | {"direction": Direction.LOAN if given.get("due_on") else Direction.ISSUE}


class DrawUpForm(HandOutForm):
    """For programs: the direction is said."""

    direction = forms.ChoiceField(choices=Direction.choices)
    person = PersonField(required=False)

    def clean(self) -> dict[str, Any]:
        direction = self.cleaned_data.get("direction", Direction.ISSUE)
        return super().clean() | {"direction": direction}


class SheetForm(Form):
    """What is said of each device, what was explained, and the signature as the browser drew it."""

    makes_fields = True
    instruction = TextField(label=_("What was explained"), required=False, rows=3, max_length=4000)
    signature = forms.CharField(required=False, max_length=400_000, widget=forms.HiddenInput())

    def __init__(self, *args: Any, handover: Handover | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.handover = handover
        self.told_of = list(handover.lines.select_related("item__type", "item__record")) if handover else []
        for line in self.told_of:
            reference = line.item.reference
            self.fields[f"condition_{line.pk}"] = forms.ChoiceField(
                label=_("Condition of %(item)s") % {"item": reference}, choices=Condition.choices, initial=line.condition, widget=Segments
            )
            self.fields[f"accessories_{line.pk}"] = TextField(
                label=_("With %(item)s") % {"item": reference}, required=False, max_length=300, initial=line.accessories
            )
            self.fields[f"remark_{line.pk}"] = TextField(
                label=_("Remark on %(item)s") % {"item": reference}, required=False, max_length=500, initial=line.remark
            )
        if handover is not None and not handover.is_return:
            self.initial.setdefault("instruction", str(FIRST_WORDS))

    def rows(self) -> list[dict[str, Any]]:
        parts = ("condition", "accessories", "remark")
        return [{"line": line, **{part: self[f"{part}_{line.pk}"] for part in parts}} for line in self.told_of]

    def clean_signature(self) -> bytes:
        try:
            return decoded(self.cleaned_data["signature"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        told = {}
        for line in self.told_of:
            said = {part: given.pop(f"{part}_{line.pk}", "") for part in ("condition", "accessories", "remark")}
            told[line.pk] = Told(**said | {"condition": said["condition"] or Condition.GOOD})
        return {**given, "told": told}


FIRST_WORDS = _("How to start it and sign in, where to report trouble, and to tell the desk at once when it is lost.")


class LineForm(Form):
    item = ItemField(label=_("Another device"))


class ScanForm(Form):
    files = StagedField(label=_("The signed sheet, scanned or photographed"))
