"""What became of it: the list of reports, one report with everything said about it, and the page after sending."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vakdesk.feedback.models import Rating
from vakdesk.feedback.views import faces
from vakdesk.kit import clock
from vakdesk.notices import actions as notices
from vakdesk.portal.approving import approvals_on
from vakdesk.portal.forms import AnswerForm
from vakdesk.portal.lists import Reports
from vakdesk.portal.queries import reports_for
from vakdesk.portal.telling import timeline
from vakdesk.portal.views.finding import at_the_portal, on_report
from vakdesk.portal.words import standing
from vakdesk.records.kinds import Side
from vakdesk.records.models import Draft
from vakdesk.scripts.permissions import ANSWER
from vakdesk.scripts.showing import Asked
from vakdesk.shifts.models import Appointment
from vakdesk.tasks.queries import public_tasks_of
from vakdesk.tickets import permissions
from vakdesk.tickets.due import promise_of
from vakdesk.tickets.kinds import State
from vakdesk.tickets.models import Ticket
from vakdesk.ui.forms import Form
from vakdesk.ui.lists import answer


@require_safe
@at_the_portal
def reports(request: HttpRequest) -> HttpResponse:
    return answer(request, Reports(request.actor), reports_for(request.actor))


@require_safe
@on_report
def report(request: HttpRequest, report: Ticket) -> HttpResponse:
    notices.mark_read_about(report.record, by=request.actor)
    return show(request, report)


@require_safe
@on_report
def sent(request: HttpRequest, report: Ticket) -> HttpResponse:
    return render(
        request, "portal/sent.html", {"report": report, "person": request.user, "email": request.user.email, "promise": promise_of(report)}
    )


def show(request: HttpRequest, report: Ticket, form: Form | None = None) -> HttpResponse:
    """The page of a report, with the answer that was refused if there is one."""
    actor = request.actor
    draft = Draft.objects.filter(record=report.pk, person=actor.person_id, side=Side.PUBLIC).first()
    may_reopen = report.state == State.CLOSED and report.merged_into_id is None and actor.may(permissions.REOPEN, report)
    is_over = report.merged_into_id is not None and report.root.state == State.CLOSED
    context = {
        "report": report,
        "standing": standing(report),
        "promise": promise_of(report),
        "is_own": report.requester_id == actor.person_id,
        "items": timeline(report),
        "form": form or AnswerForm(initial={"text": draft.text if draft else ""}),
        "saved": draft.saved_at if draft else None,
        "together": reports_for(actor).filter(pk=report.root.pk).first() if report.merged_into_id else None,
        "may_answer": report.is_spoken_on and actor.may(permissions.REPLY, report),
        "may_confirm": report.state == State.RESOLVED and actor.may(permissions.CONFIRM, report),
        "may_withdraw": report.is_open and actor.may(permissions.WITHDRAW, report),
        "may_reopen": may_reopen and _closed_lately(report),
        "is_too_late": (may_reopen and not _closed_lately(report)) or (is_over and report.root.requester_id != report.requester_id),
        "open_until": report.closed_at and report.closed_at + timedelta(days=settings.REOPEN_WITHIN_DAYS),
    }
    may_tell = context["may_answer"] and report.is_open and actor.may(ANSWER, report)
    context["questions"] = len(Asked(report).open) if may_tell else 0
    context["approvals"] = approvals_on(report.record)
    context["tasks"] = public_tasks_of(report.record)
    if context["is_own"] and report.state == State.CLOSED and not report.record.restricted:
        rating = Rating.objects.visible_to(actor).filter(ticket=report).first()
        context |= {"rating": rating, "faces": faces(rating.score if rating else None)}
    rows = Appointment.objects.filter(ticket=report.pk)  # anyone: of a report that this reader was allowed to find
    context["appointments"] = rows.select_related("person").order_by("starts_at", "pk")
    return render(request, "portal/report.html", context)


def _closed_lately(report: Ticket) -> bool:
    assert report.closed_at is not None
    return clock.now() - report.closed_at <= timedelta(days=settings.REOPEN_WITHIN_DAYS)
