"""Forms by which devices are made ready, and by which profiles say when they are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.inventory.fitting import Built
from vakdesk.inventory.kinds import FieldKind, Outcome, Part
from vakdesk.inventory.models import Item, ItemType, Profile
from vakdesk.inventory.own_fields import fields_of
from vakdesk.ui.forms import Form, NamedForm, Segments, TextField

#: One check per line: part, what, how to verify.
SEPARATOR = "|"


class ChecksField(TextField):
    """One check per line: “secure | Drive encrypted | manage-bde says on”. Cleans to a list of checks."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rows=10, max_length=40_000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(f"{one['part']} {SEPARATOR} {one['what']} {SEPARATOR} {one['verify']}" for one in value)
        return value

    def clean(self, value: Any) -> list[dict[str, str]]:
        if isinstance(value, list):
            return value
        checks = []
        for number, line in enumerate(super().clean(value).splitlines(), 1):
            parts = [part.strip() for part in line.split(SEPARATOR)]
            if not any(parts):
                continue
            if len(parts) != 3 or parts[0].lower() not in Part.values:
                raise forms.ValidationError(
                    _("Line %(number)d: write part, check and how to verify it, with | between. Parts: %(parts)s."),
                    params={"number": number, "parts": ", ".join(Part.values)},
                )
            checks.append({"part": parts[0].lower(), "what": parts[1], "verify": parts[2]})
        return checks


class ProfileForm(NamedForm):
    """Requirements are asked for by the own fields of the type, once it is known."""

    type = forms.ModelChoiceField(ItemType.objects.active(), label=_("Type"))
    meant_for = TextField(label=_("For whom"), required=False, help_text=_("A kind of user: “students in the exam room”."))
    checks = ChecksField(
        label=_("Checks"),
        help_text=_("One on each line, in their order: install, configure, secure or test | what | how to verify it."),
    )
    is_active = forms.BooleanField(label=_("In use: it can be chosen"), required=False)

    def __init__(self, *args: Any, thing: Profile | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        self.own = [one for one in fields_of(thing.type.fields) if one.kind != FieldKind.DAY] if thing else []
        edition = thing.editions.latest("number") if thing else None
        wanted = {one["field"]: one["least"] for one in edition.requirements} if edition else {}
        if edition is not None:
            self.initial = {"checks": edition.checks} | self.initial
        for one in self.own:
            self.fields[f"least_{one.key}"] = self._asking(one, wanted.get(one.key))

    def _asking(self, one: Any, wanted: Any) -> forms.Field:
        label = _("The device needs: %(field)s") % {"field": one}
        if one.kind == FieldKind.NUMBER:
            return forms.DecimalField(label=label, required=False, initial=wanted, help_text=_("At least. Empty: it does not matter."))
        if one.kind == FieldKind.TRUTH:
            words = {True: "true", False: "false"}
            choices = [("", _("it does not matter")), ("true", _("yes")), ("false", _("no"))]
            return forms.ChoiceField(label=label, required=False, choices=choices, initial=words.get(wanted, ""))
        return TextField(label=label, required=False, initial=wanted, max_length=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        wanted = []
        for one in self.own:
            least = given.pop(f"least_{one.key}", None)
            if least not in (None, ""):
                wanted.append({"field": one.key, "least": one.cleaned(least)})
        return given | {"requirements": wanted}


class StartPreparingForm(Form):
    profile = forms.ModelChoiceField(
        Profile.objects.active(), label=_("Profile"), required=False, empty_label=_("none: I argue in the end why it is ready")
    )

    def __init__(self, *args: Any, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item is not None:
            field = self.fields["profile"]
            assert isinstance(field, forms.ModelChoiceField) and field.queryset is not None
            field.queryset = field.queryset.filter(type=item.type_id)
            field.initial = field.queryset.first()


class CheckForm(Form):
    """Each check with its outcome and a note; those that nobody has looked at stay so."""

    makes_fields = True

    def __init__(self, *args: Any, rows: list[Built] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = rows or []
        for one in self.asked:
            self.fields[f"outcome_{one.key}"] = forms.ChoiceField(
                label=one.what, required=False, choices=Outcome.choices, initial=one.outcome, widget=Segments, help_text=one.verify
            )
            self.fields[f"note_{one.key}"] = TextField(label=_("Note"), required=False, max_length=500, initial=one.note)

    def parts(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The checks by part, in their order."""
        found: dict[str, list[dict[str, Any]]] = {}
        for one in self.asked:
            row = {"check": one, "outcome": self[f"outcome_{one.key}"], "note": self[f"note_{one.key}"]}
            found.setdefault(one.part, []).append(row)
        return list(found.items())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        said = {one.key: (given.get(f"outcome_{one.key}", ""), given.get(f"note_{one.key}", "")) for one in self.asked}
        return {"outcomes": {key: words for key, words in said.items() if words[0]}}


class OutcomesForm(Form):
    """For programs: outcomes and notes by the check's key."""

    outcomes = forms.JSONField(help_text="By key of the check: [outcome, note].")

    def clean_outcomes(self) -> dict[str, tuple[str, str]]:
        given = self.cleaned_data["outcomes"]
        try:
            return {str(key): (Outcome(outcome).value, str(note)) for key, (outcome, note) in given.items()}
        except (AttributeError, TypeError, ValueError):
            raise forms.ValidationError("Give an object of [outcome, note] by key.") from None


class ReadyForm(Form):
    deviation = TextField(
        label=_("Why it is ready all the same"),
        required=False,
        rows=3,
        max_length=500,
        help_text=_("Only where something is not as designed."),
    )
