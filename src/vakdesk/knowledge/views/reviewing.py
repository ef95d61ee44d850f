"""The verbs between draft and retired, each a page with one form."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vakdesk.access.permissions import Permission
from vakdesk.kit.errors import Sentence
from vakdesk.knowledge import actions
from vakdesk.knowledge.forms.writing import ConfirmForm, PlainForm, PublishForm, RetireForm, SendBackForm
from vakdesk.knowledge.permissions import PUBLISH, WRITE
from vakdesk.knowledge.views.finding import to_work_on
from vakdesk.ui.answers import allow, ask, carry_out
from vakdesk.ui.forms import Form

both = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def submit(request: HttpRequest, reference: str) -> HttpResponse:
    return _verb(request, reference, actions.submit, PlainForm, may=WRITE, title=_("Ask for a review"), said=_("It waits for a review."))


@both
def send_back(request: HttpRequest, reference: str) -> HttpResponse:
    return _verb(request, reference, actions.send_back, SendBackForm, may=PUBLISH, title=_("Send back"), said=_("Its writer is told."))


@both
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    article = to_work_on(request, reference)
    initial = {"version": article.latest and article.latest.number}
    return _verb(request, reference, actions.publish, PublishForm, may=PUBLISH, title=_("Publish"), said=_("Published."), initial=initial)


@both
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    return _verb(request, reference, actions.confirm, ConfirmForm, may=WRITE, title=_("It is still right"), said=_("Noted."))


@both
def retire(request: HttpRequest, reference: str) -> HttpResponse:
    return _verb(
        request, reference, actions.retire, RetireForm, may=PUBLISH, title=_("Retire"), said=_("Nobody reads it any more."), danger=True
    )


def _verb(
    request: HttpRequest,
    reference: str,
    action: Callable[..., None],
    form: type[Form],
    *,
    may: Permission,
    title: Sentence,
    said: Sentence,
    initial: dict[str, Any] | None = None,
    danger: bool = False,
) -> HttpResponse:
    article = to_work_on(request, reference)
    allow(request, may, article)
    back = article.get_absolute_url()
    page = partial(ask, request, title=title, submit=title, back=back, subject=str(article), danger=danger)
    if request.method != "POST":
        return page(form(actor=request.actor, initial=initial or {}))
    return carry_out(request, form(request.POST, actor=request.actor), action, article, then=back, page=page, said=said)
