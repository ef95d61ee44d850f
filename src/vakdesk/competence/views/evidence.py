"""My evidence. Designed for a trainee on Friday afternoon: what did I do this week, what of it do I want to show, and how was it?"""

from functools import partial

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vakdesk.competence import actions, forms
from vakdesk.competence.authorship import share_of
from vakdesk.competence.lists import MyEvidence, MyWork
from vakdesk.competence.models import Copy, Evidence, Passport, Suggestion
from vakdesk.competence.permissions import KEEP, SEE
from vakdesk.competence.suggesting import ABOUT
from vakdesk.kit import clock
from vakdesk.logbook.models import Entry
from vakdesk.logbook.sentences import Line, lines
from vakdesk.records.store import open_blob
from vakdesk.standards.crosswalk import Activity
from vakdesk.standards.outlines import SHORT_NAMES
from vakdesk.tickets.models import Ticket
from vakdesk.ui.answers import allow, ask, carry_out
from vakdesk.ui.files import POLICY
from vakdesk.ui.lists import answer

#: So many of the things that happened since are told.
TOLD = 8


def suggestions(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Suggestion.objects.visible_to(request.actor).to_submit(clock.now()).select_related("record")
    return answer(request, MyWork(), rows, tab="work", **_mine(request))


def mine(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    rows = Evidence.objects.visible_to(request.actor).filter(person=request.actor.person_id).with_work()
    return answer(request, MyEvidence(), rows, tab="mine", **_mine(request))


def submit(request: HttpRequest, pk: int) -> HttpResponse:
    allow(request, SEE)
    found = get_object_or_404(Suggestion.objects.visible_to(request.actor).to_submit(clock.now()).select_related("record"), pk=pk)
    passport = _own(request)
    ticket = Ticket.objects.visible_to_staff(request.actor).filter(pk=found.record_id).select_related("record", "category").first()
    if passport is None or ticket is None:
        raise Http404
    share = share_of(found.record_id, passport.person_id)
    traces = list(found.traces.filter(ripe_at__lte=clock.now()))
    make = partial(forms.SubmitForm, actor=request.actor, traces=traces, counted=share.percent)

    def page(form: forms.SubmitForm) -> HttpResponse:
        context = {
            "form": form,
            "ticket": ticket,
            "suggestion": found,
            "share": share,
            "title": _("Submit as evidence"),
            "submit": _("Submit as evidence"),
            "action": request.get_full_path(),
            "back": reverse("competence:suggestions"),
            "base": "ui/desk.html",
        }
        return render(request, "competence/submit.html", context)

    if request.method == "POST":
        words = {"said": _("Submitted as evidence."), "record": found.record}
        return carry_out(request, make(request.POST), actions.submit, passport, then=_page_of, page=page, **words)  # type: ignore[arg-type]
    return page(make())


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """A piece, with what it speaks to in each standard and, where the record went on, what happened since."""
    found = _evidence(request, pk)
    may_read = _may_read(request, found)
    context = {
        "title": str(found),
        "piece": found,
        "told": forms.told(found),
        "since": _since(found) if may_read else [],
        "may_read": may_read,
        "reached": [(activity, reached(activity)) for activity in found.shown_activities],
        "copies": Copy.objects.visible_to(request.actor).filter(evidence=found),
        "is_own": found.person_id == request.actor.person_id,
        "log": lines(Entry.objects.about(found)),  # anyone: who reads the evidence reads what became of it
    }
    return render(request, "competence/evidence.html", context)


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    found = _evidence(request, pk)
    allow(request, KEEP, found)
    page = partial(
        ask,
        request,
        title=_("Submit as evidence"),
        submit=_("Submit as evidence"),
        back=found.get_absolute_url(),
        subject=str(found),
        intro=found.statement,
    )
    if request.method == "POST":
        form = forms.AcceptForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.accept, found, then=found.get_absolute_url(), page=page, said=_("Submitted as evidence."))
    return page(forms.AcceptForm(actor=request.actor))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _evidence(request, pk)
    allow(request, KEEP, found)
    intro = _("It counts for nothing any more. You can submit the work again.")
    page = partial(
        ask,
        request,
        title=_("Withdraw this evidence"),
        submit=_("Withdraw"),
        back=found.get_absolute_url(),
        subject=str(found),
        intro=intro,
    )
    if request.method == "POST":
        form = forms.PlainForm(request.POST, actor=request.actor)
        return carry_out(request, form, actions.withdraw, found, then=found.get_absolute_url(), page=page, said=_("Withdrawn."))
    return page(forms.PlainForm(actor=request.actor))


def bring(request: HttpRequest) -> HttpResponse:
    allow(request, SEE)
    passport = _own(request)
    if passport is None:
        raise Http404
    back = reverse("competence:mine")
    intro = _("Something you made elsewhere, or a certificate. Leave out what tells about other people.")
    page = partial(ask, request, title=_("Bring evidence from elsewhere"), submit=_("Submit as evidence"), back=back, intro=intro)
    if request.method == "POST":
        form = forms.BringForm(request.POST, request.FILES, actor=request.actor)
        return carry_out(request, form, actions.bring, passport, then=_page_of, page=page, said=_("Submitted as evidence."))
    return page(forms.BringForm(actor=request.actor))


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    found = _evidence(request, pk)
    if found.blob is None:
        raise Http404
    response = FileResponse(open_blob(found.blob), as_attachment=True, filename=found.file_name, content_type="application/octet-stream")
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def reached(activity: Activity) -> list[tuple[str, list[str]]]:
    """What it speaks to, as (short name of the standard, codes)."""
    return [(SHORT_NAMES[key], list(codes)) for key, codes in activity.nodes.items() if codes]


def _mine(request: HttpRequest) -> dict[str, object]:
    passport = _own(request)
    return {"has_passport": passport is not None, "person": passport.person_id if passport else None}


def _page_of(made: Evidence) -> str:
    return made.get_absolute_url()


def _own(request: HttpRequest) -> Passport | None:
    return Passport.objects.visible_to(request.actor).filter(person=request.actor.person_id).first()


def _evidence(request: HttpRequest, pk: int) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(request.actor).with_work(), pk=pk)


def _since(found: Evidence) -> list[Line]:
    """What happened to the record since it was submitted, for whoever reads the record."""
    if not found.has_changed_since:
        return []
    entries = Entry.objects.filter(subject_id=found.record_id, subject_type__in=ABOUT)  # anyone: asked for readers of the record alone
    return lines(entries.filter(book=found.book, position__gt=found.position).order_by("position")[:TOLD])


def _may_read(request: HttpRequest, found: Evidence) -> bool:
    """Evidence is seen in place, by whoever may read its record: it opens nothing."""
    return found.record is not None and Ticket.objects.visible_to_staff(request.actor).filter(pk=found.record_id).exists()
