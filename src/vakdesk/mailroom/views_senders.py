"""Whose words are these? Approving unknown senders, naming who wrote a message, and closing breakers."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from vakdesk.kit.errors import NotAllowed
from vakdesk.mailroom import adopting, breakers
from vakdesk.mailroom.delivering import organisation_of
from vakdesk.mailroom.forms import AdoptForm, ApproveForm
from vakdesk.mailroom.models import Arrival, Breaker
from vakdesk.mailroom.parsing import Letter, parse
from vakdesk.mailroom.permissions import ADOPT, TEND
from vakdesk.mailroom.speaking import sender_of
from vakdesk.mailroom.wording import name_of
from vakdesk.ui.answers import ask, carry_out, safe_next
from vakdesk.ui.forms import Form


def approve(request: HttpRequest, pk: int) -> HttpResponse:
    _allowed(request, TEND)
    shown = get_object_or_404(Arrival.objects.visible_to(request.actor).select_related("original", "mailbox"), pk=pk)  # type: ignore[attr-defined]
    letter = _letter_of(shown)
    initial = {"name": name_of(letter), "organisation": organisation_of(letter.sender.domain)} if letter and letter.sender else {}
    form = ApproveForm(*_sent(request), actor=request.actor, initial=initial)  # type: ignore[attr-defined]
    intro = _("They become a requester, and everything that waits from them is taken in.")
    page = partial(
        ask,
        request,
        title=_("Approve this sender?"),
        submit=_("Approve and take in"),
        back=shown.get_absolute_url(),
        subject=shown.sender,
        intro=intro,
    )
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, adopting.approve, shown, then=shown.get_absolute_url(), said=_("Taken in."), page=page)


def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    _allowed(request, ADOPT)
    shown = get_object_or_404(
        Arrival.objects.visible_to_adopt(request.actor).select_related("original", "mailbox", "record", "message"),  # type: ignore[attr-defined]
        pk=pk,
    )
    _allowed(request, adopting.permission_to_adopt(shown))
    letter = _letter_of(shown)
    form = AdoptForm(*_sent(request), actor=request.actor)  # type: ignore[attr-defined]
    if letter is None or letter.sender is None or sender_of(letter) is not None:
        del form.fields["is_their_address"]
    back = _ticket_of(shown) or shown.get_absolute_url()
    intro = _("It counts as their word: on this ticket where it is theirs, else as a new ticket of theirs. Your name stays with it.")
    page = partial(ask, request, title=_("Who wrote this?"), submit=_("They wrote it"), back=back, subject=shown.sender, intro=intro)
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, adopting.adopt, shown, then=_ticket_of, said=_("It counts as their word now."), page=page)


def close_breaker(request: HttpRequest, pk: int) -> HttpResponse:
    _allowed(request, TEND)
    shown = get_object_or_404(Breaker.objects.visible_to(request.actor), pk=pk)  # type: ignore[attr-defined]
    back = safe_next(request, reverse("mailroom:mail"))
    intro = _("What was held back is taken in within a few minutes. If as much comes again within an hour, it is held back again.")
    page = partial(ask, request, title=_("Let this mail pass again?"), submit=_("Let it pass"), back=back, subject=shown.key, intro=intro)
    form = Form(*_sent(request))
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, breakers.close_breaker, shown, then=back, said=_("Mail passes again."), page=page)


def _ticket_of(shown: Arrival) -> str:
    return reverse(shown.record.declared.url_name, args=[shown.record.reference]) if shown.record else ""


def _letter_of(shown: Arrival) -> Letter | None:
    letter = parse(shown.read())
    return letter if isinstance(letter, Letter) else None


def _sent(request: HttpRequest) -> tuple[object, ...]:
    return (request.POST,) if request.method == "POST" else ()


def _allowed(request: HttpRequest, permission: object) -> None:
    if not request.actor.reach(permission):  # type: ignore[attr-defined]
        raise NotAllowed(_("Mail that arrived is tended by team leads and administrators of the whole desk. Ask one of them."))
