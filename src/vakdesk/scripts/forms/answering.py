"""The questions of a script as a form. What is not answered yet may stay open."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.scripts.kinds import AnswerKind
from vakdesk.scripts.models import Edition
from vakdesk.scripts.questions import LONGEST_ANSWER, Question, asked, field_of
from vakdesk.ui.forms import Form, RadioCards, Segments, TextField


class AnswersForm(Form):
    """Those questions that are asked, given the answers so far. `edition` is what they are from: cleans to `given`, by key."""

    makes_fields = True
    is_open = True

    of = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    def __init__(self, *args: Any, edition: Edition, given: Mapping[str, str], only_open: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="question_%s", **kwargs)
        self.edition, self.initial["of"] = edition, edition.pk
        self.questions = [one for one in asked(edition.questions, given) if not (only_open and given.get(one.key))]
        for question in self.questions:
            self.fields[field_of(question)] = answer_field(question, given.get(question.key, ""), hints=not only_open)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("of") != self.edition.pk:
            raise forms.ValidationError(_("These questions are not asked any more. Look at those that are asked now."))
        return {"given": {one.key: values.get(field_of(one), "") for one in self.questions}, "edition": self.edition}


def answer_field(question: Question, value: str, *, hints: bool) -> forms.Field:
    """Its field; a group of radios offers to leave it open, so that an answer can be taken back without script."""
    words = {"label": str(question), "required": False, "initial": value, "help_text": question.hint if hints else ""}
    if question.kind == AnswerKind.TEXT:
        return TextField(max_length=LONGEST_ANSWER, **words)
    if question.kind == AnswerKind.YES_NO:
        return forms.ChoiceField(choices=[*question.answers.items(), ("", _("unknown"))], widget=Segments, **words)
    return forms.ChoiceField(choices=[("", _("unknown")), *question.answers.items()], **words)


def card_field(question: Question, value: str) -> forms.Field:
    """Its field where it is the only one on the page."""
    words = {"label": str(question), "required": False, "initial": value}
    if question.kind == AnswerKind.TEXT:
        return TextField(rows=4, max_length=LONGEST_ANSWER, **words)
    choices = [*question.answers.items(), ("", _("I do not know"))]
    return forms.ChoiceField(choices=choices, widget=RadioCards, **words)
