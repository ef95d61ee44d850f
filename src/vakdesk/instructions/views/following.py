"""Following an instruction: one page, on paper, or one step at a time. Designed for a teacher with a phone in one hand."""

from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.access.actors import Door
from vakdesk.instructions import actions
from vakdesk.instructions.forms import AcknowledgeForm, FailedForm, PlainForm
from vakdesk.instructions.media import shown
from vakdesk.instructions.models import Giving, Instruction, Medium
from vakdesk.instructions.printing import as_pdf
from vakdesk.instructions.views.finding import Reading, for_readers, on_own
from vakdesk.records.store import open_blob
from vakdesk.ui.answers import ask, carry_out
from vakdesk.ui.forms import Form

SHELL = {"shell": "ui/portal.html"}
MOST_SHOWN = 50
#: Whatever a file says it is, a browser that opens it may run nothing in it.
POLICY = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'self'"
SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4"}


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What was given to the reader, what is to be done first; and what anybody finds."""
    given = list(
        Giving.objects.visible_to(request.actor)
        .of(request.actor.person_id)
        .standing()
        .with_words()
        .order_by("-given_at", "-pk")[:MOST_SHOWN]
    )
    have = {one.instruction_id for one in given}
    found = Instruction.objects.visible_to(request.actor).open_to(request.actor).with_words().order_by("record__title", "pk")[:MOST_SHOWN]
    context = {
        "waiting": [one for one in given if one.is_open],
        "over": [one for one in given if not one.is_open],
        "found": [one for one in found if one.pk not in have],
    }
    return render(request, "instructions/mine.html", context)


@require_safe
@for_readers
def read(request: HttpRequest, reading: Reading) -> HttpResponse:
    """All of it on one page, which is also what is printed."""
    return render(request, "instructions/read.html", _context(reading))


@require_safe
@for_readers
def pdf(request: HttpRequest, reading: Reading) -> HttpResponse:
    address = request.build_absolute_uri(reverse("instructions:read", args=[reading.instruction.reference]))
    response = HttpResponse(as_pdf(reading.title, reading.content, reading.instruction, address=address), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{reading.instruction.reference}.pdf"'
    return response


@require_safe
@for_readers
def step(request: HttpRequest, reading: Reading, number: int) -> HttpResponse:
    """One step of it, with the way on and back."""
    steps = shown(reading.content)
    if not 1 <= number <= len(steps):
        raise Http404
    context = _context(reading) | {"shown": steps[number - 1], "number": number, "count": len(steps), "before": number - 1}
    return render(request, "instructions/step.html", context | {"after": number + 1 if number < len(steps) else 0})


@require_safe
@for_readers
def end(request: HttpRequest, reading: Reading) -> HttpResponse:
    """How one checks it, and for whom it was given to: the questions, and whether it worked."""
    return _end(request, reading)


@require_POST
@on_own
def begin(request: HttpRequest, giving: Giving) -> HttpResponse:
    then = reverse("instructions:step", args=[giving.instruction.reference, 1])
    return _press(request, giving, actions.begin, then)


@on_own
def acknowledge(request: HttpRequest, giving: Giving) -> HttpResponse:
    _at_the_portal(request)
    then = reverse("instructions:end", args=[giving.instruction.reference])
    if request.method != "POST":
        return _end(request, Reading(giving.instruction, giving.edition, giving))
    form = AcknowledgeForm(request.POST, actor=request.actor, giving=giving)

    def page(given: Form) -> HttpResponse:
        return _end(request, Reading(giving.instruction, giving.edition, giving), given)

    return carry_out(request, form, actions.acknowledge, giving, then=then, page=page)


@require_POST
@on_own
def worked(request: HttpRequest, giving: Giving) -> HttpResponse:
    then = reverse("instructions:mine")
    return _press(request, giving, actions.say_it_worked, then, said=_("Thank you. Good to hear that it works."))


@on_own
def failed(request: HttpRequest, giving: Giving) -> HttpResponse:
    _at_the_portal(request)
    page: partial[HttpResponse] = partial(
        ask,
        request,
        title=_("It did not work"),
        submit=_("Tell us"),
        back=reverse("instructions:end", args=[giving.instruction.reference]),
        subject=giving.edition.title,
        intro=_("Somebody of the service desk looks at it with you."),
        **SHELL,
    )
    if request.method == "POST":
        form = FailedForm(request.POST, actor=request.actor)
        said = _("Thank you. Somebody of the service desk gets in touch with you.")
        return carry_out(request, form, actions.say_it_failed, giving, then=reverse("instructions:mine"), page=page, said=said)
    return page(FailedForm(actor=request.actor))


@require_safe
def medium(request: HttpRequest, pk: int) -> FileResponse:
    """A picture or a video for whoever may read the instruction; captions as what they are."""
    found = get_object_or_404(Medium.objects.visible_to(request.actor).select_related("blob"), pk=pk)
    kind = found.blob.content_type if found.blob.content_type in SHOWN else "text/vtt; charset=utf-8"
    try:
        stored = open_blob(found.blob)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stored, content_type=kind, filename=found.name)
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _context(reading: Reading) -> dict[str, Any]:
    content = reading.content
    return {
        "reading": reading,
        "instruction": reading.instruction,
        "title": reading.title,
        "content": content,
        "steps": shown(content),
        "giving": reading.giving,
    }


def _end(request: HttpRequest, reading: Reading, form: Form | None = None) -> HttpResponse:
    giving = reading.giving
    context = _context(reading) | {"count": len(reading.content.steps)}
    if giving is not None and giving.is_open:
        context["form"] = form or AcknowledgeForm(actor=request.actor, giving=giving)
    return render(request, "instructions/end.html", context)


def _at_the_portal(request: HttpRequest) -> None:
    request.actor = request.actor.through(Door.PORTAL)


def _press(request: HttpRequest, giving: Giving, action: Any, then: str, *, said: str = "") -> HttpResponse:
    _at_the_portal(request)
    page: partial[HttpResponse] = partial(ask, request, title=giving.edition.title, submit=_("Try again"), back=then, **SHELL)
    return carry_out(request, PlainForm(request.POST, actor=request.actor), action, giving, then=then, page=page, said=said)
