"""The questions of the portal, one to a form, and what is written about a report."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vakdesk.kit.errors import Refused, Sentence
from vakdesk.portal.complaining import choices
from vakdesk.portal.models import Unsent
from vakdesk.portal.steps import facts_of
from vakdesk.portal.words import DETAILS
from vakdesk.records.store import Staged, stage
from vakdesk.scripts.fitting import choosable_for
from vakdesk.scripts.forms.answering import card_field
from vakdesk.tickets.kinds import PLAIN_KINDS, TicketKind
from vakdesk.ui.components import icon
from vakdesk.ui.files import StagedField
from vakdesk.ui.forms import FilesField, Form, RadioCards, TextField

ICONS = {
    TicketKind.INCIDENT: "wrench",
    TicketKind.SERVICE_REQUEST: "package",
    TicketKind.INFORMATION: "circle-question-mark",
    TicketKind.ACCESS: "key-round",
    TicketKind.CHANGE_ENQUIRY: "lightbulb",
    TicketKind.COMPLAINT: "frown",
}
#: Text and details together must fit one message.
LONGEST_TEXT = 50_000


def _drawn(kind: str, words: Sentence) -> SafeString:
    return format_html("{}<b>{}</b>", icon(ICONS[TicketKind(kind)]), words)


class TextForm(Form):
    text = TextField(
        label=_("What is the matter?"),
        rows=3,
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write in a few words what is the matter.")},
    )


class QuestionForm(Form):
    """A form about a draft: it begins with what was answered before. `key` names a question of a script."""

    def __init__(self, *args: Any, unsent: Unsent, key: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={name: getattr(unsent, name, "") for name in self.base_fields}, **kwargs)


class WhatForm(TextForm, QuestionForm):
    pass


class KindForm(QuestionForm):
    kind = forms.ChoiceField(
        label=_("What kind of help do you need?"),
        widget=RadioCards,
        choices=lambda: [(kind, _drawn(kind, words)) for kind, words in PLAIN_KINDS.items()],
        error_messages={"required": _("Choose what comes closest.")},
    )


class WhomForm(QuestionForm):
    """What a complaint is about: a report of theirs, somebody who helped them, or something else."""

    whom = forms.ChoiceField(label=_("What or whom is it about?"), widget=RadioCards, required=False)

    def __init__(self, *args: Any, unsent: Unsent, **kwargs: Any) -> None:
        super().__init__(*args, unsent=unsent, **kwargs)
        offered = choices(self.actor) if self.actor else []
        self.fields["whom"].choices = [*offered, ("", _("Something else"))]  # type: ignore[attr-defined]


class AboutForm(QuestionForm):
    """The scripts for that kind of help, by their names."""

    about = forms.ChoiceField(label=_("What comes closest?"), widget=RadioCards, required=False)

    def __init__(self, *args: Any, unsent: Unsent, **kwargs: Any) -> None:
        super().__init__(*args, unsent=unsent, **kwargs)
        names = [(str(one.script_id), str(one.script)) for one in choosable_for(unsent.kind)]
        self.fields["about"].choices = [*names, ("", _("Something else"))]  # type: ignore[attr-defined]
        self.initial = {"about": str(unsent.about_id or "")}


class FactForm(QuestionForm):
    """One question of the script. It may stay open."""

    makes_fields = True

    def __init__(self, *args: Any, unsent: Unsent, key: str, **kwargs: Any) -> None:
        super().__init__(*args, unsent=unsent, **kwargs)
        question = next(one for one in facts_of(unsent) if one.key == key)
        self.fields["fact"] = card_field(question, unsent.given.get(key, ""))


class DetailsForm(QuestionForm):
    details = TextField(rows=6, required=False)

    def __init__(self, *args: Any, unsent: Unsent, **kwargs: Any) -> None:
        super().__init__(*args, unsent=unsent, **kwargs)
        question, hint = DETAILS[unsent.kind or TicketKind.INCIDENT]
        self.fields["details"].label, self.fields["details"].help_text = question, hint


class FilesForm(QuestionForm):
    """Files that lie safely in the store. `staged` are those that will do, also when another will not."""

    files = FilesField(label=_("Do you have a picture or a file for us?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staged: list[Staged] = []
        self.initial = {}

    def clean_files(self) -> list[Staged]:
        refusals = [refusal for file in self.cleaned_data["files"] if (refusal := self._stage(file))]
        if refusals:
            raise forms.ValidationError(refusals)
        return self.staged

    def _stage(self, file: UploadedFile) -> str:
        try:
            self.staged.append(stage(file.name or "", file.chunks()))
        except Refused as refusal:
            return str(refusal.sentence)
        return ""


class PlainForm(Form):
    """Nothing but a button."""


class AnswerForm(Form):
    text = TextField(label=_("Your answer"), rows=4, error_messages={"required": _("Write something first.")})
    files = StagedField(label=_("Pictures and files"))


class NotYetForm(Form):
    text = TextField(label=_("What is still wrong?"), rows=4, required=False, help_text=_("What do you see? What did you try?"))


class AgainForm(Form):
    text = TextField(label=_("What is the matter now?"), rows=4, error_messages={"required": _("Say what is the matter now.")})


class NotNeededForm(Form):
    text = TextField(label=_("Would you tell us why?"), rows=2, required=False)
