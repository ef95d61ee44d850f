"""Rules in their order, one of them with what it did, and the dry run. Designed for an administrator who is tired of sorting by hand."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.rules import actions
from vakdesk.rules.forms import DryRunForm, RuleForm
from vakdesk.rules.models import Rule, Run
from vakdesk.rules.permissions import ARRANGE, SEE
from vakdesk.rules.showing import shown, traced
from vakdesk.rules.trying import USUAL
from vakdesk.rules.trying import dry_run as try_out
from vakdesk.ui.answers import allow, ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.timeline import Item

NEWEST = 30
#: So many tickets of a dry run are shown; all are counted.
MOST_SHOWN = 200


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = shown(Rule.objects.visible_to(request.actor).with_things(), request.actor)
    return render(request, "rules/rules.html", {"rules": rows, "may_arrange": request.actor.may(ARRANGE), "title": _("Rules")})


@require_safe
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    runs = Run.objects.visible_to(request.actor).filter(rule=found).select_related("ticket__record", "entry")[:NEWEST]
    told = lines(Entry.objects.about(found).order_by("-position")[:NEWEST])  # anyone: who sees the rule sees its past
    context = {
        "shown": shown([found], request.actor)[0],
        "runs": traced(runs),
        "items": [
            Item(kind="entry", who=line.actor, at=line.entry.happened_at, body=line.sentence, icon=line.icon) for line in reversed(told)
        ],
        "may_arrange": request.actor.may(ARRANGE),
        "title": found.name,
    }
    return render(request, "rules/rule.html", context)


def add(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE)
    page = partial(_editor, request, title=_("Write a rule"), submit=_("Keep it, switched off"), back=reverse("rules:rules"))
    if request.method == "POST":
        form = RuleForm(request.POST, actor=request.actor)
        return carry_out(
            request, form, actions.add, then=_try_it, page=page, said=_("Kept. Look what it would have done, then switch it on.")
        )
    return page(RuleForm(actor=request.actor))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    allow(request, ARRANGE)
    back = found.get_absolute_url()
    page = partial(_editor, request, title=found.name, submit=_("Save"), back=back)
    if request.method == "POST":
        return carry_out(
            request, RuleForm(request.POST, actor=request.actor, rule=found), actions.edit, found, then=back, page=page, said=_("Saved.")
        )
    return page(RuleForm(actor=request.actor, rule=found))


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    then = f"{reverse('rules:rules')}#rule-{pk}"
    page = partial(ask, request, title=_("That was not possible"), submit=_("Try again"), back=reverse("rules:rules"))
    return carry_out(request, Form(request.POST, actor=request.actor), actions.move, found, up="up" in request.POST, then=then, page=page)


def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    words = {"title": _("Switch it on"), "submit": _("Switch on"), "intro": _("From now on it is asked after each such act.")}
    return _do(request, pk, actions.switch_on, said=_("It is on."), **words)


def switch_off(request: HttpRequest, pk: int) -> HttpResponse:
    words = {"title": _("Switch it off"), "submit": _("Switch off"), "intro": _("It is not asked any more. What it did stays.")}
    return _do(request, pk, actions.switch_off, said=_("It is off."), **words)


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    words = {"title": _("Remove this rule?"), "submit": _("Remove it"), "intro": _("What it did stays as it is, and still names it.")}
    return _do(request, pk, actions.remove, said=_("Removed."), then=reverse("rules:rules"), danger=True, **words)


@require_safe
def dry_run(request: HttpRequest) -> HttpResponse:
    """Read by GET: nothing is written."""
    allow(request, SEE)
    asked = request.GET if "last" in request.GET else {"last": USUAL, "rule": request.GET.get("rule", "")}
    form = DryRunForm(asked, actor=request.actor)
    context: dict[str, Any] = {"form": form, "title": _("Dry run"), "may_arrange": request.actor.may(ARRANGE)}
    if form.is_valid():
        chosen = form.cleaned_data["rule"]
        seen = Rule.objects.visible_to(request.actor).with_things()
        rules = list(seen.filter(pk=chosen.pk) if chosen else seen.on())
        found = try_out(rules, request.actor, last=form.cleaned_data["last"])
        context |= {"found": found, "shown": found.differences[:MOST_SHOWN], "rule": shown(rules, request.actor)[0] if chosen else None}
    return render(request, "rules/dry_run.html", context, status=200 if form.is_valid() else 422)


def _do(request: HttpRequest, pk: int, action: Any, *, said: str, then: str = "", **words: Any) -> HttpResponse:
    found = _find(request, pk)
    allow(request, ARRANGE)
    back = found.get_absolute_url()
    page = partial(ask, request, back=back, subject=found.name, **words)
    if request.method == "POST":
        return carry_out(request, Form(request.POST, actor=request.actor), action, found, then=then or back, page=page, said=said)
    return page(Form(actor=request.actor))


def _editor(request: HttpRequest, form: Form, **context: Any) -> HttpResponse:
    return render(request, "rules/edit.html", {"form": form, **context})


def _find(request: HttpRequest, pk: int) -> Rule:
    return get_object_or_404(Rule.objects.visible_to(request.actor).with_things(), pk=pk)


def _try_it(made: Rule) -> str:
    return f"{reverse('rules:dry_run')}?rule={made.pk}&last={USUAL}"
