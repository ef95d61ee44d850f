"""Fields that several forms of tickets share: files that are staged as they are cleaned, and what somebody had seen."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vakdesk.kit.errors import Refused, Sentence
from vakdesk.records.models import Draft, DraftFile
from vakdesk.records.store import Staged, stage
from vakdesk.tickets.drafts import staged
from vakdesk.tickets.models import Ticket
from vakdesk.ui.forms import Checks, FilesField, Form


def explained(label: Sentence, told: Sentence) -> SafeString:
    """The label of a radio card with a line of explanation."""
    return format_html("{}<small>{}</small>", label, told)


class StagedField(FilesField):
    """Files that lie safely in the store when the form is clean, so that the act only has to name them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **{"label": _("Files"), **kwargs})

    def clean(self, value: list[UploadedFile] | None) -> list[Staged]:
        try:
            return [stage(file.name or "", file.chunks()) for file in super().clean(value)]
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.sentence)) from None


class DraftFilesField(forms.ModelMultipleChoiceField):
    """Those files of a draft that still go along: all, until somebody unticks one."""

    def __init__(self) -> None:
        super().__init__(DraftFile.objects.none(), label=_("Files chosen before"), required=False, widget=Checks)

    def label_from_instance(self, obj: DraftFile) -> str:
        return f"{obj.name} ({filesizeformat(obj.blob.size_bytes)})"


class DraftForm(Form):
    """A form that goes on with a draft: what was chosen with it is offered again. Cleans to one list of files."""

    files = StagedField()
    kept = DraftFilesField()

    def __init__(self, *args: Any, draft: Draft | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = DraftFile.objects.filter(draft=draft).select_related("blob") if draft else DraftFile.objects.none()
        if found:
            self.fields["kept"].queryset = found  # type: ignore[attr-defined]
            self.initial.setdefault("kept", [one.pk for one in found])
        else:
            del self.fields["kept"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return given | {"files": staged(given.pop("kept", ())) + given.get("files", [])}


class SeenForm(Form):
    """A form that shows how a ticket stands and may overwrite it: it says which state of things its reader had seen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        self.initial = {**self.initial_of(ticket), "seen": ticket.as_described(), **self.initial}

    def initial_of(self, ticket: Ticket) -> dict[str, Any]:
        raise NotImplementedError

    def refuse(self, refusal: Refused) -> None:
        """After a refusal the reader has seen the present state too, so sending once more is deliberate."""
        super().refuse(refusal)
        self.data = self.data.copy()
        self.data["seen"] = self.ticket.as_described()
