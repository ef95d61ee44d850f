"""What was agreed with whom: for those who answer for it, and for those who work by it."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Sentence
from vakdesk.levels import actions
from vakdesk.levels.forms import AgreementForm, EndForm
from vakdesk.levels.kinds import AgreementKind, Measure, State
from vakdesk.levels.models import Agreement, Clock, Target, particular
from vakdesk.levels.permissions import ARRANGE, SEE
from vakdesk.levels.plans import the_plan
from vakdesk.levels.reporting import Month, report_of
from vakdesk.levels.trying import Tried, try_agreement
from vakdesk.levels.views.trying import is_trial, months_of, trial_words
from vakdesk.ui.answers import allow, ask, carry_out
from vakdesk.ui.components import pill
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, answer


def _state(row: Agreement, ctx: Context) -> Any:
    return pill(_("ended"), "plain") if row.ended_on else pill(_("in force"), "good")


class Agreements(ListPage):
    name = "agreements"
    heading = gettext_lazy("Service levels")
    intro = gettext_lazy("What was agreed about time, with whom; each ticket keeps the version it began under.")
    template = "levels/agreements.html"
    columns = (
        Column("name", gettext_lazy("Name"), str, sort="name", main=True, link=True),
        Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display()),
        Column("with", gettext_lazy("With"), lambda row: row.with_whom or _("everybody")),
        Column("ended", gettext_lazy("State"), lambda row: row.ended_on, cell=_state),
    )
    sorts = (Sort("name", gettext_lazy("Name"), ("name",)),)
    filters = (Choice("kind", gettext_lazy("Kind"), lambda actor: AgreementKind.choices),)
    empty = Empty(
        gettext_lazy("Nothing is agreed yet"),
        gettext_lazy(
            "Without agreements no clock runs and nobody is promised a time. Begin with a calendar, then with your largest client."
        ),
        "handshake",
        gettext_lazy("Add an agreement"),
        lambda: reverse("levels:add_agreement"),
        permission=ARRANGE,
    )


def agreements(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    return answer(request, Agreements(), Agreement.objects.visible_to(request.actor).with_names())


def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """What holds now, how this month goes by it, and every version before."""
    found = find_agreement(request, pk)
    versions = list(found.versions.whole().select_related("falls_back_to").prefetch_related("targets__service").order_by("-number"))
    waits = dict(the_plan().waits.choices)
    for version in versions:
        version.held = [waits.get(word, word) for word in version.holds_for]  # type: ignore[attr-defined]
        version.measures, version.rows = _as_table(version.targets.all())  # type: ignore[attr-defined]
    month = Month.of(timezone.localdate())
    context = {"agreement": found, "versions": versions, "month": month, "title": str(found)}
    if not found.ended_on:
        context |= {"figures": report_of(found, month, request.actor).figures, "running": _running(found, request.actor)}
    return render(request, "levels/agreement.html", context)


def find_agreement(request: HttpRequest, pk: int) -> Agreement:
    """The one the address means, for this reader."""
    allow(request, SEE)
    return get_object_or_404(Agreement.objects.visible_to(request.actor).with_names(), pk=pk)


def agreement_choices(actor: Actor) -> list[tuple[str, str]]:
    """For filters of other lists."""
    return [(str(one.pk), one.name) for one in Agreement.objects.visible_to(actor)]


def _running(agreement: Agreement, actor: Actor) -> int:
    """How many records have a clock by it that has not ended."""
    own = Clock.objects.visible_to(actor).filter(version__agreement=agreement, state__in=[State.RUNNING, State.HELD])
    return own.values("record").distinct().count()


def _as_table(targets: Iterable[Target]) -> tuple[list[str], list[dict[str, Any]]]:
    """The measures there are, as heads; and for whatever is told apart a row of what holds for it, the rest last."""
    plan, whole = the_plan(), list(targets)
    kinds, priorities = dict(plan.kinds.choices), dict(plan.priorities.choices)
    measures = [measure for measure in Measure if any(one.measure == measure for one in whole)]
    distinct = {_about(one): one for one in whole}
    rows = []
    for key in sorted(distinct, key=lambda key: (key == (None, "", None), bool(key[1] or key[2]), key[0] or 99, key[1], key[2] or 0)):
        kind, service, priority = kinds.get(key[1]), distinct[key].service, priorities.get(key[0])
        words = [str(word) for word in (kind, service, priority) if word]
        rows.append(
            {"about": " · ".join(words) or _("everything else"), "seconds": [_holding(whole, measure, key) for measure in measures]}
        )
    return [str(measure.label) for measure in measures], rows


Key = tuple[int | None, str, int | None]


def _about(target: Target) -> Key:
    return target.priority, target.kind, target.service_id


def _holding(targets: list[Target], measure: str, key: Key) -> int | None:
    """What was agreed by the measure for exactly these, or by whatever is said of more than these."""
    wider = [
        one
        for one in targets
        if one.measure == measure and all(own in (wanted, None, "") for own, wanted in zip(_about(one), key, strict=True))
    ]
    return max(wider, key=particular).seconds if wider else None


def add_agreement(request: HttpRequest) -> HttpResponse:
    return _shape(request, AgreementForm, actions.add_agreement, title=_("Add an agreement"), back=reverse("levels:agreements"))


def change_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_agreement(request, pk)
    version = found.versions.whole().order_by("-number")[0]
    form = partial(AgreementForm, thing=version)
    title = _("New version of “%(agreement)s”") % {"agreement": found}
    return _shape(request, form, actions.change_agreement, found, title=title, back=found.get_absolute_url())


def end_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_agreement(request, pk)
    intro = _("Nothing that begins after this day is measured by it. What runs goes on.")
    return _simple(request, EndForm, actions.end_agreement, found, title=_("End this agreement"), submit=_("End it"), intro=intro)


def delete_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_agreement(request, pk)
    intro = _("Only an agreement that nothing was measured by can be deleted; others are ended.")
    back = reverse("levels:agreements")
    more = {"title": _("Delete this agreement"), "submit": _("Delete it"), "intro": intro, "danger": True}
    return _simple(request, Form, actions.delete_agreement, found, then=back, **more)


def _simple(
    request: HttpRequest, form: Callable[..., Form], action: Callable[..., Any], found: Agreement, *, then: str = "", **words: Any
) -> HttpResponse:
    allow(request, ARRANGE, found)
    back = found.get_absolute_url()
    page = partial(ask, request, back=back, subject=str(found), **words)
    if request.method == "POST":
        return carry_out(request, form(request.POST, actor=request.actor), action, found, then=then or back, page=page, said=_("Done."))
    return page(form(actor=request.actor))


def _shape(
    request: HttpRequest,
    form_class: Callable[..., AgreementForm],
    action: Callable[..., Any],
    *subject: Agreement,
    title: Sentence,
    back: str,
) -> HttpResponse:
    """The form of an agreement. With the button that tries it, nothing is saved and what would have changed is shown."""
    allow(request, ARRANGE, *subject)

    def page(form: Form, tried: Tried | None = None) -> HttpResponse:
        context = {"form": form, "title": title, "back": back}
        return render(request, "levels/agreement_form.html", context | (trial_words(request, tried) if subject else {}))

    if request.method != "POST":
        return page(form_class(actor=request.actor))
    form = form_class(request.POST, actor=request.actor)
    if subject and is_trial(request) and form.is_valid():
        given = {name: form.cleaned_data.get(name) or () for name in ("targets", "holds_for")}
        given |= {name: form.cleaned_data[name] for name in ("calendar", "falls_back_to")}
        return page(form, try_agreement(*subject, **given, months=months_of(request), actor=request.actor))
    return carry_out(request, form, action, *subject, then=lambda made: _after(made, back), page=page, said=_("Saved."))


def _after(made: Any, back: str) -> str:
    return made.get_absolute_url() if isinstance(made, Agreement) else back
