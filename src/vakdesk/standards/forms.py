"""The forms of standards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.standards.reading import MOST_BYTES
from vakdesk.ui.forms import Form, TextField


class ImportForm(Form):
    content = forms.FileField(label=_("The official text"), help_text=_("Plain text (UTF-8), at most 1 MB. It stays on this desk."))

    def clean_content(self) -> bytes:
        """One byte too many is enough to be refused as too large."""
        return self.cleaned_data["content"].read(MOST_BYTES + 1)  # type: ignore[no-any-return]


class ReasonForm(Form):
    reason = TextField(label=_("Why"), max_length=500, help_text=_("Whoever is judged by this standard may read it."))


class SettleForm(ReasonForm):
    """`alike` is asked only where several of the kind wait."""

    alike = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, alike: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["alike"].label = _("Settle all %(count)s of this kind that wait") % {"count": alike}
        if alike < 2:
            self.fields.pop("alike")
