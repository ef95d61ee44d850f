"""A page of a form that is filled in. What a field takes is said in `answers`; here is how it looks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.catalogue.answers import name_of, service_choices, understood, whole
from vakdesk.catalogue.fields import Answer, Field
from vakdesk.catalogue.kinds import LISTED, FieldKind
from vakdesk.kit.errors import Refused
from vakdesk.people.fields import label_of
from vakdesk.people.models import Person
from vakdesk.records.store import stage
from vakdesk.ui.forms import Checks, DateInput, FilesField, Form, LookupInput, RadioCards, Segments

#: More choices than these are a list to unfold.
FEW = 7


class TwoDates(forms.MultiWidget):
    """From a date until a date."""

    template_name = "catalogue/two_dates.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__({"from": DateInput(), "until": DateInput()})

    def decompress(self, value: Any) -> list[str]:
        return list(value or ["", ""])


class AnswerField(forms.Field):
    """One field of a form: cleans to the answer as it is kept."""

    def __init__(self, field: Field, by: Actor, **kwargs: Any) -> None:
        self.of, self.by = field, by
        super().__init__(label=str(field), help_text=field.help, required=field.required, widget=_widget(field), **kwargs)
        if field.kind in LISTED or field.kind == FieldKind.SERVICE:
            self.widget.choices = _choices(field)  # type: ignore[attr-defined]

    def prepare_value(self, value: Any) -> Any:
        """A person is shown by the text that finds them again."""
        if self.of.kind == FieldKind.PERSON and isinstance(value, str) and value[:1] == "#" and value[1:].isdecimal():
            person = Person.objects.filter(pk=int(value[1:])).first()  # anyone: it was named by who fills it in
            return label_of(person) if person else ""
        return value

    def clean(self, value: Any) -> Answer:
        try:
            answer = understood(self.of, value, self.by)
            whole(self.of, answer)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from None
        return answer


class AnswersForm(Form):
    """A page of fields. Cleans to `answers` by key; `files` are those of each field for files that lie safely in the store."""

    makes_fields = True

    def __init__(self, *args: Any, fields: Iterable[Field], answers: Mapping[str, Answer], held: Iterable[str] = (), **kwargs: Any) -> None:
        """`held` are the fields at which files are kept already."""
        super().__init__(*args, **kwargs)
        assert self.actor is not None
        self.asked, self.staged, self.held = list(fields), {}, set(held)  # type: tuple[list[Field], dict[str, list[Staged]], set[str]]
        for field in self.asked:
            if field.kind == FieldKind.FILES:
                words = {"label": str(field), "help_text": field.help}
                self.fields[name_of(field)] = FilesField(required=field.required and field.key not in self.held, **words)
            elif not field.is_silent:
                self.fields[name_of(field)] = AnswerField(field, self.actor, initial=answers.get(field.key))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        answers: dict[str, Answer] = {}
        for field in self.asked:
            name = name_of(field)
            if field.kind == FieldKind.FILES:
                self._stage(field, given.get(name) or [])
            elif name in given:
                answers[field.key] = given[name]
        return {"answers": answers}

    def lines(self) -> list[tuple[Field, Any]]:
        """Each field with what takes its answer, or None for a note."""
        return [(field, None if field.is_silent else self[name_of(field)]) for field in self.asked]

    def _stage(self, field: Field, files: list[Any]) -> None:
        for file in files:
            try:
                self.staged.setdefault(field.key, []).append(stage(file.name or "", file.chunks()))
            except Refused as refusal:
                self.add_error(name_of(field), str(refusal.sentence))


def _choices(field: Field) -> list[tuple[str, Any]]:
    listed = service_choices() if field.kind == FieldKind.SERVICE else list(field.options.items())
    if field.kind == FieldKind.CHOICES or (field.required and _is_short(field)):
        return listed
    return [*listed, ("", _("does not apply"))] if _is_short(field) else [("", _("choose one")), *listed]


def _is_short(field: Field) -> bool:
    return field.kind == FieldKind.YES_NO or (field.kind == FieldKind.CHOICE and len(field.choices) <= FEW)


def _widget(field: Field) -> forms.Widget:
    match field.kind:
        case FieldKind.LONG:
            return forms.Textarea(attrs={"rows": 4, "data-behaviour": "grow"})
        case FieldKind.YES_NO:
            return Segments()
        case FieldKind.CHOICE:
            return RadioCards() if _is_short(field) else forms.Select()
        case FieldKind.CHOICES:
            return Checks()
        case FieldKind.SERVICE:
            return forms.Select()
        case FieldKind.DATE:
            return DateInput()
        case FieldKind.DATES:
            return TwoDates()
        case FieldKind.PERSON:
            return LookupInput(lambda: str(reverse_lazy("catalogue:people")))
        case FieldKind.NUMBER | FieldKind.MONEY:
            return forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
        case FieldKind.EMAIL:
            return forms.TextInput(attrs={"inputmode": "email", "spellcheck": "false"})
        case FieldKind.PHONE:
            return forms.TextInput(attrs={"inputmode": "tel"})
        case FieldKind.URL:
            return forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"})
    return forms.TextInput(attrs={"placeholder": field.shape} if field.shape else {})
