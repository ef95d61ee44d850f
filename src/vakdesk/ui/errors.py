"""Designed answers for what did not work: each says what happened and what to do now."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from vakdesk.kit.errors import NotAllowed, Refused, Sentence


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """409: the rules do not allow this now."""
    return _answer(request, 409, _("That is not possible now"), refusal.sentence, icon="hand", again=True)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person may not do this; the sentence says who can."""
    sentence = (
        exception.sentence
        if isinstance(exception, NotAllowed)
        else _("Your account may not open this page. Ask your team lead or an administrator.")
    )
    return _answer(request, 403, _("This is not yours to do"), sentence, icon="lock")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was left open too long, or cookies are off."""
    sentence = _(
        "The form was open for so long that it lost its seal, or your browser keeps no cookies. Go back, reload the page and send it again."
    )
    return _answer(request, 403, _("Please send that again"), sentence, icon="refresh-cw", again=True)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is nothing here, or nothing this person may see."""
    sentence = _("Nothing is here, or nothing that you may see. Check the address, or search for it.")
    return _answer(request, 404, _("Not found"), sentence, icon="search-x")


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without the request, so that nothing of it can fail again."""
    return HttpResponse(get_template("ui/broken.html").render(), status=500)


def _answer(request: HttpRequest, status: int, title: Sentence, sentence: Sentence, *, icon: str, again: bool = False) -> HttpResponse:
    if request.path.startswith("/api/") or request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"status": status, "title": str(title), "detail": str(sentence)}, status=status)
    context: dict[str, Any] = {"status": status, "title": title, "sentence": sentence, "icon": icon, "again": again}
    if request.headers.get("HX-Request"):
        response = render(request, "ui/_refusal.html", context, status=status)
        response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
        return response
    return render(request, "ui/error.html", context, status=status)
