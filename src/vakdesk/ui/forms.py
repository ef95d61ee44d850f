"""Forms that read the same everywhere: label, help and error tied to the field, refusals shown where they belong."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused
from vakdesk.kit.text import storable


class Form(forms.Form):
    """A form that knows who fills it in, and offers them no rows they do not see. `refuse` puts a refusal of the action at its field."""

    use_required_attribute = True
    #: Whether some of its fields come to be only as it is made.
    makes_fields = False

    def __init__(self, *args: Any, actor: Actor | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        for field in self.fields.values():
            if isinstance(field, LookupField):
                field.actor = actor
            elif isinstance(field, forms.ModelChoiceField) and hasattr(field.queryset, "visible_to"):
                field.queryset = field.queryset.visible_to(actor) if actor else field.queryset.none()

    def refuse(self, refusal: Refused) -> None:
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal.sentence))


class RadioCards(forms.RadioSelect):
    """One of a few, each with a line of explanation: choices are (value, label) or (value, (label, explanation))."""

    template_name = "ui/form/radio_cards.html"


class Segments(forms.RadioSelect):
    """One of very few short words, side by side."""

    template_name = "ui/form/segments.html"


class Checks(forms.CheckboxSelectMultiple):
    """Any of a few, each with its box."""

    template_name = "ui/form/checks.html"


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class MomentField(forms.DateTimeField):
    """Date and time to the minute, read in the person's zone."""

    widget = MomentInput
    input_formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")


class TextField(forms.CharField):
    """Text of one line or, with `rows`, of many; what PostgreSQL cannot store is replaced."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "data-behaviour": "grow"}))
        kwargs.setdefault("max_length", 100_000 if rows else 200)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return storable(super().to_python(value))


class KeyField(forms.IntegerField):
    """The key of a row that hangs on the thing at hand; what acts looks it up there and nowhere else."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1, **kwargs)


class DropInput(forms.ClearableFileInput):
    """A file input that also takes what is dropped on it or pasted into its form."""

    template_name = "ui/form/drop.html"
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else [file for file in [files.get(name)] if file]


class FilesField(forms.Field):
    """Any number of files, as a list."""

    widget = DropInput

    def clean(self, value: list[UploadedFile] | None) -> list[UploadedFile]:
        found = list(value or [])
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


class LookupInput(forms.TextInput):
    """Text with suggestions from `url`, a callable because routes are not known when forms are declared."""

    template_name = "ui/form/lookup.html"

    def __init__(self, url: Callable[[], str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.url = url

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"url": self.url()}


class LookupField(forms.Field):
    """One row, named by text that a person types or picks: an address, a reference, a name that only one row has.

    `find(text, actor)` answers the rows meant, best first, at most a handful, only visible ones; `label_of(row)` is the
    text that finds exactly this row again. Several rows or none is an error that says how to go on, so the field
    works without suggestions.
    """

    default_error_messages = {
        "none": _("Nothing found by “%(text)s”. Check the spelling, or type another part of it."),
        "several": _("“%(text)s” could be: %(found)s. Type more of it or choose one."),
    }

    def __init__(
        self, *, find: Callable[[str, Actor | None], Iterable[Any]], label_of: Callable[[Any], str], url: Callable[[], str], **kwargs: Any
    ) -> None:
        self.find, self.label_of = find, label_of
        self.actor: Actor | None = None
        super().__init__(widget=LookupInput(url), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return self.label_of(value) if isinstance(value, models.Model) else value

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        found = list(self.find(text, self.actor))
        exactly = [row for row in found if self.label_of(row) == text] or found
        if not exactly:
            raise forms.ValidationError(self.error_messages["none"], code="none", params={"text": text})
        if len(exactly) > 1:
            names = ", ".join(self.label_of(row) for row in exactly[:5])
            raise forms.ValidationError(self.error_messages["several"], code="several", params={"text": text, "found": names})
        return exactly[0]


class NamedForm(Form):
    """`name_en`, `name_nl`, …: cleans to `names` by language, as the action takes them."""

    makes_fields = True

    def __init__(self, *args: Any, thing: models.Model | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {}
        for code, language in settings.LANGUAGES:
            initial = thing.names.get(code, "") if thing else ""  # type: ignore[attr-defined]
            named[f"name_{code}"] = TextField(
                label=_("Name in %(language)s") % {"language": language}, required=code == "en", max_length=80, initial=initial
            )
        self.fields = named | self.fields
        if thing is None:
            self.fields.pop("is_active", None)
        else:
            self.initial = {name: getattr(thing, name) for name in self.fields if hasattr(thing, name)} | self.initial

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {"names": {code: given.pop(f"name_{code}", "") for code, _language in settings.LANGUAGES}, **given}
