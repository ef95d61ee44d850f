"""The forms of the editor: what a script is called and where it is asked, and one question of it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vakdesk.scripts.kinds import AnswerKind
from vakdesk.scripts.questions import LONGEST_QUESTION, Question
from vakdesk.tickets.kinds import EVERY_KIND, TicketKind
from vakdesk.tickets.models import Category
from vakdesk.ui.forms import Form, NamedForm, TextField

#: Between the languages of a choice, one choice to a line.
BETWEEN = "|"


class ScriptForm(NamedForm):
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=lambda: [("", EVERY_KIND), *TicketKind.choices])
    category = forms.ModelChoiceField(
        Category.objects.active(),
        label=_("Category"),
        required=False,
        empty_label=_("every category"),
        help_text=_("Of several scripts that fit, the one for the category is asked, then the one for the kind."),
    )


class QuestionForm(Form):
    """`questions` are those before it, which it can depend on. Cleans to what `actions.add_question` takes."""

    makes_fields = True

    kind = forms.ChoiceField(label=_("How it is answered"), choices=AnswerKind.choices)
    choices = TextField(
        label=_("Choices"),
        rows=4,
        required=False,
        max_length=5000,
        help_text=_("One to a line: English | Nederlands | Eesti. Others may be missing."),
    )
    only_if = forms.ChoiceField(label=_("Ask it"), required=False)

    def __init__(self, *args: Any, questions: list[Question], question: Question | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words, hints = question.words if question else {}, question.hints if question else {}
        texts: dict[str, forms.Field] = {}
        for code, language in settings.LANGUAGES:
            label = _("Question in %(language)s") % {"language": language}
            texts[f"words_{code}"] = TextField(label=label, required=code == "en", max_length=LONGEST_QUESTION, initial=words.get(code, ""))
        for code, language in settings.LANGUAGES:
            label = _("Hint for beginners in %(language)s") % {"language": language}
            texts[f"hint_{code}"] = TextField(label=label, required=False, max_length=LONGEST_QUESTION, initial=hints.get(code, ""))
        self.fields = texts | self.fields
        self.fields["only_if"].choices = [("", _("always")), *_conditions(questions)]  # type: ignore[attr-defined]
        if question:
            self.initial |= {"kind": question.kind, "only_if": "=".join(question.only_if) if question.only_if[0] else ""}
            self.initial["choices"] = "\n".join(line_of(choice.words) for choice in question.choices)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        key, _is, answer = given.get("only_if", "").partition("=")
        languages = [code for code, _language in settings.LANGUAGES]
        return {
            "kind": given.get("kind", ""),
            "words": {code: given.get(f"words_{code}", "") for code in languages},
            "hints": {code: given.get(f"hint_{code}", "") for code in languages},
            "choices": [words_in(line) for line in given.get("choices", "").splitlines() if line.strip()],
            "only_if": (key, answer),
        }


def _conditions(questions: list[Question]) -> list[tuple[str, Any]]:
    words = _("only if: %(question)s → %(answer)s")
    return [
        (f"{question.key}={value}", words % {"question": question, "answer": answer})
        for question in questions
        for value, answer in question.answers.items()
    ]


def line_of(words: dict[str, str]) -> str:
    """Words by language on one line, as somebody writes them."""
    return f" {BETWEEN} ".join(words.get(code, "") for code, _language in settings.LANGUAGES).rstrip(f" {BETWEEN}")


def words_in(line: str) -> dict[str, str]:
    """“English | Nederlands | Eesti” by language; others may be missing."""
    parts = [part.strip() for part in line.split(BETWEEN)]
    return {code: part for (code, _language), part in zip(settings.LANGUAGES, parts, strict=False) if part}
