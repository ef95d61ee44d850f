"""A refusal that leaves a view is an answer, not an accident: 409 or 403 with its sentence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.ui import errors


class AnswerRefusals:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        if isinstance(exception, NotAllowed):
            return errors.forbidden(request, exception)
        return None
