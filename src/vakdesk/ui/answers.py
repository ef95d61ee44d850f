"""From a filled-in form to one act and its answer: the one way in which a view changes anything."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import NotAllowed, Refused, Sentence
from vakdesk.ui import once
from vakdesk.ui.forms import Form

Page = Callable[[Form], HttpResponse]
Then = str | Callable[[Any], str]
Said = Sentence | Callable[[Any], Sentence]


def carry_out(
    request: HttpRequest,
    form: Form,
    action: Callable[..., Any],
    *subject: Any,
    then: Then,
    page: Page,
    said: Said = "",
    fragment: Callable[[Any], HttpResponse] | None = None,
    **more: Any,
) -> HttpResponse:
    """Calls `action(*subject, by=actor, **form.cleaned_data, **more)` once and answers.

    Done: `said` becomes a toast and the browser goes to `then` (an htmx request gets `fragment(result)` where given).
    A form that does not hold is shown again by `page(form)` with status 422, a refusal at its field with 409. The
    same submission again acts no second time and is sent to the first one's answer.
    """
    if not form.is_valid():
        return _with_status(page(form), 422)
    number = once.number_of(request)
    if number and not once.claim(number):
        return _first_answer(request, form, page, once.answer_of(number))
    by = replace(request.actor, correlation=number) if number else request.actor
    try:
        result = action(*subject, by=by, **form.cleaned_data, **more)
    except Refused as refusal:
        if number:
            once.release(number)
        form.refuse(refusal)
        return _with_status(page(form), 409)
    except BaseException:
        if number:
            once.release(number)
        raise
    url = then(result) if callable(then) else then
    if number:
        once.settle(number, url)
    if message := (said(result) if callable(said) else said):
        messages.success(request, message)
    if fragment and request.htmx:
        return fragment(result)
    return go(request, url)


def ask(
    request: HttpRequest, form: Form, *, title: Sentence, submit: Sentence, back: str, shell: str = "ui/desk.html", **more: Any
) -> HttpResponse:
    """The page (or, for a dialog, the fragment) that holds one form: what a verb's view shows before and after a refusal.

    `more` may hold `intro` (a sentence), `danger` (true for what destroys), `subject` (a line above the title).
    """
    base = "ui/part.html" if in_dialog(request) else shell
    context = {"form": form, "title": title, "submit": submit, "back": back, "base": base, "action": request.get_full_path(), **more}
    return render(request, "ui/ask.html", context)


def allow(request: HttpRequest, permission: Permission, thing: Any = None) -> None:
    """Raises NotAllowed before something is shown that could not be done."""
    if not request.actor.may(permission, thing):
        raise NotAllowed(
            _("You may not do this: %(permission)s. Ask a team lead or an administrator.") % {"permission": permission.sentence}
        )


def adding(request: HttpRequest, permission: Permission, url_name: str, thing: Any = None) -> str:
    """The address of the page that adds such a thing, or "" to whoever may not."""
    return reverse(url_name) if request.actor.may(permission, thing) else ""


def in_dialog(request: HttpRequest) -> bool:
    """Whether the answer will be placed in the dialog instead of being a page."""
    return request.headers.get("HX-Target") == "dialog-body"


def go(request: HttpRequest, url: str) -> HttpResponse:
    """Sends the browser to `url` by GET, also out of an htmx request."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)


#: How a message says that its toast undoes what it tells of: with the address that does it.
UNDO = "undo "


def offer_undo(request: HttpRequest, said: Sentence, url: str) -> None:
    """`said` becomes a toast with a button that posts to `url`."""
    messages.success(request, said, extra_tags=f"{UNDO}{url}")


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """The address the form asks to go back to, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and urlsplit(wanted).path else otherwise


def _first_answer(request: HttpRequest, form: Form, page: Page, url: str) -> HttpResponse:
    if url:
        return go(request, url)
    form.refuse(Refused(_("This was already sent and is still being worked on. Look at the result before you send it again.")))
    return _with_status(page(form), 409)


def _with_status(response: HttpResponse, status: int) -> HttpResponse:
    response.status_code = status
    return response
