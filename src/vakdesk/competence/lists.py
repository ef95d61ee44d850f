"""Lists of one's own: work that could be submitted, and evidence that was."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from vakdesk.competence.deriving import SUGGESTED
from vakdesk.competence.kinds import EvidenceState
from vakdesk.competence.models import Evidence, Suggestion, Trace
from vakdesk.kit import clock
from vakdesk.standards.crosswalk import activities
from vakdesk.ui.components import in_words, pill
from vakdesk.ui.lists import Choice, Column, Context, Empty, ListPage, Sort, View, work_row

TONES = {
    EvidenceState.ASKED: "plain",
    EvidenceState.OFFERED: "special",
    EvidenceState.SUBMITTED: "good",
    EvidenceState.WITHDRAWN: "plain",
    EvidenceState.ERASED: "bad",
}


def marks(codes: list[str]) -> SafeString:
    """The activities as small codes, each with its words on hover and for who listens."""
    known = activities()
    told = ((known[code], code, known[code]) for code in codes if code in known)
    return format_html(
        '<span class="evidence-codes">{}</span>', format_html_join("", '<span title="{}"><b>{}</b><span class="sr"> {}</span></span>', told)
    )


class MyWork(ListPage):
    name = "my-work"
    heading = _("My evidence")
    layout = "rows"
    template = "competence/work.html"
    columns = (
        Column("reference", _("Number"), lambda row: row.record.reference),
        Column("title", _("Subject"), lambda row: row.record.title),
        Column("happened", _("When"), lambda row: row.happened_at),
    )
    sorts = (Sort("newest", _("Newest"), ("-happened_at", "-pk")), Sort("oldest", _("Oldest"), ("happened_at", "pk")))
    filters = (
        Choice(
            "activity",
            _("What it shows"),
            lambda actor: [(code, one) for code, one in activities().items() if code in SUGGESTED],
            narrowed=lambda rows, given: rows.filter(traces__activity=given, traces__ripe_at__lte=clock.now()),
            offers=(),
        ),
    )
    empty = Empty(
        _("Nothing to submit yet"),
        _("What you do on tickets comes here by itself, once it has held: registered, solved, verified, handed over."),
        "file-check",
    )

    def prepare(self, rows: list[Suggestion], actor: Any) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        traces = Trace.objects.filter(suggestion__in=[row.pk for row in rows], ripe_at__lte=clock.now())
        for pk, code in traces.values_list("suggestion", "activity"):
            found.setdefault(pk, []).append(code)
        return found

    def row(self, row: Suggestion, ctx: Context, *, picks: bool) -> SafeString:
        return work_row(
            row,
            address=reverse("competence:submit", args=[row.pk]),
            reference=row.record.reference,
            title=row.record.title,
            context=marks(sorted((ctx.extra or {}).get(row.pk, []))),
            due=in_words(row.happened_at),
        )


class MyEvidence(ListPage):
    name = "my-evidence"
    heading = _("My evidence")
    layout = "rows"
    template = "competence/mine.html"
    columns = (
        Column("what", _("What"), str),
        Column("kind", _("Kind"), lambda row: row.get_kind_display()),
        Column("state", _("State"), lambda row: row.get_state_display()),
        Column("shows", _("What it shows"), lambda row: ", ".join(row.activities)),
        Column("happened", _("When"), lambda row: row.happened_at),
    )
    sorts = (Sort("newest", _("Newest"), ("-happened_at", "-pk")), Sort("oldest", _("Oldest"), ("happened_at", "pk")))
    views = (
        View("submitted", _("Submitted"), lambda rows, actor: rows.submitted()),
        View("offered", _("Seen by others"), lambda rows, actor: rows.filter(state=EvidenceState.OFFERED)),
        View("ended", _("Not counting"), lambda rows, actor: rows.filter(state__in=[EvidenceState.WITHDRAWN, EvidenceState.ERASED])),
    )
    empty = Empty(_("Nothing here yet"), _("Choose from your own work, or bring something from elsewhere."), "file-check")

    def row(self, row: Evidence, ctx: Context, *, picks: bool) -> SafeString:
        state = pill(row.get_state_display(), TONES[EvidenceState(row.state)])
        changed = pill(_("changed since"), "warn", "pencil") if row.has_changed_since else ""
        return work_row(
            row,
            address=row.get_absolute_url(),
            reference=row.record.reference if row.record else row.get_kind_display(),
            title=row.record.title if row.record else row.title,
            context=format_html("{} {} {}", state, changed, marks(row.activities)),
            due=in_words(row.happened_at),
        )
