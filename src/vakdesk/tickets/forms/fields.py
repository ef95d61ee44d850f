"""Fields that several forms of tickets share: files that are staged as they are cleaned, and what somebody had seen."""

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vakdesk.kit.errors import Refused, Sentence
from vakdesk.logbook.models import Entry
from vakdesk.records.models import Draft, DraftFile
from vakdesk.tickets.drafts import staged
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.verbs import CLASSIFIED, EDITED
from vakdesk.ui.components import in_words
from vakdesk.ui.files import StagedField
from vakdesk.ui.forms import Checks, Form


@dataclass(frozen=True)
class Versions:
    """Two values of one field, in words: the reader's and what somebody (`by`) made of it meanwhile. `name` posts the choice."""

    name: str
    mine: str
    theirs: str
    by: str


def explained(label: Sentence, told: Sentence) -> SafeString:
    """The label of a radio card with a line of explanation."""
    return format_html("{}<small>{}</small>", label, told)


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
    """A form that shows how a ticket stands and may overwrite it: it says which state of things its reader had seen.

    When somebody changed the ticket meanwhile, each field that both changed is shown in both versions, and the reader chooses;
    what only the other changed is taken over. `base` is what each field held when the form was shown, `asked` which of them
    are in question.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)
    base = forms.JSONField(widget=forms.HiddenInput, required=False)
    asked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ticket = ticket
        present = self._present()
        self.initial = {**self.initial_of(ticket), "seen": ticket.as_described(), "base": present, **self.initial}
        if self.is_bound:
            self.data = self.data.copy()
            for name in self._in_question():
                if self.data.get(f"take_{name}") == "theirs":
                    self.data[name] = present[name]

    def initial_of(self, ticket: Ticket) -> dict[str, Any]:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in self._in_question():
            if self.data.get(f"take_{name}") not in ("mine", "theirs"):
                self.add_error(name, _("Choose which of the two stays."))
                self._show_both(name, self._present()[name])
        return {name: value for name, value in given.items() if name not in ("base", "asked")}

    def refuse(self, refusal: Refused) -> None:
        """After a refusal the reader has seen the present state too, so sending once more is deliberate."""
        super().refuse(refusal)
        if self.data["seen"] != self.ticket.as_described():
            self._compare()
        self.data["seen"] = self.ticket.as_described()

    def _compare(self) -> None:
        present, base, asked = self._present(), self._base(), []
        for name, theirs in present.items():
            mine, before = self.data.get(name, ""), base.get(name, "")
            if theirs in (mine, before):
                continue
            if mine == before:
                self.data[name] = theirs
                self.fields[name].taken_over = self._last_change()  # type: ignore[attr-defined]
            else:
                asked.append(name)
                self._show_both(name, theirs)
        self.data["asked"], self.data["base"] = ",".join(asked), json.dumps(present)

    def _show_both(self, name: str, theirs: str) -> None:
        mine = self.data.get(name, "")
        self.fields[name].versions = Versions(  # type: ignore[attr-defined]
            f"take_{name}", self._in_words(name, mine), self._in_words(name, theirs), self._last_change()
        )

    def _present(self) -> dict[str, str]:
        """What each field would hold if it were shown now, as a browser sends it."""
        held = {name: self.fields[name].prepare_value(value) for name, value in self.initial_of(self.ticket).items()}
        return {name: "" if value is None else str(value) for name, value in held.items()}

    def _base(self) -> dict[str, Any]:
        try:
            base = json.loads(self.data.get("base") or "{}")
        except ValueError:
            return {}
        return base if isinstance(base, dict) else {}

    def _in_question(self) -> list[str]:
        shown = self.initial_of(self.ticket)
        return [name for name in self.data.get("asked", "").split(",") if name in shown]

    def _in_words(self, name: str, value: str) -> str:
        """As the field offers it."""
        choices = getattr(self.fields[name], "choices", ())
        return next((strip_tags(str(label)) for key, label in choices if str(key) == value), value) or _("nothing")

    def _last_change(self) -> str:
        """Who described it last, and when."""
        described = Q(subject_type="tickets.ticket", subject_id=self.ticket.pk, verb__in=[EDITED.name, CLASSIFIED.name])
        last = Entry.objects.filter(described).order_by("-position").first()  # anyone: who has the form reads the ticket
        return f"{last.actor_label}, {in_words(last.happened_at)}" if last else ""
