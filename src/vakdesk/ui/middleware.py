"""Before all views: assets, which are the same for everybody. Behind them: a refusal is an answer, 409 or 403 with its sentence."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.ui import assets, errors
from vakdesk.ui.views import asset


class AnswerAssets:
    """A sheet or a behaviour asks nobody who they are: no session, no database, and no header that is about pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = reverse("ui:asset", args=["-", "-"]).removesuffix("-/-")
        digest, _slash, name = request.path.removeprefix(before).partition("/")
        if request.method not in ("GET", "HEAD") or not request.path.startswith(before) or name not in assets.all_assets():
            return self.get_response(request)
        response = asset(request, digest, name)
        response["X-Content-Type-Options"] = "nosniff"
        return response


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
