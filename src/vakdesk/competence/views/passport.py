"""The passport. Designed for a trainee in week eight who asks: what is there already, what is missing, what can I do next?"""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.competence import actions, forms
from vakdesk.competence.hints import hints as found_hints
from vakdesk.competence.kinds import Readiness
from vakdesk.competence.matrix import Book, Standard, gaps
from vakdesk.competence.models import Passport
from vakdesk.competence.permissions import HINT, SEE
from vakdesk.competence.printing import as_pdf as printed
from vakdesk.people.models import Person
from vakdesk.standards.crosswalk import activities
from vakdesk.standards.outlines import outlines
from vakdesk.standards.validity import validity
from vakdesk.ui.answers import allow, ask, carry_out


@require_safe
def passport(request: HttpRequest) -> HttpResponse:
    """One's own; whoever has none yet is told what it is and may open it."""
    allow(request, SEE)
    found = Passport.objects.visible_to(request.actor).select_related("person").filter(person=request.actor.person_id).first()
    if found is None:
        return render(request, "competence/none.html", {"title": _("Passport")})
    return show(request, Book.of(found, own=True))


def open_own(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    person = Person.objects.visible_to(request.actor).get(pk=request.actor.person_id)
    back = reverse("competence:passport")
    intro = _("From that day on the desk shows you what your work speaks to. Nobody else sees it before you submit it.")
    page = partial(ask, request, title=_("Open your passport"), submit=_("Open it"), back=back, intro=intro)
    if request.method == "POST":
        form = forms.OpenForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.open_passport, person, then=back, page=page, said=_("It is open."))
    return page(forms.OpenForm(actor=request.actor))


@require_safe
def as_pdf(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    found = Passport.objects.visible_to(request.actor).select_related("person").filter(person=request.actor.person_id).first()
    if found is None:
        return render(request, "competence/none.html", {"title": _("Passport")})
    return pdf(request, Book.of(found, own=True))


@require_POST
def set_hints(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    found = get_object_or_404(Passport.objects.visible_to(request.actor), person=request.actor.person_id)
    back = reverse("competence:passport")
    page = partial(ask, request, title=_("That was not possible"), submit=_("Try again"), back=back)
    form = forms.PlainForm(request.POST, actor=request.actor)
    return carry_out(request, form, actions.set_hints, found, then=back, page=page, said=_("Saved."), on="on" in request.POST)


@require_safe
def hints(request: HttpRequest) -> HttpResponse:
    """For whoever assigns: open tickets nobody has that would help somebody who asked for it."""
    allow(request, HINT)
    return render(request, "competence/hints.html", {"title": _("Would help somebody"), "hints": found_hints(request.actor)})


def show(request: HttpRequest, book: Book) -> HttpResponse:
    """The page of a passport, of the standard that the address names."""
    standard = chosen(request, book)
    wanting = gaps(standard)
    context = {
        "title": _("Passport"),
        "book": book,
        "standard": standard,
        "validity": validity(outlines()[standard.key]),
        "next_gap": wanting[0] if wanting else None,
        "next_activity": activities()[wanting[0][1][0]] if wanting else None,
        "waiting": sum(one.count for one in book.waiting.values()),
        "must_see": standard.those(Readiness.SEEN),
        "print_url": reverse("competence:pdf") if book.own else reverse("competence:pdf_of", args=[book.person.pk]),
    }
    return render(request, "competence/passport.html", context)


def pdf(request: HttpRequest, book: Book) -> HttpResponse:
    standard = chosen(request, book)
    page = reverse("competence:passport") if book.own else book.passport.get_absolute_url()
    address = request.build_absolute_uri(f"{page}?standard={standard.key}")
    return HttpResponse(
        printed(book, standard, address=address),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="passport-{standard.key}.pdf"', "Cache-Control": "private, no-store"},
    )


def chosen(request: HttpRequest, book: Book) -> Standard:
    """The one the address names, else the one of which most places have material."""
    asked = request.GET.get("standard", "")
    fullest = max(book.standards, key=lambda one: one.with_material / one.places)
    return next((one for one in book.standards if one.key == asked), fullest)
