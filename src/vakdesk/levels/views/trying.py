"""What was tried, on the page of the form it was tried from: figures, the tickets behind each, and the press that saves it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from vakdesk.levels.forms import TryForm
from vakdesk.levels.kinds import VERDICT_TONES, Measure
from vakdesk.levels.trying import AT_FIRST, FIGURES, SHOWN, Case, Figure, Tried
from vakdesk.ui import once

#: Of the form, what a page writes itself.
OWN_WORDS = ("csrfmiddlewaretoken", "try", once.FIELD)


def is_trial(request: HttpRequest) -> bool:
    return request.method == "POST" and "try" in request.POST


def months_of(request: HttpRequest) -> int:
    form = TryForm(request.POST)
    return form.cleaned_data["months"] or AT_FIRST if form.is_valid() else AT_FIRST


def trial_words(request: HttpRequest, tried: Tried | None) -> dict[str, Any]:
    """For a page with a form that can be tried; with `tried`, what came of it and everything that was filled in."""
    words: dict[str, Any] = {"trying": TryForm(initial={"months": months_of(request)}), "tried": tried}
    if tried is None:
        return words
    figure, measure = _asked(request)
    behind = tried.behind(figure, measure)
    return words | {
        "heads": FIGURES.values(),
        "outcomes": [(one.label, _cells(tried, one)) for one in tried.measures],
        "shown": [_row(case) for case in behind[:SHOWN]],
        "shown_title": f"{FIGURES[figure]}: {measure.label}" if measure else _("What would have ended differently"),
        "more": max(0, len(behind) - SHOWN),
        "given": [(name, value) for name, values in request.POST.lists() if name not in OWN_WORDS for value in values],
    }


def _asked(request: HttpRequest) -> tuple[Figure, Measure | None]:
    """The figure whose rows are to be seen: all that changed, until one is pressed."""
    figure, _colon, measure = request.POST["try"].partition(":")
    known = figure in set(Figure) and measure in Measure.values
    return (Figure(figure), Measure(measure)) if known else (Figure.CHANGED, None)


def _cells(tried: Tried, measure: Measure) -> list[dict[str, Any]]:
    return [
        {"key": f"{figure}:{measure}", "count": len(tried.behind(figure, measure)), "label": label} for figure, label in FIGURES.items()
    ]


def _row(case: Case) -> dict[str, Any]:
    sides = [
        {"verdict": verdict.label, "tone": VERDICT_TONES[verdict], "reading": reading}
        for verdict, reading in zip(case.verdicts, (case.now, case.then), strict=True)
    ]
    return {"record": case.record, "measure": case.measure.label, "sides": sides}
