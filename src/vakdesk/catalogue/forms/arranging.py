"""The forms of the editor: what an offering says of itself, one field of its form, its tasks, and a category of the catalogue."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vakdesk.access.roles import Role
from vakdesk.catalogue.actions.arranging import LONGEST_ABOUT, LONGEST_FOUND_BY, Askers
from vakdesk.catalogue.fields import LONGEST_HELP, LONGEST_SHAPE, LONGEST_WORDS, Field
from vakdesk.catalogue.kinds import COUNTED, LISTED, SILENT, Compares, FieldKind, Per, Prefill
from vakdesk.catalogue.models import Offering, Shelf
from vakdesk.catalogue.reading_yaml import LARGEST_BYTES
from vakdesk.people.fields import PersonField
from vakdesk.people.models import Group, Organisation, Person, Team
from vakdesk.scripts.forms.arranging import line_of, words_in
from vakdesk.services.models import Service
from vakdesk.tasks.actions.arranging import Line
from vakdesk.tasks.models import LONGEST_TITLE, TaskLine
from vakdesk.tickets.kinds import TicketKind
from vakdesk.tickets.models import Category
from vakdesk.ui.forms import Form, NamedForm, TextField

LANGUAGES = dict(settings.LANGUAGES)
#: As many tasks beside those that are there as the form offers at once.
ROOM_FOR = 3
MOST_TASKS = 40


class ShelfForm(NamedForm):
    icon = TextField(
        label=_("Icon"), max_length=40, initial="package", help_text=_("The name of a lucide icon, such as laptop or key-round.")
    )
    position = forms.IntegerField(label=_("Place"), initial=0, min_value=0, max_value=999, help_text=_("The lowest comes first."))


class OfferingForm(NamedForm):
    shelf = forms.ModelChoiceField(Shelf.objects.all(), label=_("Category of the catalogue"), required=False, empty_label=_("none yet"))
    icon = TextField(
        label=_("Icon"), max_length=40, initial="package", help_text=_("The name of a lucide icon, such as laptop or key-round.")
    )
    kind = forms.ChoiceField(label=_("Kind of ticket"), choices=TicketKind.choices, initial=TicketKind.SERVICE_REQUEST)
    service = forms.ModelChoiceField(Service.objects.active(), label=_("Service"), required=False, empty_label=_("none"))
    category = forms.ModelChoiceField(
        Category.objects.active(), label=_("Category of the ticket"), required=False, empty_label=_("none yet")
    )
    team = forms.ModelChoiceField(
        Team.objects.active(), label=_("Team"), required=False, empty_label=_("by the category, else the 1st line")
    )
    price = forms.DecimalField(
        label=_("What it costs"), required=False, min_value=0, max_value=Decimal(9_999_999), decimal_places=2, localize=True,
        help_text=_("In euros. Empty: nothing is said. 0: free."),
    )  # fmt: skip
    per = forms.ChoiceField(label=_("How often"), choices=Per.choices)
    takes_days = forms.IntegerField(label=_("Takes so many working days"), required=False, min_value=0, max_value=365)
    one_at_a_time = forms.BooleanField(label=_("Ask one question at a time"), required=False)
    for_everyone = forms.BooleanField(label=_("Everybody may ask for it"), required=False, initial=True)
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.active(), label=_("Else people of these organisations"), required=False
    )
    teams = forms.ModelMultipleChoiceField(Team.objects.active(), label=_("or of these teams"), required=False)
    groups = forms.ModelMultipleChoiceField(Group.objects.all(), label=_("or of these groups"), required=False)
    roles = forms.MultipleChoiceField(choices=Role.choices, label=_("or with these roles"), required=False)

    def __init__(self, *args: Any, thing: Offering | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        texts: dict[str, forms.Field] = {}
        for name, label, most in (
            ("about", _("What it is, in %(language)s"), LONGEST_ABOUT),
            ("found_by", _("Other words for it in %(language)s"), LONGEST_FOUND_BY),
        ):
            for code, language in LANGUAGES.items():
                initial = getattr(thing, name).get(code, "") if thing else ""
                texts[f"{name}_{code}"] = TextField(label=label % {"language": language}, required=False, max_length=most, initial=initial)
        named = {name: field for name, field in self.fields.items() if name.startswith("name_")}
        self.fields = named | texts | {name: field for name, field in self.fields.items() if name not in named}
        if thing is not None:
            askers = list(thing.askers.all())
            self.initial |= {
                "price": Decimal(thing.price_cents) / 100 if thing.price_cents is not None else None,
                "organisations": [one.organisation_id for one in askers if one.organisation_id],
                "teams": [one.team_id for one in askers if one.team_id],
                "groups": [one.group_id for one in askers if one.group_id],
                "roles": [one.role for one in askers if one.role],
            }

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        texts = {name: {code: given.pop(f"{name}_{code}", "") for code in LANGUAGES} for name in ("about", "found_by")}
        price, everyone = given.pop("price", None), given.pop("for_everyone", False)
        chosen = Askers(*(list(given.pop(name, [])) for name in ("organisations", "teams", "groups", "roles")))
        return {**given, **texts, "price_cents": None if price is None else int(price * 100), "askers": None if everyone else chosen}


class QuickFieldForm(Form):
    """A field by its words and what it takes; the rest can be said afterwards."""

    words = TextField(label=_("Add a field"), max_length=LONGEST_WORDS)
    kind = forms.ChoiceField(label=_("It takes"), choices=FieldKind.choices)
    choices = TextField(label=_("Choices"), rows=2, required=False, max_length=8000, help_text=_("Where one chooses: one to a line."))
    required = forms.BooleanField(label=_("Needed"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        words, lines = given.pop("words", ""), given.pop("choices", "")
        return {**given, "words": words_in(words), "choices": [words_in(line) for line in lines.splitlines() if line.strip()]}


class FieldForm(Form):
    """Everything about a field. `earlier` are those before it, which it can depend on."""

    makes_fields = True

    kind = forms.ChoiceField(label=_("It takes"), choices=FieldKind.choices)
    choices = TextField(
        label=_("Choices"), rows=4, required=False, max_length=8000,
        help_text=_("One to a line: English | Nederlands | Eesti. Others may be missing."),
    )  # fmt: skip
    required = forms.BooleanField(label=_("Needed: it cannot be left open"), required=False)
    in_title = forms.BooleanField(label=_("The answer stands in the subject of the ticket"), required=False)
    when = forms.ChoiceField(label=_("Show it"), required=False)
    bound = TextField(label=_("that number"), required=False, max_length=20, help_text=_("Where it is shown from or up to a number."))
    low = TextField(
        label=_("At least"), required=False, max_length=20, help_text=_("Letters, amount, how many choices, or days from today.")
    )
    high = TextField(label=_("At most"), required=False, max_length=20)
    unit = TextField(label=_("Unit"), required=False, max_length=20, help_text=_("Of a number: pieces, GB, months."))
    shape = TextField(
        label=_("Looks like"),
        required=False,
        max_length=LONGEST_SHAPE,
        help_text=_("Of a short text, such as AA-9999: 9 is a digit, A a letter, X either."),
    )
    prefill = forms.ChoiceField(label=_("Begins with"), choices=Prefill.choices, required=False)

    def __init__(self, *args: Any, earlier: list[Field], field: Field | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts: dict[str, forms.Field] = {}
        for name, label, most in (("words", _("Words in %(language)s"), LONGEST_WORDS), ("help", _("Help in %(language)s"), LONGEST_HELP)):
            for code, language in LANGUAGES.items():
                said = (field.words if name == "words" else field.helps) if field else {}
                texts[f"{name}_{code}"] = TextField(
                    label=label % {"language": language},
                    required=name == "words" and code == "en",
                    max_length=most,
                    initial=said.get(code, ""),
                )
        self.fields = texts | self.fields
        self.fields["when"].choices = [("", _("always")), *conditions(earlier)]  # type: ignore[attr-defined]
        if field:
            self.initial |= {
                name: getattr(field, name) for name in ("kind", "required", "in_title", "low", "high", "unit", "shape", "prefill")
            }
            self.initial["choices"] = "\n".join(line_of(one.words) for one in field.choices)
            if field.when:
                counted = field.when.compares in (Compares.AT_LEAST, Compares.AT_MOST)
                values = [] if counted else list(field.when.values[:1])
                self.initial |= {
                    "when": "=".join([field.when.key, field.when.compares, *values]),
                    "bound": field.when.values[0] if counted else "",
                }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        key, compares, value = [*given.pop("when", "").split("="), "", "", ""][:3]
        bound = given.pop("bound", "").replace(",", ".")
        counted = compares in (Compares.AT_LEAST, Compares.AT_MOST)
        when = [key, compares, *([bound] if counted else [value] if value else [])] if key else None
        return {
            **{name: given.get(name, "") for name in ("kind", "low", "high", "unit", "shape", "prefill")},
            **{name: given.get(name, False) for name in ("required", "in_title")},
            "words": {code: given.get(f"words_{code}", "") for code in LANGUAGES},
            "helps": {code: given.get(f"help_{code}", "") for code in LANGUAGES},
            "choices": [words_in(line) for line in given.get("choices", "").splitlines() if line.strip()],
            "when": when,
        }


def conditions(earlier: list[Field]) -> list[tuple[str, Any]]:
    """What a field can depend on, as (code, words)."""
    found: list[tuple[str, Any]] = []
    for field in earlier:
        if field.kind in SILENT:
            continue
        for value, words in field.options.items():
            found.append((f"{field.key}={Compares.IS}={value}", _("only if: %(field)s → %(answer)s") % {"field": field, "answer": words}))
        if field.kind in LISTED:
            for value, words in field.options.items():
                found.append(
                    (f"{field.key}={Compares.IS_NOT}={value}", _("only if: %(field)s → not %(answer)s") % {"field": field, "answer": words})
                )
        if field.kind in COUNTED:
            found.append((f"{field.key}={Compares.AT_LEAST}", _("only if: %(field)s is at least …") % {"field": field}))
            found.append((f"{field.key}={Compares.AT_MOST}", _("only if: %(field)s is at most …") % {"field": field}))
        found.append((f"{field.key}={Compares.GIVEN}", _("only if: %(field)s is filled in") % {"field": field}))
    return found


class TodoForm(Form):
    """One task. Without a title it is left out; without a team it is for whoever has the ticket."""

    title = TextField(label=_("Task"), required=False, max_length=3 * LONGEST_TITLE)
    team = forms.ModelChoiceField(Team.objects.active(), label=_("Team"), required=False, empty_label=_("whoever has the ticket"))
    due_days = forms.IntegerField(label=_("Within working days"), required=False, min_value=0, max_value=365)
    is_public = forms.BooleanField(label=_("Shown to whoever asked"), required=False)


class TasksForm(Form):
    in_order = forms.BooleanField(label=_("One after the other: each waits for the one before"), required=False)

    def __init__(self, *args: Any, lines: list[TaskLine], in_order: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, initial={"in_order": in_order}, **kwargs)
        sent = int(self.data["lines"]) if str(self.data.get("lines", "")).isdecimal() else 0
        count = min(MOST_TASKS, sent) if self.is_bound else min(MOST_TASKS, len(lines) + ROOM_FOR)
        told = [
            {"title": line_of(line.titles), "team": line.team_id, "due_days": line.due_days, "is_public": line.is_public} for line in lines
        ]
        self.parts = [
            TodoForm(
                self.data if self.is_bound else None, actor=self.actor, prefix=f"task-{place}", initial=dict(enumerate(told)).get(place)
            )
            for place in range(count)
        ]

    def is_valid(self) -> bool:
        sound = [part.is_valid() for part in self.parts]
        return super().is_valid() and all(sound)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        todo = [part.cleaned_data for part in self.parts if part.is_valid() and part.cleaned_data["title"]]
        lines = [
            Line(
                words_in(one["title"]),
                team=one["team"],
                for_worker=one["team"] is None,
                due_days=one["due_days"],
                is_public=one["is_public"],
            )
            for one in todo
        ]
        return {**given, "lines": lines}


class FileForm(Form):
    """A file of an offering; cleans to its text."""

    file = forms.FileField(
        label=_("File in YAML"),
        help_text=_("As it was taken out of this or another desk."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(_("A file of a form is no larger than 200 kB."))
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is no text in UTF-8.")) from None
        return text


class AsForm(Form):
    """As whom the form is previewed; None as oneself."""

    person = PersonField(label=_("As"), required=False)

    def whom(self) -> Person | None:
        return self.cleaned_data["person"] if self.is_valid() else None
