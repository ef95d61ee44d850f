"""Growing. Designed for a trainee and a coach at one table: two views side by side, what comes next, and how the last plan went."""

from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.competence import actions, forms
from vakdesk.competence.matrix import sections_of
from vakdesk.competence.models import Need, Passport, Rating
from vakdesk.competence.permissions import COACH, KEEP
from vakdesk.kit.errors import NotAllowed
from vakdesk.standards.outlines import SHORT_NAMES
from vakdesk.standards.trees import Branch
from vakdesk.ui.answers import ask, carry_out


@dataclass(frozen=True)
class Line:
    """One thing asked, as its person sees it and as their coaches do."""

    branch: Branch
    own: Rating | None
    coach: Rating | None


@require_safe
def development(request: HttpRequest, person: int) -> HttpResponse:
    passport = _passport(request, person)
    key = request.GET.get("standard", "")
    key = key if key in passport.standards else ("nl-c0088" if "nl-c0088" in passport.standards else passport.standards[0])
    ratings = list(Rating.objects.visible_to(request.actor).filter(person=person, standard=key).select_related("rater"))
    own = {one.code: one for one in reversed(ratings) if one.rater_id == person}
    coach = {one.code: one for one in reversed(ratings) if one.rater_id != person}
    sections = [(branch, [Line(leaf, own.get(leaf.code), coach.get(leaf.code)) for leaf in leaves]) for branch, leaves in sections_of(key)]
    needs = Need.objects.visible_to(request.actor).filter(person=person).select_related("made_by", "coach").prefetch_related("steps")
    context = {
        "title": _("Growing"),
        "passport": passport,
        "is_own": person == request.actor.person_id,
        "sections": sections,
        "needs": list(needs[:MOST]),
        "key": key,
        "standards": [(one, SHORT_NAMES[one]) for one in passport.standards],
    }
    return render(request, "competence/development.html", context)


def rate(request: HttpRequest, person: int, standard: str, code: str) -> HttpResponse:
    passport, leaf = _passport(request, person), _leaf(standard, code)
    back = f"{reverse('competence:development', args=[person])}?standard={standard}"
    page = partial(
        ask, request, title=_("How far is it?"), submit=_("Save"), back=back, subject=f"{leaf.written} {leaf.gist or leaf.title}"
    )
    if request.method == "POST":
        form = forms.RateForm(request.POST, actor=request.actor)
        words = {"standard": standard, "code": code, "said": _("Saved.")}
        return carry_out(request, form, actions.rate, passport, then=back, page=page, **words)  # type: ignore[arg-type]
    return page(forms.RateForm(actor=request.actor))


def plan(request: HttpRequest, person: int, standard: str, code: str) -> HttpResponse:
    passport, leaf = _passport(request, person), _leaf(standard, code)
    back = f"{reverse('competence:development', args=[person])}?standard={standard}"
    page = partial(
        ask, request, title=_("What comes next?"), submit=_("Make the plan"), back=back, subject=f"{leaf.written} {leaf.gist or leaf.title}"
    )
    if request.method == "POST":
        form = forms.PlanForm(request.POST, actor=request.actor)
        words = {"standard": standard, "code": code, "said": _("Planned.")}
        return carry_out(request, form, actions.plan, passport, then=back, page=page, **words)  # type: ignore[arg-type]
    return page(forms.PlanForm(actor=request.actor))


@require_POST
def finish_step(request: HttpRequest, pk: int) -> HttpResponse:
    need = _need(request, pk)
    back = reverse("competence:development", args=[need.person_id])
    page = partial(ask, request, title=_("That was not possible"), submit=_("Try again"), back=back)
    return carry_out(
        request, forms.StepForm(request.POST, actor=request.actor), actions.finish_step, need, then=back, page=page, said=_("Done.")
    )


def review(request: HttpRequest, pk: int) -> HttpResponse:
    need = _need(request, pk)
    back = reverse("competence:development", args=[need.person_id])
    intro = _("It is over once both of you have looked back on it.")
    page = partial(ask, request, title=_("How did it go?"), submit=_("Save"), back=back, subject=str(need), intro=intro)
    if request.method == "POST":
        form = forms.ReviewForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.review, need, then=back, page=page, said=_("Saved."))
    return page(forms.ReviewForm(actor=request.actor))


#: So many plans one page tells of.
MOST = 20


def _passport(request: HttpRequest, person: int) -> Passport:
    passport = get_object_or_404(Passport.objects.visible_to(request.actor).select_related("person"), person=person)
    if not (request.actor.may(KEEP, passport) or request.actor.may(COACH)):
        raise NotAllowed(KEEP.sentence)
    return passport


def _need(request: HttpRequest, pk: int) -> Need:
    return get_object_or_404(Need.objects.visible_to(request.actor), pk=pk)


def _leaf(standard: str, code: str) -> Branch:
    if standard not in SHORT_NAMES:
        raise Http404
    found = next((leaf for _branch, leaves in sections_of(standard) for leaf in leaves if leaf.code == code), None)
    if found is None:
        raise Http404
    return found
