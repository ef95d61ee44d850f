"""The editor of question scripts: a draft with its questions, a preview, publishing and withdrawing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from vakdesk.kit.errors import Sentence
from vakdesk.scripts import actions
from vakdesk.scripts.forms.answering import answer_field, card_field
from vakdesk.scripts.forms.arranging import QuestionForm, ScriptForm
from vakdesk.scripts.models import Script
from vakdesk.scripts.permissions import ARRANGE
from vakdesk.scripts.questions import Question, asked, field_of
from vakdesk.tickets.forms.working import PlainForm
from vakdesk.tickets.kinds import EVERY_KIND
from vakdesk.ui.answers import allow, ask, carry_out
from vakdesk.ui.components import pill
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import Column, Context, Empty, ListPage, Sort
from vakdesk.ui.lists import answer as list_page


def _state(row: Script, ctx: Context) -> Any:
    if row.current is None:
        return pill(_("draft"))
    return pill(_("asked, with changes to publish"), "warn") if row.is_changed else pill(_("asked"), "good")


class ScriptList(ListPage):
    name = "scripts"
    heading = gettext_lazy("Question scripts")
    intro = gettext_lazy("What is asked before the work begins, by kind and category: at the desk, at the portal and by mail.")
    template = "ui/list/adding.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, main=True, link=True),
        Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display() if row.kind else EVERY_KIND),
        Column("category", gettext_lazy("Category"), lambda row: row.category or _("every category")),
        Column("questions", gettext_lazy("Questions"), lambda row: len(row.draft), kind="number"),
        Column("state", gettext_lazy("State"), lambda row: bool(row.current), cell=_state),
    )
    sorts = (Sort("oldest", gettext_lazy("Oldest"), ("pk",)),)
    empty = Empty(
        gettext_lazy("No scripts yet"),
        gettext_lazy("Begin with what comes every day: the questions an experienced colleague always asks first."),
        "message-circle-question-mark",
        gettext_lazy("Add a script"),
        lambda: reverse("scripts:add_script"),
    )


def _found(request: HttpRequest, pk: int) -> Script:
    allow(request, ARRANGE)
    return get_object_or_404(Script.objects.visible_to(request.actor).select_related("current", "category"), pk=pk)


@require_safe
def scripts(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    rows = Script.objects.visible_to(request.actor).select_related("current", "category")
    return list_page(request, ScriptList(), rows, add=reverse("scripts:add_script"), add_label=_("Add a script"))  # type: ignore[return-value]


@require_safe
def script(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft, with everything that can be done to it."""
    return _show(request, _found(request, pk))


def _show(request: HttpRequest, found: Script, form: Form | None = None) -> HttpResponse:
    shown = found.questions
    by_key = {one.key: one for one in shown}
    rows = [(one, _condition(one, by_key), place == 0, place == len(shown) - 1) for place, one in enumerate(shown)]
    editions = found.editions.select_related("published_by")
    return render(request, "scripts/script.html", {"script": found, "rows": rows, "editions": editions, "form": form, "title": str(found)})


def _condition(question: Question, by_key: dict[str, Question]) -> Sentence:
    key, value = question.only_if
    return _("only if: %(question)s → %(answer)s") % {"question": by_key[key], "answer": by_key[key].in_words(value)} if key else ""


def add_script(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    return _arrange(request, ScriptForm, actions.add_script, title=_("Add a script"), back=reverse("scripts:scripts"))


def edit_script(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    return _arrange(
        request, partial(ScriptForm, thing=found), actions.edit_script, found, title=_("Name and place"), back=found.get_absolute_url()
    )


def add_question(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = partial(QuestionForm, questions=list(found.questions))
    return _arrange(request, form, actions.add_question, found, title=_("Add a question"), back=found.get_absolute_url())


def edit_question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    found = _found(request, pk)
    keys = [one.key for one in found.questions]
    if key not in keys:
        return _gone(request, found)
    at = keys.index(key)
    form = partial(QuestionForm, questions=list(found.questions[:at]), question=found.questions[at])
    return _arrange(
        request, form, partial(actions.edit_question, key=key), found, title=_("Change the question"), back=found.get_absolute_url()
    )


def _gone(request: HttpRequest, found: Script) -> HttpResponse:
    form = PlainForm({}, actor=request.actor)
    form.is_valid()
    form.add_error(None, _("That question is not there any more."))
    answer = _show(request, found, form)
    answer.status_code = 404
    return answer


@require_POST
def move_question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    return _press(request, pk, partial(actions.move_question, key=key, up="up" in request.POST), anchor=f"#{key}")


@require_POST
def remove_question(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    return _press(request, pk, partial(actions.remove_question, key=key), said=_("Taken out of the draft."))


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, actions.publish, said=_("Published. It is asked from now on."))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, actions.withdraw, said=_("Withdrawn. What was answered stays where it is."))


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as the desk sees it, or as whoever asks: one can answer, and see what is asked then. Nothing is kept."""
    found = _found(request, pk)
    as_requester = request.GET.get("as") == "requester"
    given = {one.key: request.GET.get(field_of(one), "") for one in found.questions}
    form = Form(request.GET or None, actor=request.actor)
    for one in asked(found.questions, given):
        value = given[one.key]
        form.fields[field_of(one)] = card_field(one, value) if as_requester else answer_field(one, value, hints=True)
    context = {"script": found, "form": form, "as_requester": as_requester, "title": _("Preview")}
    return render(request, "scripts/preview.html", context)


def _press(request: HttpRequest, pk: int, action: Callable[..., Any], *, said: Sentence = "", anchor: str = "") -> HttpResponse:
    """A button without a form; what is refused is told on the page of the script."""
    found = _found(request, pk)
    form = PlainForm(request.POST, actor=request.actor)
    then = f"{found.get_absolute_url()}{anchor}"
    return carry_out(request, form, action, found, then=then, page=lambda form: _show(request, found, form), said=said)


def _arrange(
    request: HttpRequest, make: Callable[..., Form], action: Callable[..., Any], *subject: Any, title: Sentence, back: str
) -> HttpResponse:
    page = partial(ask, request, title=title, submit=_("Save"), back=back)
    if request.method != "POST":
        return page(make(actor=request.actor))

    def then(made: Any) -> str:
        return made.get_absolute_url() if isinstance(made, Script) else back

    return carry_out(request, make(request.POST, actor=request.actor), action, *subject, then=then, page=page, said=_("Saved."))
