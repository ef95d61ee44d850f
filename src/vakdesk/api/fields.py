"""Between the fields of a form and JSON: what a program may send for each, said as a schema and checked by kind.

The form itself still decides what will do. Here only the kind is looked at, so that a list or a number never reaches a
field that takes text, and a key that no field has never reaches anything.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from inspect import signature
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.api.problems import Problem
from vakdesk.kit.errors import Sentence
from vakdesk.people.fields import PersonField
from vakdesk.ui.forms import FilesField, Form, LookupField
from vakdesk.ui.offering import Deed

#: What only a page needs: which state of things its reader had seen (here If-Match says so), and files of a draft.
OF_PAGES = frozenset({"seen", "kept"})
LARGEST_KEY = 2**63 - 1
EARLIEST, LATEST = 1900, 2999
_OFFSET = re.compile(r"(Z|[+-]\d{2}:\d{2})$", re.IGNORECASE)


def fields_of(deed: Deed) -> dict[str, forms.Field]:
    """The fields a program fills in, in the order of the form."""
    shown = deed.form(actor=Actor(None, "")).fields if _makes_fields(deed.form) else deed.form.base_fields
    own = {name: field for name, field in shown.items() if name not in OF_PAGES}
    if not deed.begins:
        own |= {name: field for name, field in deed.form.base_fields.items() if name not in own and name not in OF_PAGES}
    return own | {name: _row_field(model) for name, model in deed.also.items()}


def _makes_fields(form: type[Form]) -> bool:
    """Whether some of its fields come to be only as it is made, as in a form about a thing that may be new."""
    about = signature(form.__init__).parameters.get("thing")
    return form.makes_fields or (about is not None and about.default is None)


def form_class(deed: Deed) -> type[Form]:
    """The form of the deed, with a field for each row that it names besides."""
    if not deed.also:
        return deed.form
    return type(deed.form)(deed.form.__name__, (deed.form,), {name: _row_field(model) for name, model in deed.also.items()})


def _row_field(model: type[Model]) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(model._default_manager.all(), label=model._meta.verbose_name)


def takes_files(deed: Deed) -> bool:
    return any(isinstance(field, FilesField) for field in fields_of(deed).values())


def keeps_the_rest(deed: Deed) -> bool:
    """Whether what is not given stays as it is: then nothing is required."""
    return deed.keeps or deed.initial is not None or "seen" in deed.form.base_fields


def is_required(deed: Deed, name: str, field: forms.Field) -> bool:
    if name in deed.also:
        return True
    has_value = field.initial is not None or isinstance(field, forms.BooleanField)
    return field.required and not has_value and not keeps_the_rest(deed)


def schema_of(field: forms.Field) -> dict[str, Any]:
    """What may be sent for it. Text may be empty and the rest null where the field is not required."""
    found = _kind_of(field)
    if not field.required and found.get("type") != "array" and "type" in found and found["type"] != "boolean":
        kinds = found["type"] if isinstance(found["type"], list) else [found["type"]]
        found |= {"type": [*kinds, "null"]}
        if "enum" in found:
            found["enum"] = [*found["enum"], None]
    described = ". ".join(str(words).rstrip(".") for words in (field.label, field.help_text) if words)
    return found | ({"description": described} if described else {})


def _kind_of(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, FilesField):
        return {"type": "array", "items": {"type": "string", "format": "binary"}}
    if isinstance(field, PersonField):
        return {"type": ["integer", "string"], "minimum": 1, "maximum": LARGEST_KEY, "maxLength": 400}
    if isinstance(field, LookupField):
        return {"type": "string", "maxLength": 400}
    if isinstance(field, forms.ModelMultipleChoiceField):
        return {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": LARGEST_KEY}, "maxItems": 500}
    if isinstance(field, forms.ModelChoiceField):
        return {"type": "integer", "minimum": 1, "maximum": LARGEST_KEY}
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": {"type": "string"}, "maxItems": 500}
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.IntegerField):
        limits = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "integer", **{name: limit for name, limit in limits.items() if limit is not None}}
    if isinstance(field, forms.ChoiceField):
        return _choice(field)
    if isinstance(field, forms.DateTimeField):
        return {"type": "string", "format": "date-time"}
    if isinstance(field, forms.DateField):
        return {"type": "string", "format": "date"}
    longest = getattr(field, "max_length", None)
    return {"type": "string", **({"minLength": 1} if field.required else {}), **({"maxLength": longest} if longest else {})}


def _choice(field: forms.ChoiceField) -> dict[str, Any]:
    values = list(_values(field.choices))
    if values and all(isinstance(value, int) for value in values):
        return {"type": "integer", "enum": values}
    named = [str(value) for value in values if value != ""]
    return {"type": "string", "enum": named} if named else {"type": "string", "maxLength": 200}


def _values(choices: Iterable[Any]) -> Iterable[Any]:
    """The values offered, without groups, and without the empty one."""
    for value, label in choices:
        if isinstance(label, list | tuple) and label and isinstance(label[0], list | tuple):
            yield from _values(label)
        elif value is not None and value != "":
            yield value


def data_of(deed: Deed, given: Mapping[str, Any], *, typed: bool) -> tuple[MultiValueDict[str, str], MultiValueDict[str, Any]]:
    """What was sent as a form takes it: words, and files. Raises Problem for a key no field has and for values of another kind.

    `typed` is JSON, whose values have kinds; the parts of a form are all text.
    """
    fields, faults = fields_of(deed), []
    words: MultiValueDict[str, str] = MultiValueDict()
    files: MultiValueDict[str, Any] = MultiValueDict()
    for name, value in given.items():
        if name not in fields:
            faults.append((name, _unknown(name, fields)))
        elif typed or isinstance(fields[name], FilesField):
            try:
                found = _read(fields[name], value)
            except _OtherKind as other:
                faults.append((name, other.sentence))
            else:
                (files if isinstance(fields[name], FilesField) else words).setlist(name, found)
        else:
            words.setlist(name, [str(each) for each in value])
    if faults:
        raise Problem(422, faults[0][1], faults=faults)
    return words, files


class _OtherKind(Exception):
    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence


def _unknown(name: str, fields: Iterable[str]) -> str:
    known = ", ".join(fields)
    if not known:
        return _("“%(name)s” is not known here. This takes no fields at all.") % {"name": name[:80]}
    return _("“%(name)s” is not known here. It takes: %(known)s.") % {"name": name[:80], "known": known}


_SAYS: dict[str, Sentence] = {
    "text": gettext_lazy("This takes text."),
    "whole": gettext_lazy("This takes a whole number."),
    "truth": gettext_lazy("This takes true or false."),
    "list": gettext_lazy("This takes a list."),
    "files": gettext_lazy("Files are sent as multipart/form-data."),
    "key": gettext_lazy("This takes the number of a row, or text that finds it."),
    "moment": gettext_lazy("Write the moment like 2026-01-05T08:30:00+01:00, with its offset, between 1900 and 2999."),
    "day": gettext_lazy("Write the day like 2026-01-05, between 1900 and 2999."),
}


def _read(field: forms.Field, value: Any) -> list[Any]:
    """The value as words of a form; none for null."""
    if isinstance(field, FilesField):
        _take(isinstance(value, list) and all(isinstance(each, UploadedFile) for each in value), "files")
        return list(value)
    if value is None:
        _take(not field.required or field.initial is not None, "text" if isinstance(field, forms.CharField) else "key")
        return []
    if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        _take(isinstance(value, list), "list")
        whole = isinstance(field, forms.ModelMultipleChoiceField)
        _take(all(_is_key(each) if whole else isinstance(each, str) for each in value), "whole" if whole else "text")
        return [str(each) for each in value]
    if isinstance(field, PersonField):
        _take(isinstance(value, str) or _is_key(value), "key")
        return [value if isinstance(value, str) else f"(#{value})"]
    if isinstance(field, forms.ModelChoiceField):
        _take(_is_key(value), "whole")
    elif isinstance(field, forms.BooleanField):
        _take(isinstance(value, bool), "truth")
    elif isinstance(field, forms.IntegerField) or (isinstance(field, forms.ChoiceField) and _choice(field)["type"] == "integer"):
        _take(isinstance(value, int) and not isinstance(value, bool), "whole")
    else:
        _take(isinstance(value, str), "text")
        if isinstance(field, forms.DateTimeField):
            _take(not value or _is_moment(value), "moment")
        elif isinstance(field, forms.DateField):
            _take(not value or _is_day(value), "day")
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def _take(holds: bool, kind: str) -> None:
    if not holds:
        raise _OtherKind(_SAYS[kind])


def _is_key(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST_KEY


def _is_moment(text: str) -> bool:
    if not _OFFSET.search(text):
        return False
    try:
        return EARLIEST <= datetime.fromisoformat(text).year <= LATEST
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return EARLIEST <= date.fromisoformat(text).year <= LATEST and len(text) == len("2026-01-05")
    except ValueError:
        return False
