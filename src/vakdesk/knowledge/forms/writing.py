"""What is given when an article is begun, written, reviewed and arranged."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vakdesk.kit import clock
from vakdesk.knowledge.kinds import ArticleKind, Audience
from vakdesk.knowledge.models import Article, ArticleCategory
from vakdesk.people.fields import PersonField
from vakdesk.people.models import Organisation, Team
from vakdesk.records.models import LONGEST_TITLE
from vakdesk.ui.forms import Checks, DateInput, FilesField, Form, RadioCards, Segments, TextField

AUDIENCES = [
    (Audience.INTERNAL.value, format_lazy("{}: {}", _("The desk"), _("only who works here reads it."))),
    (Audience.PUBLIC.value, format_lazy("{}: {}", _("Everybody"), _("people find it before they report something."))),
]
KINDS = [
    (
        ArticleKind.ANSWER.value,
        format_lazy("{}: {}", ArticleKind.ANSWER.label, _("one question as somebody would ask it, and what helps.")),
    ),
    (
        ArticleKind.PROCEDURE.value,
        format_lazy("{}: {}", ArticleKind.PROCEDURE.label, _("how something is done, step by step, the same way each time.")),
    ),
]


def category_choices() -> list[tuple[str, str]]:
    """The tree as one list, each with where it lies."""
    every = list(ArticleCategory.objects.active())  # anyone: their names are for all who sign in
    by_key = {one.pk: one for one in every}

    def path(one: ArticleCategory) -> str:
        above = by_key.get(one.parent_id or 0)
        return f"{path(above)} › {one}" if above else str(one)

    return [("", "—"), *sorted(((str(one.pk), path(one)) for one in every), key=lambda choice: choice[1].casefold())]


class CategoryField(forms.TypedChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=category_choices, coerce=lambda key: ArticleCategory.objects.get(pk=key), empty_value=None, required=False, **kwargs
        )


class PlainForm(Form):
    """For what needs no words: a press of the button is all."""


class BeginForm(Form):
    title = TextField(label=_("Title"), max_length=LONGEST_TITLE, help_text=_("The question as somebody would ask it."))
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, widget=RadioCards, initial=ArticleKind.ANSWER)
    audience = forms.ChoiceField(label=_("Who reads it"), choices=AUDIENCES, widget=RadioCards, initial=Audience.INTERNAL)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=Segments)
    category = CategoryField(label=_("Category"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", (get_language() or "en").split("-")[0])


class TranslateForm(Form):
    language = forms.ChoiceField(label=_("Language"), choices=(), widget=Segments)
    title = TextField(label=_("Title in that language"), max_length=LONGEST_TITLE)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {article.language, *article.translations.values_list("language", flat=True)}
        self.fields["language"].choices = [one for one in settings.LANGUAGES if one[0] not in there]  # type: ignore[attr-defined]


class WriteTextForm(Form):
    """`base` is the number of the version that is edited."""

    title = TextField(label=_("Title"), max_length=LONGEST_TITLE)
    text = TextField(label=_("Text"), rows=18, required=False, max_length=None)
    note = TextField(label=_("What you changed"), required=False, help_text=_("For who compares versions later."))
    is_up_to_date = forms.BooleanField(label=_("It says what the original says now"), required=False)
    base = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["lang"] = article.language
        if article.original_id is None:
            del self.fields["is_up_to_date"]


class WriteForm(WriteTextForm):
    """As on the page, where files may come along."""

    files = FilesField(label=_("Pictures and files"), required=False)


class SendBackForm(Form):
    why = TextField(label=_("What is to be changed"), rows=3, max_length=500)


class RetireForm(Form):
    why = TextField(label=_("Why it is not needed any more"), rows=2, max_length=500)


class PublishForm(Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    review_by = forms.DateField(label=_("Look at it again by"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("review_by", in_half_a_year())


class ConfirmForm(Form):
    review_by = forms.DateField(label=_("Look at it again by"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("review_by", in_half_a_year())


class ArrangeForm(Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, widget=RadioCards)
    audience = forms.ChoiceField(label=_("Who reads it"), choices=AUDIENCES, widget=RadioCards)
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.filter(is_active=True),
        label=_("Only people of"),
        required=False,
        widget=Checks,
        help_text=_("None: of all organisations."),
    )
    teams = forms.ModelMultipleChoiceField(Team.objects.active(), label=_("Only members of"), required=False, widget=Checks)
    category = CategoryField(label=_("Category"))
    owner = PersonField(label=_("Owner"), required=False, help_text=_("Who keeps it right."))
    team = forms.ModelChoiceField(Team.objects.active(), label=_("Team"), required=False, empty_label=_("none"))
    review_by = forms.DateField(label=_("Look at it again by"), widget=DateInput, required=False)
    tags = TextField(label=_("Tags"), required=False, help_text=_("Words with commas between them."))

    def clean_tags(self) -> list[str]:
        return [word.strip() for word in self.cleaned_data["tags"].split(",") if word.strip()]


class RateForm(Form):
    helpful = forms.TypedChoiceField(
        label=_("Did this help?"), choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda value: value == "yes", widget=Segments
    )
    reason = TextField(label=_("What is missing or wrong?"), rows=2, required=False, max_length=1_000)


class CategoryForm(Form):
    icon = TextField(label=_("Picture"), required=False, max_length=40, help_text=_("The name of an icon, such as printer."))
    parent = CategoryField(label=_("Lies in"))

    def __init__(self, *args: Any, thing: ArticleCategory | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = thing.names if thing else {}
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = TextField(label=language, required=False, max_length=80, initial=names.get(code, ""))
        if thing is not None:
            self.initial = {"icon": thing.icon, "parent": thing.parent_id, "is_active": thing.is_active, **self.initial}
            self.fields["is_active"] = forms.BooleanField(label=_("In use"), required=False)
        self.order_fields([*(f"name_{code}" for code, _language in settings.LANGUAGES), "parent", "icon", "is_active"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        names = {code: given.pop(f"name_{code}", "") for code, _language in settings.LANGUAGES}
        return {**given, "names": names}


def in_half_a_year() -> date:
    return clock.now().date() + timedelta(days=180)
