"""Asking the queue for something, keeping it as a view, and setting out one's tabs. Designed for an agent who has a week of the same work."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vakdesk.kit.errors import Refused
from vakdesk.tickets import actions, permissions
from vakdesk.tickets.conditions import ALL
from vakdesk.tickets.forms.viewing import ConditionsForm, ViewForm
from vakdesk.tickets.forms.working import PlainForm
from vakdesk.tickets.lists import BUILT_IN, Queue
from vakdesk.tickets.models import SavedView, Ticket
from vakdesk.tickets.views.finding import allow
from vakdesk.ui.answers import ask, carry_out, go, in_dialog
from vakdesk.ui.forms import Form
from vakdesk.ui.lists.conditions import cleaned, narrowed_by
from vakdesk.ui.lists.counting import counts, in_words

CARRIED = ("view", "sort", "layout")


def filter(request: HttpRequest) -> HttpResponse:
    """The form of every condition; sent, it leads to the queue with what was asked in its address."""
    _on_the_queue(request)
    asked = _asked(request.GET)
    form = ConditionsForm(request.POST if request.method == "POST" else None, actor=request.actor, asked=asked)
    if request.method == "POST" and form.is_valid():
        query = QueryDict(mutable=True)
        query.update({name: request.GET[name] for name in CARRIED if request.GET.get(name)})
        for name, values in form.cleaned_data["conditions"].items():
            query.setlist(name, values)
        return go(request, f"{reverse('tickets:queue')}?{query.urlencode()}")
    context = {"base": "ui/part.html" if in_dialog(request) else "ui/desk.html", "form": form, "title": _("Filter the queue")}
    status = 422 if form.is_bound else 200
    return render(
        request, "tickets/filter.html", context | {"action": request.get_full_path(), "back": reverse("tickets:queue")}, status=status
    )


def views(request: HttpRequest) -> HttpResponse:
    """The tabs in their order; and every view that the reader has or arranges."""
    allow(request, permissions.KEEP_VIEWS)
    queue = Queue()
    if request.method == "POST":
        return _arrange(request)
    kept = {view.key: view for view in SavedView.objects.visible_to(request.actor).select_related("owner", "team")}
    own = queue.views_of(request.actor)
    tabs = [{"view": view, "kept": kept.pop(view.name, None), "opens": view.name == _opens(queue, request)} for view in own]
    others = [{"kept": view, "edit": view.is_edited_by(request.actor)} for view in kept.values()]
    return render(request, "tickets/views.html", {"tabs": tabs, "others": others, "title": _("Views")})


def add_view(request: HttpRequest) -> HttpResponse:
    """Begins with what the queue shows, or (`from`) as a copy of another view."""
    allow(request, permissions.KEEP_VIEWS)
    pattern = _pattern(request)
    asked = dict(pattern.conditions) if pattern else _kept_now(request)
    page = partial(_editor, request, title=_("Keep a view"), submit=_("Keep it"), back=reverse("tickets:queue"))
    if request.method == "POST":
        form = ViewForm(request.POST, actor=request.actor, asked=asked)
        return carry_out(request, form, actions.add_view, then=lambda view: view.get_absolute_url(), page=page, said=_("It is a tab now."))
    initial: dict[str, Any] = {"sort": request.GET.get("sort", ""), "layout": request.GET.get("layout", "rows")}
    if pattern:
        name = _("%(name)s (copy)") % {"name": pattern.name}
        initial = {
            "name": name[:60],
            "sort": pattern.sort,
            "layout": pattern.layout,
            "columns": pattern.columns or list(Queue.usual_columns),
        }
    return page(ViewForm(actor=request.actor, asked=asked, initial=initial))


def edit_view(request: HttpRequest, pk: int) -> HttpResponse:
    allow(request, permissions.KEEP_VIEWS)
    view = get_object_or_404(SavedView.objects.visible_to(request.actor).select_related("team", "owner"), pk=pk)
    form = partial(ViewForm, actor=request.actor, view=view, asked=view.conditions)
    more = {"view": view, "is_edited": view.is_edited_by(request.actor)}
    page = partial(_editor, request, title=view.name, submit=_("Save"), back=reverse("tickets:views"), **more)
    if request.method == "POST":
        return carry_out(request, form(request.POST), actions.edit_view, view, then=view.get_absolute_url(), page=page, said=_("Saved."))
    return page(form())


def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    allow(request, permissions.KEEP_VIEWS)
    view = get_object_or_404(SavedView.objects.visible_to(request.actor).select_related("team"), pk=pk)
    back = reverse("tickets:views")
    intro = _("The tab goes from everybody in the team. The tickets stay as they are.") if view.team else _("The tickets stay as they are.")
    page = partial(
        ask,
        request,
        title=_("Take away the view “%(name)s”") % {"name": view.name},
        submit=_("Take it away"),
        back=back,
        intro=intro,
        danger=True,
    )
    if request.method == "POST":
        return carry_out(
            request,
            PlainForm(request.POST, actor=request.actor),
            actions.delete_view,
            view,
            then=back,
            page=page,
            said=_("The view is gone."),
        )
    return page(PlainForm(actor=request.actor))


@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """How many tickets the reader would see by the conditions as they stand in the form."""
    _on_the_queue(request)
    form = ConditionsForm(request.POST, actor=request.actor)
    asked = form.cleaned_data["conditions"] if form.is_valid() else None
    number = in_words(counts([_matching(request, asked)])[0]) if asked is not None else ""
    return render(request, "tickets/_count.html", {"number": number})


def _editor(request: HttpRequest, form: Form, **context: Any) -> HttpResponse:
    assert isinstance(form, ViewForm)
    number = in_words(counts([_matching(request, form.asked)])[0])
    return render(request, "tickets/view.html", {"form": form, "number": number, **context})


def _matching(request: HttpRequest, asked: Any) -> Any:
    return narrowed_by(Ticket.objects.visible_to_staff(request.actor), ALL, asked, request.actor)


def _arrange(request: HttpRequest) -> HttpResponse:
    order, shown = request.POST.getlist("order"), request.POST.getlist("shown")
    for step, names in ((-1, request.POST.getlist("up")), (1, request.POST.getlist("down"))):
        for name in names:
            if name in order:
                place = order.index(name)
                order.insert(max(0, place + step), order.pop(place))
    hidden = [name for name in order if name not in shown]
    try:
        actions.arrange_tabs(by=request.actor, order=order, hidden=hidden, opens=request.POST.get("opens", ""))
    except Refused as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        messages.success(request, _("Your tabs stand like this now."))
    return go(request, reverse("tickets:views"))


def _opens(queue: Queue, request: HttpRequest) -> str:
    views = queue.views_of(request.actor)
    chosen = queue.default_view(request.actor)
    return chosen or next(view.name for view in views if not view.is_hidden)


def _asked(query: QueryDict) -> dict[str, list[str]]:
    return cleaned(ALL, dict(query.lists()))


def _pattern(request: HttpRequest) -> SavedView | None:
    """The view that shall be copied."""
    key = request.GET.get("from", "")
    return get_object_or_404(SavedView.objects.visible_to(request.actor), pk=int(key)) if key.isdecimal() and len(key) < 19 else None


def _kept_now(request: HttpRequest) -> dict[str, list[str]]:
    """What the queue shows at this address: what its view asks for, with what the address asks for besides."""
    named = request.GET.get("view", "")
    asked = _asked(request.GET)
    key = named.removeprefix("v")
    if key.isdecimal() and len(key) < 19:
        kept = SavedView.objects.visible_to(request.actor).filter(pk=int(key)).first()
        base = dict(kept.conditions) if kept else {}
    else:
        base = BUILT_IN.get(named, {})
    return base | asked


def _on_the_queue(request: HttpRequest) -> None:
    if not request.actor.may(permissions.SEE_QUEUE):
        raise Http404
