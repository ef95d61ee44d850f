"""Making devices ready: the checks of one, and the profiles that say what is checked. For whoever stands at the bench."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.inventory import actions
from vakdesk.inventory.fitting import built, overall, verdicts
from vakdesk.inventory.forms.preparing import CheckForm, ProfileForm, ReadyForm, StartPreparingForm
from vakdesk.inventory.kinds import Part
from vakdesk.inventory.lists import Profiles
from vakdesk.inventory.models import Item, Profile
from vakdesk.inventory.permissions import ARRANGE, PREPARE, SEE
from vakdesk.inventory.views.finding import on_item
from vakdesk.inventory.views.moving import do
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.ui.answers import adding, allow, ask, carry_out
from vakdesk.ui.lists import answer


@on_item
def start_preparing(request: HttpRequest, item: Item) -> HttpResponse:
    """Before it begins: whether the device fits what each profile asks for."""
    allow(request, PREPARE, item)
    words = {"title": _("Prepare it"), "submit": _("Begin"), "subject": str(item), "body": "inventory/_start_preparing.html"}
    profiles = Profile.objects.visible_to(request.actor).active().filter(type=item.type_id)
    fits = []
    for profile in profiles:
        found = verdicts(item, profile.editions.latest("number"))
        fits.append((profile, overall(found), found))
    page = partial(ask, request, back=item.get_absolute_url(), fits=fits, **words)
    if request.method == "POST":
        form = StartPreparingForm(request.POST, actor=request.actor, item=item)
        return carry_out(request, form, actions.start_preparing, item, then=item.get_absolute_url(), page=page, said=_("Begun."))
    return page(StartPreparingForm(actor=request.actor, item=item))


@on_item
def check(request: HttpRequest, item: Item) -> HttpResponse:
    """All checks on one page, in the order in which one works."""
    allow(request, PREPARE, item)
    preparation = item.preparations.filter(ended_at=None).select_related("edition__profile").first()
    results = {one.key: one for one in preparation.results.select_related("checked_by")} if preparation else {}
    rows = built(preparation, results) if preparation else []
    back = item.get_absolute_url()

    def page(form: Any) -> HttpResponse:
        fits = verdicts(item, preparation.edition) if preparation and preparation.edition else []
        context = {"item": item, "preparation": preparation, "form": form, "fits": fits, "title": str(item)}
        return render(request, "inventory/check.html", context)

    if request.method == "POST":
        form = CheckForm(request.POST, actor=request.actor, rows=rows)
        return carry_out(request, form, actions.check, item, then=back, page=page, said=_("Written down."))
    return page(CheckForm(actor=request.actor, rows=rows))


@on_item
def make_ready(request: HttpRequest, item: Item) -> HttpResponse:
    return do(request, item, ReadyForm, actions.make_ready, PREPARE, title=_("Declare it ready"), said=_("It is ready."))


@require_safe
def profiles(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Profile.objects.visible_to(request.actor).select_related("type")
    add = adding(request, ARRANGE, "inventory:add_profile", Profile())
    return answer(request, Profiles(), rows, add=add, add_label=_("Add a profile"))


@require_safe
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """What it asks for, and what each edition changed."""
    shown = get_object_or_404(Profile.objects.visible_to(request.actor).select_related("type"), pk=pk)
    editions = list(shown.editions.all())
    before = [*editions[1:], None]
    changes = [(one, *_difference(one, earlier)) for one, earlier in zip(editions, before, strict=True)]
    told = lines(Entry.objects.about(shown))  # anyone: who sees the profile sees what was changed about it
    parts = [(Part(part).label, [one for one in editions[0].checks if one["part"] == part]) for part in Part.values]
    context = {"profile": shown, "edition": editions[0], "parts": parts, "changes": changes, "lines": told}
    return render(request, "inventory/profile.html", context)


def _difference(edition: Any, earlier: Any) -> tuple[list[str], list[str]]:
    """What came in and what went out since the edition before."""
    now, then = ({one["what"] for one in each.checks} if each else set() for each in (edition, earlier))
    return sorted(now - then) if earlier else [], sorted(then - now)


def add_profile(request: HttpRequest) -> HttpResponse:
    allow(request, ARRANGE, Profile())
    page = partial(ask, request, title=_("Add a profile"), submit=_("Save"), back=reverse("inventory:profiles"))
    if request.method == "POST":
        form = ProfileForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.add_profile, then=Profile.get_absolute_url, page=page, said=_("Saved."))
    return page(ProfileForm(actor=request.actor))


def edit_profile(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Profile.objects.visible_to(request.actor).select_related("type"), pk=pk)
    allow(request, ARRANGE, shown)
    back = shown.get_absolute_url()
    page = partial(ask, request, title=str(shown), submit=_("Save"), back=back)
    if request.method == "POST":
        form = ProfileForm(request.POST, actor=request.actor, thing=shown)
        return carry_out(request, form, actions.edit_profile, shown, then=back, page=page, said=_("Saved."))
    return page(ProfileForm(actor=request.actor, thing=shown))
