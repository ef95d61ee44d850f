"""The group of a coach. Designed for a coach with half an hour: who has what, who needs what next, and writing down what one saw."""

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vakdesk.competence import actions, forms
from vakdesk.competence.matrix import Book, Standard
from vakdesk.competence.models import Copy, Evidence, Passport
from vakdesk.competence.permissions import COACH, SEE
from vakdesk.competence.queries import coached_by
from vakdesk.competence.views.passport import pdf, show
from vakdesk.people.models import Person
from vakdesk.standards.outlines import KEYS, SHORT_NAMES, outlines
from vakdesk.ui.answers import allow, ask, carry_out

#: As many people as one table shows.
MOST = 60


@dataclass(frozen=True)
class Line:
    person: Person
    standard: Standard | None


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody one coaches who works here, by the parts of one standard; who has no passport yet stands below."""
    allow(request, COACH)
    key = request.GET.get("standard", "")
    key = key if key in KEYS else "nl-c0088"
    passports = list(Passport.objects.visible_to(request.actor).exclude(person=request.actor.person_id).select_related("person")[:MOST])
    evidence = _evidence([one.person_id for one in passports], request)
    lines = [Line(one.person, Book(one, False, evidence.get(one.person_id, [])).standard(key)) for one in passports]
    without = coached_by(request.actor).active().holding(SEE).exclude(passport__isnull=False).distinct()[:MOST]
    context = {
        "title": _("Whom I coach"),
        "lines": lines,
        "sections": lines[0].standard.sections if lines and lines[0].standard else [],
        "without": without,
        "copies": Copy.objects.visible_to(request.actor)
        .waiting()
        .exclude(prepared_by=request.actor.person_id)
        .select_related("prepared_by")[:MOST],
        "key": key,
        "standards": [(one, SHORT_NAMES[one], outlines()[one].name) for one in KEYS],
    }
    return render(request, "competence/people.html", context)


@require_safe
def passport_of(request: HttpRequest, person: int) -> HttpResponse:
    return show(request, Book.of(_passport(request, person), own=person == request.actor.person_id))


@require_safe
def pdf_of(request: HttpRequest, person: int) -> HttpResponse:
    return pdf(request, Book.of(_passport(request, person), own=person == request.actor.person_id))


def open_theirs(request: HttpRequest, person: int) -> HttpResponse:
    found = get_object_or_404(coached_by(request.actor), pk=person)
    allow(request, COACH)
    back = reverse("competence:people")
    page = partial(ask, request, title=_("Open their passport"), submit=_("Open it"), back=back, subject=str(found))
    if request.method == "POST":
        form = forms.OpenForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.open_passport, found, then=back, page=page, said=_("It is open."))
    return page(forms.OpenForm(actor=request.actor))


def observe(request: HttpRequest, person: int) -> HttpResponse:
    passport = _coached(request, person)
    back = passport.get_absolute_url()
    intro = _("It waits for them to submit it.")
    page = partial(
        ask, request, title=_("Write down what you saw"), submit=_("Write it down"), back=back, subject=str(passport), intro=intro
    )
    if request.method == "POST":
        form = forms.ObserveForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.observe, passport, then=back, page=page, said=_("Written down."))
    return page(forms.ObserveForm(actor=request.actor))


@never_cache
def ask_witness(request: HttpRequest, person: int) -> HttpResponse:
    """The link is shown once, in the answer itself: it is kept nowhere, and the person it is about never meets it."""
    passport = _coached(request, person)
    back = passport.get_absolute_url()
    intro = _("You get a link to send to them. It holds for three weeks, and once.")
    page = partial(ask, request, title=_("Ask a witness"), submit=_("Make the link"), back=back, subject=str(passport), intro=intro)
    if request.method != "POST":
        return page(forms.AskWitnessForm(actor=request.actor))
    form = forms.AskWitnessForm(request.POST, actor=request.actor)
    if not form.is_valid():
        answer = page(form)
        answer.status_code = 422
        return answer
    token = actions.ask_witness(passport, by=request.actor, **form.cleaned_data)
    link = request.build_absolute_uri(reverse("competence:testify", args=[token]))
    return render(
        request, "competence/link.html", {"title": _("The link of the witness"), "link": link, "passport": passport, "back": back}
    )


def _passport(request: HttpRequest, person: int) -> Passport:
    return get_object_or_404(Passport.objects.visible_to(request.actor).select_related("person"), person=person)


def _coached(request: HttpRequest, person: int) -> Passport:
    passport = _passport(request, person)
    allow(request, COACH)
    return passport


def _evidence(people: list[int], request: HttpRequest) -> dict[int, list[Evidence]]:
    found: dict[int, list[Evidence]] = {}
    for one in Evidence.objects.visible_to(request.actor).submitted().filter(person__in=people).with_work():
        if one.counts:
            found.setdefault(one.person_id, []).append(one)
    return found
