"""Asking for conditions, for once or to be kept as a view."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused, Sentence
from vakdesk.people.fields import PersonField
from vakdesk.people.models import Team
from vakdesk.tickets.conditions import ALL, MOST_HOURS, WORDS
from vakdesk.tickets.lists import Queue
from vakdesk.tickets.models import Layout, SavedView, ViewEditors
from vakdesk.ui.forms import Checks, DateInput, Form, RadioCards, TextField
from vakdesk.ui.lists.conditions import NOT, Asked, Condition, cleaned

LONGEST_AGO = 3650


@dataclass(frozen=True)
class Asking:
    """The fields of one condition, as a form shows them together; `denied` are those that say what it is not."""

    label: Sentence
    kind: str
    fields: list[BoundField]
    denied: list[BoundField]
    words: str

    @property
    def is_denied(self) -> bool:
        return any(bound.value() for bound in self.denied)


class ConditionsForm(Form):
    """Every condition, beginning with what is asked already. Cleans to `conditions`."""

    known: ClassVar[Sequence[Condition]] = ALL

    def __init__(self, *args: Any, actor: Actor, asked: Asked | None = None, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.asked = asked or {}
        for condition in self.known:
            for name in self._names(condition):
                self._add(condition, name, list(self.asked.get(name, ())))
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.actor = actor

    def _names(self, condition: Condition) -> Sequence[str]:
        deniable = condition.can_deny and condition.kind != "toggle"
        return (condition.name, NOT + condition.name) if deniable else (condition.name,)

    def _add(self, condition: Condition, name: str, values: list[str]) -> None:
        assert self.actor is not None
        label = condition.label
        match condition.kind:
            case "choices":
                offered = dict(condition.options(self.actor)) if condition.options else {}
                offered |= self._present(condition, [value for value in values if value not in offered])
                self.fields[name] = forms.MultipleChoiceField(
                    label=label, choices=offered.items(), required=False, widget=Checks, initial=values
                )
            case "row":
                present = self._present(condition, values)
                if present:
                    self.fields[name] = forms.MultipleChoiceField(
                        label=label, choices=present.items(), required=False, widget=Checks, initial=values
                    )
                self.fields[f"add_{name}"] = PersonField(
                    label=label, required=False, help_text=_("Part of a name, address or phone number.")
                )
            case "text":
                several = "" if condition == WORDS else _("Several with a comma between them.")
                self.fields[name] = TextField(label=label, required=False, initial=", ".join(values), help_text=several)
            case "toggle":
                choices = [("", _("either")), ("1", _("yes")), ("0", _("no"))]
                initial = "1" if values else "0" if self.asked.get(NOT + name) else ""
                self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)
            case "date":
                ago = next((value.removesuffix("d") for value in values if value.endswith("d")), None)
                day = next((value for value in values if not value.endswith("d")), None)
                self.fields[name] = forms.DateField(label=label, required=False, widget=DateInput(), initial=day)
                self.fields[f"{name}_ago"] = forms.IntegerField(
                    label=_("or days ago"), required=False, min_value=0, max_value=LONGEST_AGO, initial=ago
                )
        if name == "due":
            hours = forms.IntegerField(label=_("Due within so many working hours"), required=False, min_value=1, max_value=MOST_HOURS)
            self.fields["due_hours"] = hours

    def _present(self, condition: Condition, values: list[str]) -> dict[str, Sentence]:
        assert self.actor is not None
        return dict(zip(values, condition.words(values, self.actor), strict=True)) if values else {}

    def asking(self) -> Iterator[Asking]:
        """The conditions in their order, each with its fields and with what is asked now in words."""
        for condition in self.known:
            names = [condition.name, f"add_{condition.name}", f"{condition.name}_ago", f"{condition.name}_hours"]
            fields = [self[name] for name in names if name in self.fields]
            denied = [self[name] for name in (NOT + condition.name, f"add_{NOT}{condition.name}") if name in self.fields]
            yield Asking(condition.label, condition.kind, fields, denied, self._in_words(condition))

    def _in_words(self, condition: Condition) -> str:
        assert self.actor is not None
        values = [] if self.is_bound else list(self.asked.get(condition.name, ()))
        return ", ".join(str(word) for word in condition.words(values, self.actor)) if values else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        asked = {name: self._values(given, condition, name) for condition in self.known for name in self._names(condition)}
        for condition in self.known:
            if condition.kind == "toggle" and given.get(condition.name) == "0":
                asked |= {condition.name: [], NOT + condition.name: ["1"]}
            for name in [
                one for one in given if one.removeprefix("add_").removesuffix("_ago").removesuffix("_hours") in self._names(condition)
            ]:
                del given[name]
        try:
            given["conditions"] = cleaned(self.known, asked)
        except Refused as refusal:
            self.refuse(refusal)
        return given

    def _values(self, given: Mapping[str, Any], condition: Condition, name: str) -> list[str]:
        value = given.get(name)
        match condition.kind:
            case "choices" | "row":
                more = [given.get(f"add_{name}") and given[f"add_{name}"].pk, given.get(f"{name}_hours")]
                return [*(value or ()), *(str(one) for one in more if one)]
            case "text":
                return (
                    [word.strip() for word in (value or "").split(",") if word.strip()] if condition != WORDS else [value] if value else []
                )
            case "date":
                ago = given.get(f"{name}_ago")
                return [f"{ago}d"] if ago is not None else [value.isoformat()] if value else []
        return ["1"] if value == "1" else []


class ViewForm(ConditionsForm):
    """A view with its name, order, columns, and who has it. Cleans to what the actions take."""

    name = TextField(label=_("Name"), max_length=60)
    layout = forms.ChoiceField(label=_("How it is drawn"), choices=Layout.choices, widget=RadioCards, initial=Layout.ROWS)
    columns = forms.MultipleChoiceField(label=_("Columns"), required=False, widget=Checks)
    sort = forms.ChoiceField(label=_("Order"), required=False)
    shared_with = forms.ModelChoiceField(
        Team.objects.active(),
        label=_("Whose it is"),
        required=False,
        empty_label=_("Mine alone"),
        help_text=_("A team's view is a tab for all of its members. Each sees in it what they may see."),
    )
    edited_by = forms.ChoiceField(
        label=_("Who may change a team's view"), choices=ViewEditors.choices, widget=RadioCards, initial=ViewEditors.OWNER
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, view: SavedView | None = None, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        queue = Queue()
        labels = {column.name: column.label for column in queue.columns}
        chosen = [name for name in (view.columns if view else ()) if name in labels] or list(queue.usual_columns)
        self.fields["columns"].choices = [(name, labels[name]) for name in [*chosen, *(name for name in labels if name not in chosen)]]  # type: ignore[attr-defined]
        self.fields["sort"].choices = list(_orders(queue))  # type: ignore[attr-defined]
        self.initial.setdefault("columns", chosen)
        if view:
            named = {"name": view.name, "layout": view.layout, "sort": view.sort, "shared_with": view.team, "edited_by": view.edited_by}
            self.initial = named | {"seen": view.version} | self.initial
        if view is None:
            del self.fields["seen"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given["team"] = given.pop("shared_with", None)
        return given

    def refuse(self, refusal: Refused) -> None:
        field = "shared_with" if refusal.field == "team" else refusal.field
        super().refuse(Refused(refusal.sentence, field=field))


def _orders(queue: Queue) -> Iterator[tuple[str, Sentence]]:
    yield from ((sort.name, sort.label) for sort in queue.sorts)
    for column in queue.columns:
        if column.sort:
            yield column.name, _("%(column)s, upwards") % {"column": column.label}
            yield f"-{column.name}", _("%(column)s, downwards") % {"column": column.label}
