"""The form of the priority matrix: one choice per cell, and why it is edited."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vakdesk.tickets.actions.matrix import PAIRS, name_of
from vakdesk.tickets.kinds import Level, Priority
from vakdesk.tickets.models import PriorityMatrix, argued_by
from vakdesk.ui.forms import Form, Segments, TextField


class MatrixForm(Form):
    makes_fields = True

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    why = TextField(
        label=_("Why it is edited"),
        max_length=500,
        help_text=_("Whoever asks later why a priority changed reads it. It stays in the logbook."),
    )

    def __init__(self, *args: Any, matrix: PriorityMatrix | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", matrix.edition if matrix else 0)
        for impact, urgency in PAIRS:
            label = _("Impact %(impact)s, urgency %(urgency)s") % {"impact": impact.label, "urgency": urgency.label}
            self.fields[name_of(impact, urgency)] = forms.TypedChoiceField(
                label=label, coerce=int, choices=Priority.choices, initial=argued_by(matrix, impact, urgency)
            )

    @property
    def rows(self) -> list[tuple[Level, list[Any]]]:
        return [(impact, [self[name_of(impact, urgency)] for urgency in Level]) for impact in Level]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        cells = {pair: given.pop(name_of(*pair), 0) for pair in PAIRS}
        return given | {"cells": cells}


class JudgeForm(Form):
    verdict = forms.ChoiceField(
        label=_("Was it right?"), choices=[("right", _("It was right")), ("wrong", _("It was not right"))], widget=Segments
    )
    why = TextField(label=_("Why"), required=False, max_length=500, help_text=_("Needed where it was not right: what would have been?"))
