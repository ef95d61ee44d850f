"""What people fill in about their work, what they saw, and the purpose it serves."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from vakdesk.competence.deriving import WHY
from vakdesk.competence.kinds import Basis, EvidenceKind, Level
from vakdesk.competence.models import LONGEST_TEXT, Evidence, Trace
from vakdesk.kit import clock
from vakdesk.standards.crosswalk import activities
from vakdesk.standards.kinds import ActivityKind
from vakdesk.standards.outlines import SHORT_NAMES
from vakdesk.ui.files import StagedField
from vakdesk.ui.forms import Checks, DateInput, Form, KeyField, Segments, TextField

STARR = {
    "situation": (_("Situation"), _("What was the matter, and for whom?")),
    "task": (_("Task"), _("What was yours to do?")),
    "action": (_("Action"), _("What did you do, step by step?")),
    "result": (_("Result"), _("What came of it? How do you know?")),
    "reflection": (_("Reflection"), _("What would you do again, and what differently?")),
}


def today() -> date:
    return timezone.localdate(clock.now())


class PlainForm(Form):
    """Nothing to fill in."""


class ActivitiesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Checks, **{"label": _("What it shows"), **kwargs})


class StarrForm(Form):
    makes_fields = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in STARR.items():
            self.fields[name] = TextField(label=label, help_text=hint, rows=3, max_length=LONGEST_TEXT)


class ShareForm(StarrForm):
    share = forms.IntegerField(
        label=_("How much of it was you, in percent"), min_value=1, max_value=100, help_text=_("You declare it; nobody counts hours.")
    )
    others = TextField(
        label=_("Who did what else"), required=False, max_length=500, help_text=_("Colleagues, a canned answer, your coach.")
    )


class SubmitForm(ShareForm):
    activities = ActivitiesField(help_text=_("Take out what this does not really show."))
    field_order = ["activities", *STARR, "share", "others"]

    def __init__(self, *args: Any, traces: Sequence[Trace], counted: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = activities()
        self.fields["activities"].choices = [  # type: ignore[attr-defined]
            (one.activity, format_html("{}<small>{}</small>", known[one.activity], WHY.get(one.rule, ""))) for one in traces
        ]
        self.initial = {"activities": [one.activity for one in traces], "share": counted or 100} | self.initial
        self.order_fields(self.field_order)


def activity_choices(kinds: Iterable[ActivityKind] = ()) -> list[tuple[str, str]]:
    """Those of these kinds, or all."""
    wanted = set(kinds)
    return [(code, f"{code} {one}") for code, one in activities().items() if not wanted or wanted & set(one.kinds)]


class BringForm(ShareForm):
    kind = forms.ChoiceField(
        label=_("What it is"), choices=[(kind.value, kind.label) for kind in (EvidenceKind.UPLOAD, EvidenceKind.CERTIFICATE)]
    )
    title = TextField(label=_("In a few words"))
    made_on = forms.DateField(label=_("From when it is"), widget=DateInput, initial=today)
    files = StagedField(label=_("File"))
    activities = ActivitiesField(choices=activity_choices)
    field_order = ["kind", "title", "made_on", "files", *STARR, "share", "others", "activities"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"share": 100} | self.initial
        self.order_fields(self.field_order)


class AcceptForm(Form):
    reflection = TextField(label=_("What you say about it"), rows=3, required=False, max_length=LONGEST_TEXT)


class ObserveForm(Form):
    title = TextField(label=_("What it was, in a few words"))
    seen_on = forms.DateField(label=_("When you saw it"), widget=DateInput, initial=today)
    statement = TextField(
        label=_("What you saw"),
        rows=6,
        max_length=LONGEST_TEXT,
        help_text=_("What was done, how, with what result. Facts, not a verdict: judging comes later, and by somebody else."),
    )
    activities = ActivitiesField(choices=activity_choices)


class AskWitnessForm(Form):
    witness_name = TextField(label=_("Who saw it"), max_length=120)
    witness_role = TextField(label=_("How they know the work"), max_length=120, help_text=_("Such as: teacher, room C2."))
    title = TextField(label=_("What they are asked about, in a few words"))
    activities = ActivitiesField(choices=activity_choices)


class TestifyForm(Form):
    seen_on = forms.DateField(label=_("When you saw it"), widget=DateInput, initial=today)
    statement = TextField(label=_("What you saw"), rows=6, max_length=LONGEST_TEXT, help_text=_("What was done, how, and what came of it."))


class OpenForm(Form):
    starts_on = forms.DateField(label=_("From which day on"), widget=DateInput, initial=today)
    standards = forms.MultipleChoiceField(label=_("Towards which standards"), choices=list(SHORT_NAMES.items()), widget=Checks)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"standards": list(SHORT_NAMES)} | self.initial


class CopyForm(Form):
    hidden = TextField(
        label=_("Hide these words as well"),
        rows=3,
        required=False,
        max_length=2_000,
        help_text=_("One on a line: nicknames, rooms, anything that gives somebody away."),
    )

    def clean_hidden(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["hidden"].splitlines() if line.strip()]


class RefuseCopyForm(Form):
    why = TextField(label=_("What still gives somebody away"), max_length=500)


class RateForm(Form):
    level = forms.TypedChoiceField(label=_("How far is it"), choices=Level.choices, coerce=int, widget=Segments)
    words = TextField(label=_("Why"), required=False, max_length=500)


class PlanForm(Form):
    what = TextField(label=_("What is to be learned"), max_length=300)
    steps = TextField(label=_("Steps"), rows=4, max_length=2_500, help_text=_("One on a line."))
    due_on = forms.DateField(label=_("Done by"), widget=DateInput)

    def clean_steps(self) -> list[str]:
        return self.cleaned_data["steps"].splitlines()


class StepForm(Form):
    step = KeyField()


class ReviewForm(Form):
    words = TextField(label=_("How it went"), max_length=500)


class SwitchOnForm(Form):
    basis = forms.ChoiceField(label=_("On which ground"), choices=Basis.choices)
    contract = TextField(label=_("Contract or letter"), help_text=_("Where the client agreed, so that it can be found again."))
    starts_on = forms.DateField(label=_("From which day on"), widget=DateInput, initial=today)


class SwitchOffForm(Form):
    why = TextField(label=_("Why"), max_length=500)


def told(evidence: Evidence) -> list[tuple[Any, str]]:
    """The reflection as (label, words), without what is empty."""
    rows = [(label, getattr(evidence, name)) for name, (label, _hint) in STARR.items()]
    return [(label, words) for label, words in rows if words]
