"""The form of a set of tasks: what it is called, when it comes, and a part for each of its tasks."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vakdesk.people.models import Team
from vakdesk.tasks.actions.arranging import MOST_LINES, Line
from vakdesk.tasks.bearers import bearers
from vakdesk.tasks.durations import DurationField
from vakdesk.tasks.kinds import Occasion, TaskKind
from vakdesk.tasks.models import LONGEST_TITLE, TaskLine, TaskSet
from vakdesk.ui.forms import Form, NamedForm, TextField

#: As many tasks beside those that are there as one form offers at once; saving offers as many again.
ROOM_FOR = 3


def kinds() -> list[tuple[str, Any]]:
    return [("", _("any kind")), *(one for bearer in bearers for one in bearer.kinds())]


def categories() -> list[tuple[str, Any]]:
    return [("", _("any category")), *(one for bearer in bearers for one in bearer.categories())]


class LineForm(Form):
    """One task of the set. Without any title it is left out."""

    kind = forms.ChoiceField(label=_("What it is"), choices=TaskKind.choices, required=False)
    team = forms.ModelChoiceField(Team.objects.active(), label=_("Team"), required=False, empty_label=_("none"))
    for_worker = forms.BooleanField(label=_("For whoever has the ticket"), required=False)
    due_days = forms.IntegerField(label=_("Due after working days"), required=False, min_value=0, max_value=365)
    estimate_minutes = DurationField(label=_("Takes about"), required=False, help_text="")
    is_public = forms.BooleanField(label=_("The requester sees it"), required=False)

    def __init__(self, *args: Any, line: TaskLine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {
            f"title_{code}": TextField(
                label=_("Task in %(language)s") % {"language": language},
                required=False,
                max_length=LONGEST_TITLE,
                initial=line.titles.get(code, "") if line else "",
            )
            for code, language in settings.LANGUAGES
        }
        self.fields = titles | self.fields
        if line is not None:
            self.initial = {name: getattr(line, name) for name in self.fields if hasattr(line, name)} | self.initial

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        titles = {code: given.pop(f"title_{code}", "") for code, _language in settings.LANGUAGES}
        if any(titles.values()) and given.get("team") and given.get("for_worker"):
            self.add_error("for_worker", _("Give a task to a team or to whoever has the record, not to both."))
        return {**given, "titles": {code: words for code, words in titles.items() if words}, "kind": given.get("kind") or TaskKind.WORK}


class SetForm(NamedForm):
    occasion = forms.ChoiceField(label=_("Its tasks come"), choices=Occasion.choices)
    kind = forms.ChoiceField(label=_("Only for"), choices=kinds, required=False)
    category = forms.ChoiceField(label=_("Only in the category"), choices=categories, required=False)
    in_order = forms.BooleanField(label=_("One after the other: each waits for the one before"), required=False)
    is_active = forms.BooleanField(label=_("In use: it comes and can be chosen"), required=False)

    def __init__(self, *args: Any, thing: TaskSet | None = None, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        there = list(thing.lines.all()) if thing else []
        sent = int(self.data["lines"]) if str(self.data.get("lines", "")).isdecimal() else 0
        count = min(MOST_LINES, sent) if self.is_bound else min(MOST_LINES, len(there) + ROOM_FOR)
        self.parts = [
            LineForm(
                self.data if self.is_bound else None,
                actor=self.actor,
                prefix=f"line-{place}",
                line=there[place] if not self.is_bound and place < len(there) else None,
            )
            for place in range(count)
        ]

    def is_valid(self) -> bool:
        sound = [part.is_valid() for part in self.parts]
        return super().is_valid() and all(sound)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        lines = [Line(**part.cleaned_data) for part in self.parts if part.is_valid() and part.cleaned_data["titles"]]
        return {**given, "lines": lines}
