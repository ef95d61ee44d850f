"""Mail that arrived, and the quarantine. Designed for an administrator who is asked "where is my mail?"."""

from functools import partial

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed, Sentence
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import lines
from vakdesk.mailroom import actions
from vakdesk.mailroom.adopting import is_adoptable
from vakdesk.mailroom.forms import DiscardForm
from vakdesk.mailroom.kinds import Outcome
from vakdesk.mailroom.lists import AUTHENTICITY_TONES, TONES, Mail
from vakdesk.mailroom.models import Arrival, Breaker
from vakdesk.mailroom.parsing import Letter, parse
from vakdesk.mailroom.permissions import TEND
from vakdesk.records.store import open_blob
from vakdesk.ui.answers import ask, carry_out
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer
from vakdesk.ui.timeline import Item

SHOWN_CHARACTERS = 10_000


@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    actor = _tending(request)
    held = Breaker.objects.visible_to(actor).open().order_by("-opened_at")
    return answer(request, Mail(), Arrival.objects.visible_to(actor).select_related("record"), breakers=held)  # type: ignore[return-value]


@require_safe
def arrival(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    letter = _letter_of(shown)
    told = lines(Entry.objects.about(shown))  # anyone: who sees the mail sees what became of it
    context = {
        "arrival": shown,
        "title": str(shown),
        "tone": TONES.get(Outcome(shown.outcome), "plain"),
        "is_quarantined": shown.outcome == Outcome.QUARANTINED,
        "is_held": shown.outcome == Outcome.HELD,
        "is_adoptable": letter is not None and is_adoptable(shown),
        "reads_as": _in_ascii(letter.sender.domain) if letter and letter.sender else "",
        "authenticity_tone": AUTHENTICITY_TONES[shown.authenticity],
        "letter": letter,
        "text": (letter.text if letter else "")[:SHOWN_CHARACTERS],
        "items": [Item(kind="entry", who=line.actor, at=line.entry.happened_at, body=line.sentence, icon=line.icon) for line in told],
        "ticket_url": reverse(shown.record.declared.url_name, args=[shown.record.reference]) if shown.record else "",
    }
    return render(request, "mailroom/arrival.html", context)


@require_safe
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The bytes as they came, to be saved."""
    shown = _find(request, pk)
    if shown.original is None:
        raise Http404
    try:
        stored = open_blob(shown.original)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stored, as_attachment=True, filename=f"message-{shown.pk}.eml", content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def retry(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    intro = _("The message is read once more. If it still cannot be taken in, it waits here again.")
    page = partial(ask, request, title=_("Try again"), submit=_("Try again"), back=shown.get_absolute_url(), intro=intro)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, actions.retry, shown, then=shown.get_absolute_url(), said=_said, page=page)


def discard(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _find(request, pk)
    intro = _("Nothing comes of the message. Its original stays, and your reason with it.")
    page = partial(ask, request, title=_("Discard"), submit=_("Discard"), back=shown.get_absolute_url(), intro=intro, danger=True)
    form = DiscardForm(request.POST or None)
    if request.method != "POST":
        return page(form)
    return carry_out(request, form, actions.discard, shown, then=reverse("mailroom:mail"), said=_("Discarded."), page=page)


def _said(tried: Arrival) -> Sentence:
    if tried.outcome == Outcome.QUARANTINED:
        return _("It could still not be taken in.")
    return _("Taken in: %(outcome)s.") % {"outcome": tried.get_outcome_display()}


def _tending(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.reach(TEND).house:
        raise NotAllowed(_("Mail that arrived is tended by team leads and administrators of the whole desk. Ask one of them."))
    return actor


def _find(request: HttpRequest, pk: int) -> Arrival:
    return get_object_or_404(Arrival.objects.visible_to(_tending(request)).select_related("record", "original", "message"), pk=pk)


def _in_ascii(domain: str) -> str:
    """A domain with letters that may look like others, as the network writes it; "" for a plain one."""
    if domain.isascii():
        return ""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain.encode("punycode").decode()


def _letter_of(shown: Arrival) -> Letter | None:
    try:
        letter = parse(shown.read())
    except OSError:
        return None
    return letter if isinstance(letter, Letter) else None
