"""How the API says no: RFC 9457, a title, and a sentence a person can act on."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from vakdesk.kit.errors import Sentence

CONTENT_TYPE = "application/problem+json"
TITLES: dict[int, Sentence] = {
    400: _("That cannot be read"),
    401: _("Who are you?"),
    403: _("This is not yours to do"),
    404: _("Not found"),
    405: _("That cannot be done here"),
    409: _("That is not possible now"),
    412: _("It has changed since you read it"),
    413: _("That is too large"),
    415: _("That is not a form we read"),
    422: _("Something in it will not do"),
    428: _("Say what you have seen"),
    429: _("Too many requests"),
    503: _("Too many listeners"),
}


class Problem(Exception):
    """Any answer that is no success. `faults` are (field, sentence)."""

    def __init__(
        self, status: int, detail: Sentence, *, faults: Sequence[tuple[str, Sentence]] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.faults, self.headers = status, detail, faults, headers or {}


def wrong(field: str, sentence: Sentence) -> Problem:
    """422: what one field or word of the address says will not do."""
    return Problem(422, sentence, faults=[(field, sentence)])


def answer(problem: Problem) -> HttpResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": str(TITLES[problem.status]),
        "status": problem.status,
        "detail": str(problem.detail),
    }
    if problem.faults:
        body["errors"] = [{"field": field, "detail": str(sentence)} for field, sentence in problem.faults]
    return HttpResponse(json.dumps(body), status=problem.status, content_type=CONTENT_TYPE, headers=dict(problem.headers))
