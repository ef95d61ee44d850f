"""For a teacher between two lessons, on a phone: read what is asked, press one button. For the desk: see where it stands."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vakdesk.access.actors import Actor, Door
from vakdesk.approvals import actions, links
from vakdesk.approvals.forms import AppointForm, AskForm, DecideForm, DeputyForm, WithdrawForm
from vakdesk.approvals.kinds import State
from vakdesk.approvals.lists import Approvals, state_pill
from vakdesk.approvals.models import Approval, Deputy, Seat
from vakdesk.approvals.permissions import APPOINT, ASK, WITHDRAW
from vakdesk.approvals.showing import Shown, page_of
from vakdesk.kit.errors import Refused, Sentence
from vakdesk.notices.hearing import language_of, zone_of
from vakdesk.people.actors import actor_for
from vakdesk.people.models import Person
from vakdesk.records.models import Record
from vakdesk.ui.answers import allow, ask, carry_out, safe_next
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer
from vakdesk.ui.shell import Shell


@require_safe
def approvals(request: HttpRequest) -> Any:
    rows = Approval.objects.visible_to(_actor(request)).select_related("record", "requester", "asked_by")
    return answer(request, Approvals(_actor(request)), rows)


@require_safe
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _find(request, pk))


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    form = DecideForm(request.POST, actor=_actor(request))
    next_one = lambda done: reverse("approvals:approval", args=[done.pk])  # noqa: E731
    return carry_out(request, form, actions.decide, found, then=next_one, said=_said, page=partial(_page, request, _find(request, pk)))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    allow(request, WITHDRAW, found)
    page = partial(
        ask,
        request,
        title=_("Take back"),
        submit=_("Take back"),
        back=found.get_absolute_url(),
        intro=_("Nobody needs to decide any more. You can ask again."),
        subject=str(found),
        shell=Shell(request).base,
    )
    if request.method != "POST":
        return page(WithdrawForm())
    form = WithdrawForm(request.POST)
    return carry_out(request, form, actions.withdraw, found, then=found.get_absolute_url(), said=_("Taken back."), page=page)


def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a seat for which nobody can answer."""
    seat = get_object_or_404(Seat.objects.visible_to(_actor(request)).select_related("stage__approval__record", "person", "team"), pk=pk)
    found = seat.stage.approval
    allow(request, APPOINT, found)
    page = partial(
        ask,
        request,
        title=_("Ask somebody else"),
        submit=_("Ask them"),
        back=found.get_absolute_url(),
        intro=_("For %(seat)s nobody can decide now: they have left without a deputy, or it is their own wish.") % {"seat": seat},
        subject=str(found),
    )
    if request.method != "POST":
        return page(AppointForm(actor=_actor(request)))
    form = AppointForm(request.POST, actor=_actor(request))
    return carry_out(request, form, actions.appoint, seat, then=found.get_absolute_url(), said=_("Asked."), page=page)


def ask_approval(request: HttpRequest, reference: str) -> HttpResponse:
    """By hand, on any record one reads as the desk."""
    record = get_object_or_404(Record.objects.visible_to_staff(_actor(request)), reference=reference.upper())
    allow(request, ASK, record)
    back = safe_next(request, page_of(record))
    page = partial(ask, request, title=_("Ask for approval"), submit=_("Ask them"), back=back, subject=str(record))
    if request.method != "POST":
        return page(AskForm(actor=_actor(request), initial={"title": record.title}))
    form = AskForm(request.POST, actor=_actor(request))
    return carry_out(request, form, actions.ask, record, then=lambda made: made.get_absolute_url(), said=_("Asked."), page=page)


@require_http_methods(["GET", "HEAD", "POST"])
def deputies(request: HttpRequest) -> HttpResponse:
    """Who decides in my place, and in whose place I decide."""

    def page(form: Form) -> HttpResponse:
        rows = Deputy.objects.visible_to(_actor(request)).not_over().select_related("person", "deputy")
        mine = [one for one in rows if one.person_id == _actor(request).person_id]
        context = {"form": form, "mine": mine, "others": [one for one in rows if one not in mine]}
        return render(request, "approvals/deputies.html", context)

    if request.method != "POST":
        return page(DeputyForm(actor=_actor(request)))
    form = DeputyForm(request.POST, actor=_actor(request))
    me = Person.objects.get(pk=_actor(request).person_id)  # anyone: their own row
    here = reverse("approvals:deputies")
    return carry_out(request, form, actions.name_deputy, me, then=here, said=_("They decide in your place then."), page=page)


@require_POST
def end_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Deputy.objects.visible_to(_actor(request)).filter(person=_actor(request).person_id).select_related("person")
    here = reverse("approvals:deputies")
    return carry_out(
        request,
        Form(request.POST),
        actions.end_deputy,
        get_object_or_404(mine, pk=pk),
        then=here,
        said=_("Ended."),
        page=lambda form: deputies(request),
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """By a link out of a mail: GET shows what is asked, POST answers it, also without signing in. It can do nothing else."""
    link = links.read(token)
    if link is None:
        raise Http404
    with translation.override(language_of(link.person)), timezone.override(zone_of(link.person)):
        return _by_link(request, link)


def _by_link(request: HttpRequest, link: links.Link) -> HttpResponse:
    by, found = actor_for(link.person, door=Door.MAIL), link.approval
    asked = Seat.objects.for_decision_by(by).filter(stage__approval=found)  # anyone: narrower than sight
    if found.step != link.step or not asked.exists():
        return _link_page(request, link, status=410)
    form = DecideForm(request.POST or None, initial={"step": link.step})
    if request.method != "POST":
        return _link_page(request, link, form=form)
    if not form.is_valid():
        return _link_page(request, link, form=form, status=422)
    try:
        actions.decide(found, by=by, **{**form.cleaned_data, "step": link.step})
    except Refused as refusal:
        form.refuse(refusal)
        return _link_page(request, link, form=form, status=409)
    return _link_page(request, link, said=_said(found))


def _link_page(request: HttpRequest, link: links.Link, *, form: Form | None = None, said: Sentence = "", status: int = 200) -> HttpResponse:
    """What is asked with its form; without one what came of it, and nothing of what it was about."""
    context: dict[str, Any] = {"said": said, "person": link.person, "form": form, "is_over": status == 410}
    if form is not None:
        found = Approval.objects.with_all().get(pk=link.approval.pk)  # anyone: the link is for whoever holds it
        context |= {"approval": found, "shown": Shown(found, actor_for(link.person, door=Door.MAIL))}
    return render(request, "approvals/by_mail.html", context, status=status)


def _said(done: Approval) -> Sentence:
    if done.state == State.FALLEN:
        return _("It was changed since it was asked, so nothing is decided. Whoever asked hears of it.")
    if done.state == State.EXPIRED:
        return _("That was too late: nothing is decided. Whoever asked hears of it.")
    return _("Thank you. Your answer is with whoever asked.")


def _page(request: HttpRequest, found: Approval, form: Form | None = None) -> HttpResponse:
    shown = Shown(found, _actor(request))
    theirs = Seat.objects.for_decision_by(_actor(request)).filter(stage__approval=found)  # anyone: narrower than sight
    may_decide = theirs.select_related("person").first()
    context = {
        "approval": found,
        "shown": shown,
        "pill": state_pill(found),
        "seat": may_decide,
        "form": (form or DecideForm(initial={"step": found.step})) if may_decide else None,
        "refused": form,
    }
    return render(request, "approvals/approval.html", context)


def _find(request: HttpRequest, pk: int) -> Approval:
    found: Approval = get_object_or_404(Approval.objects.visible_to(_actor(request)).with_all(), pk=pk)
    return found


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
